#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/history.hpp"

namespace ebb {

/// Any quantile of the last N values. They are kept in order: a push moves at most N numbers, a
/// question moves none. Values that are no numbers are not taken in.
template <std::size_t N>
class SlidingQuantile {
 public:
  void push(double value) {
    if (std::isnan(value)) {
      return;
    }
    double* const begin = sorted_.data();
    double* end = begin + recent_.size();
    if (recent_.full()) {
      double* const leaving = std::lower_bound(begin, end, recent_.front());
      std::move(leaving + 1, end, leaving);
      --end;
    }
    double* const place = std::upper_bound(begin, end, value);
    std::move_backward(place, end, end + 1);
    *place = value;
    recent_.push(value);
  }
  void reset() { recent_.reset(); }

  [[nodiscard]] std::size_t size() const { return recent_.size(); }
  [[nodiscard]] bool empty() const { return recent_.empty(); }
  [[nodiscard]] bool full() const { return recent_.full(); }
  /// The value below which the share `q` (0..1) of the values lies, between two of them in
  /// proportion; 0 when there are none.
  [[nodiscard]] double at(double q) const {
    if (recent_.empty()) {
      return 0.0;
    }
    const double place = q * static_cast<double>(recent_.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, recent_.size() - 1);
    const double part = place - static_cast<double>(below);
    return sorted_[below] + part * (sorted_[above] - sorted_[below]);
  }
  [[nodiscard]] double median() const { return at(0.5); }

 private:
  History<double, N> recent_;
  std::array<double, N> sorted_{};
};

}  // namespace ebb
