#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include <unsupported/Eigen/FFT>

namespace ebb {

/// Takes the line from a series that fits it best (least squares).
void remove_line(std::span<double> x);
/// The same of a series at uneven times.
void remove_line(std::span<const double> times, std::span<double> x);
/// Takes the mean from a series.
void remove_mean(std::span<double> x);

/// The Hann window at `part` of its length, 0..1.
[[nodiscard]] double hann(double part);

/// The smallest even number of points, not below n, that is made of twos, threes and fives: lengths
/// a transform is fast at.
[[nodiscard]] std::size_t fast_length(std::size_t n);

/// Power spectra of even series. Remembers its tables from call to call.
class Periodogram {
 public:
  /// One-sided density of `x` in its unit squared per Hz, at k rate / points for k = 0 ...
  /// points / 2; zeros fill up to `points` (even, not below x's size). `window` and `counts` (what
  /// each sample counts for) are as many as x, not negative, and their products not all zero. The
  /// mean they give together is taken away first. A sine of amplitude A adds up to A^2 / 2; with
  /// equal counts, the sum of densities times rate / points is the mean square that the window
  /// sees. Valid until the next call.
  std::span<const double> density(std::span<const double> x, std::span<const double> window,
                                  std::span<const double> counts, double rate, std::size_t points);

 private:
  Eigen::FFT<double> fft_;
  std::vector<double> padded_;
  std::vector<std::complex<double>> bins_;
  std::vector<double> density_;
};

}  // namespace ebb
