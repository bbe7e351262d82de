#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace ebb {

/// Power of the last `Length` samples under a Hann window, in half-bins (multiples of half the
/// inverse length) from `First` to `Last`, renewed with every sample by the sliding transform
/// (Jacobsen & Lyons 2003): a handful of multiplications a bin, whatever the length. The sums are
/// damped a little so that rounding is forgotten, and start from zeros.
template <std::size_t Length, std::size_t First, std::size_t Last>
class SlidingSpectrum {
  static_assert(First >= 2 && First % 2 == 0 && Last > First && Last < Length);

 public:
  static constexpr std::size_t kFirst = First;
  static constexpr std::size_t kLast = Last;

  SlidingSpectrum() {
    for (std::size_t i = 0; i < kBins; ++i) {
      const double angle = std::numbers::pi * static_cast<double>(half_bin(i)) / kLength;
      turn_re_[i] = static_cast<float>(kDamping * std::cos(angle));
      turn_im_[i] = static_cast<float>(kDamping * std::sin(angle));
    }
    oldest_even_ = static_cast<float>(std::pow(kDamping, kLength));
  }

  /// `oldest` is the sample that leaves: the one pushed `Length` ago, or zero.
  void push(double newest, double oldest) {
    const auto in = static_cast<float>(newest);
    const auto out = static_cast<float>(oldest) * oldest_even_;
    const std::array<float, 2> change{in - out, in + out};
    for (std::size_t i = 0; i < kBins; ++i) {
      const float re = re_[i] * turn_re_[i] - im_[i] * turn_im_[i];
      const float im = re_[i] * turn_im_[i] + im_[i] * turn_re_[i];
      // An odd half-bin turns by an odd number of half-turns over the window.
      re_[i] = re + change[i % 2];
      im_[i] = im;
    }
  }

  void reset() {
    re_.fill(0.0F);
    im_.fill(0.0F);
  }

  /// Mean square of a sine at this half-bin (a full window of a sine of amplitude A gives A^2 / 2).
  [[nodiscard]] double power(std::size_t half) const {
    const std::size_t i = half - First + 2;
    // The window slides, so its shape stands still against the newest sample: the neighbours'
    // share turns by a whole number of turns and only the sign of the Hann combination is left.
    const float re = re_[i] - 0.5F * (re_[i - 2] + re_[i + 2]);
    const float im = im_[i] - 0.5F * (im_[i - 2] + im_[i + 2]);
    const double scale = 2.0 / kLength;
    return 2.0 * scale * scale * static_cast<double>(re * re + im * im) * 0.25;
  }

 private:
  static constexpr std::size_t kBins = Last - First + 5;
  static constexpr double kLength = static_cast<double>(Length);
  static constexpr double kDamping = 0.99999;
  static constexpr std::size_t half_bin(std::size_t i) { return First - 2 + i; }

  std::array<float, kBins> turn_re_{};
  std::array<float, kBins> turn_im_{};
  std::array<float, kBins> re_{};
  std::array<float, kBins> im_{};
  float oldest_even_ = 1.0F;
};

}  // namespace ebb
