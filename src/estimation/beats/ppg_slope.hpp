#pragma once

#include <cmath>
#include <cstddef>

#include "core/history.hpp"
#include "signal/moving_sum.hpp"

namespace ebb {

/// How steep a pulse wave is: the mean of the eighth of a second after less that of the eighth
/// before, smoothed over 60 ms. It has no phase to bend: a hump lies where the rise is steepest,
/// late by delay(). At most 130 values a second.
class PpgSlope {
 public:
  static constexpr double kReach = 0.125;  ///< s

  explicit PpgSlope(double rate)
      : ahead_(length(kReach, rate)),
        smoother_(length(kSmooth, rate)),
        length_(ahead_.length()),
        scale_(1.0 / static_cast<double>(ahead_.length() * smoother_.length())),
        delay_(static_cast<double>(ahead_.length()) - 0.5 +
               0.5 * static_cast<double>(smoother_.length() - 1)) {}

  double push(double value) {
    if (sums_.empty()) {
      ahead_.fill(value);
      for (std::size_t i = 0; i < length_; ++i) {
        sums_.push(value * static_cast<double>(length_));
      }
    }
    sums_.push(ahead_.push(value));
    return smoother_.push(sums_.back() - sums_[sums_.size() - 1 - length_]) * scale_;
  }
  /// Of the slope behind the signal, in values.
  [[nodiscard]] double delay() const { return delay_; }

 private:
  static constexpr double kSmooth = 0.06;  // s
  static constexpr std::size_t kLongest = 32;

  static std::size_t length(double seconds, double rate) {
    return static_cast<std::size_t>(std::fmax(1.0, std::round(seconds * rate)));
  }

  MovingSum<kLongest> ahead_;
  MovingSum<kLongest> smoother_;
  History<double, kLongest + 1> sums_;
  std::size_t length_;
  double scale_;
  double delay_;
};

}  // namespace ebb
