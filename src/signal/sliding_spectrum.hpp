#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>

#include <Eigen/Core>

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
  using Powers = Eigen::Array<float, static_cast<int>(Last - First + 1), 1>;

  SlidingSpectrum() {
    reset();
    for (int i = 0; i < static_cast<int>(kBins); ++i) {
      const std::size_t half = First - 2 + static_cast<std::size_t>(i);
      const double angle = std::numbers::pi * static_cast<double>(half) / Length;
      turn_re_[i] = static_cast<float>(kDamping * std::cos(angle));
      turn_im_[i] = static_cast<float>(kDamping * std::sin(angle));
      // An odd half-bin turns by an odd number of half-turns over the window.
      sign_[i] = half % 2 == 0 ? 1.0F : -1.0F;
    }
    oldest_even_ = static_cast<float>(std::pow(kDamping, Length));
  }

  /// `oldest` is the sample that leaves: the one pushed `Length` ago, or zero.
  void push(double newest, double oldest) {
    const auto in = static_cast<float>(newest);
    const float out = static_cast<float>(oldest) * oldest_even_;
    const Row turned = re_ * turn_re_ - im_ * turn_im_;
    im_ = re_ * turn_im_ + im_ * turn_re_;
    re_ = turned + in - sign_ * out;
  }

  void reset() {
    re_.setZero();
    im_.setZero();
  }

  /// Mean square of a sine at each half-bin from First to Last (a full window of a sine of
  /// amplitude A gives A^2 / 2).
  [[nodiscard]] Powers powers() const {
    // The window slides, so its shape stands still against the newest sample: the neighbours'
    // share turns by a whole number of turns and only the sign of the Hann combination is left.
    const auto hann = [](const Row& row) -> Powers {
      constexpr auto kSize = static_cast<int>(Last - First + 1);
      return row.template segment<kSize>(2) -
             0.5F * (row.template head<kSize>() + row.template tail<kSize>());
    };
    return kScale * (hann(re_).square() + hann(im_).square());
  }
  /// One of them.
  [[nodiscard]] double power(std::size_t half) const {
    const auto i = static_cast<int>(half - First);
    const float re = re_[i + 2] - 0.5F * (re_[i] + re_[i + 4]);
    const float im = im_[i + 2] - 0.5F * (im_[i] + im_[i + 4]);
    return static_cast<double>(kScale * (re * re + im * im));
  }

 private:
  static constexpr std::size_t kBins = Last - First + 5;
  static constexpr float kLength = static_cast<float>(Length);
  static constexpr float kScale = 0.5F * (2.0F / kLength) * (2.0F / kLength);
  static constexpr double kDamping = 0.99999;
  using Row = Eigen::Array<float, static_cast<int>(kBins), 1>;

  Row turn_re_;
  Row turn_im_;
  Row sign_;
  Row re_;
  Row im_;
  float oldest_even_ = 1.0F;
};

}  // namespace ebb
