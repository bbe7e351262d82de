#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <span>

namespace ebb {

/// The sum of the last `length` values (at most N). What leaves is subtracted, and once every
/// `length` pushes the sum is replaced by one that was built up afresh, so that rounding does not
/// gather and an impulse of any size is forgotten with the value itself.
template <std::size_t N>
class MovingSum {
 public:
  explicit MovingSum(std::size_t length) : length_(std::clamp<std::size_t>(length, 1, N)) {}

  double push(double value) {
    sum_ += value - values_[next_];
    values_[next_] = value;
    fresh_ += value;
    if (++next_ == length_) {
      next_ = 0;
      sum_ = fresh_;
      fresh_ = 0.0;
    }
    return sum_;
  }
  /// The sum after each of the values, into `sums`.
  void push(std::span<const double> values, double* sums) {
    // In a local, so that the sum need not go through memory from value to value.
    double sum = sum_;
    for (const double value : values) {
      sum += value - values_[next_];
      values_[next_] = value;
      fresh_ += value;
      if (++next_ == length_) {
        next_ = 0;
        sum = fresh_;
        fresh_ = 0.0;
      }
      *sums++ = sum;
    }
    sum_ = sum;
  }
  /// As if every value so far had been this one.
  void fill(double value) {
    values_.fill(value);
    sum_ = value * static_cast<double>(length_);
    fresh_ = value * static_cast<double>(next_);
  }
  [[nodiscard]] std::size_t length() const { return length_; }

 private:
  std::array<double, N> values_{};
  std::size_t length_;
  std::size_t next_ = 0;
  double sum_ = 0.0;
  double fresh_ = 0.0;
};

}  // namespace ebb
