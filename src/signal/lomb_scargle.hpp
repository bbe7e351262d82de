#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include <unsupported/Eigen/FFT>

namespace ebb {

/// Spectrum of a series at uneven times: at each frequency a sine, a cosine and a constant are
/// fitted with weights (Zechmeister & Kuerster 2009, "The generalised Lomb-Scargle periodogram",
/// A&A 496), the mean square that the wave explains is its power. All sums at once by spreading the
/// points over an even grid with a Gaussian and one transform (Greengard & Lee 2004, "Accelerating
/// the nonuniform fast Fourier transform", SIAM Review 46): O(n + m log m), to about 1e-7 of the
/// largest. Remembers its tables from call to call.
class LombScargle {
 public:
  /// Power at k step (Hz) for k = 1 ... power.size() - 1; power[0] is set to zero. Times (s)
  /// ascend within one 1 / step; weights are not negative and not all zero.
  void fit(std::span<const double> times, std::span<const double> values,
           std::span<const double> weights, double step, std::span<double> power);

 private:
  void spread(std::span<const double> times, std::span<const double> values,
              std::span<const double> weights, double mean, double step);
  void plan(std::size_t highest);

  std::size_t highest_ = 0;  ///< what the tables are for
  double width_ = 0.0;       ///< tau of the Gaussian exp(-x^2 / 4 tau)
  std::vector<double> reach_;
  std::vector<double> undo_;
  Eigen::FFT<double> fft_;
  std::vector<std::complex<double>> grid_;
  std::vector<std::complex<double>> sums_;
};

}  // namespace ebb
