#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

/// The last samples of a stream side by side in memory, addressed by their running number. At
/// least N are kept; every N pushes they are moved to the front.
template <std::size_t N>
class RecentSamples {
 public:
  void push(double value) {
    if (used_ == 2 * N) {
      std::copy(slots_.begin() + N, slots_.end(), slots_.begin());
      used_ = N;
      first_ += static_cast<std::int64_t>(N);
    }
    slots_[used_++] = value;
  }
  /// At most N at once.
  void push(std::span<const double> values) {
    if (used_ + values.size() > 2 * N) {
      const std::size_t kept = std::min(used_, N);
      std::copy_n(slots_.begin() + static_cast<std::ptrdiff_t>(used_ - kept), kept, slots_.begin());
      first_ += static_cast<std::int64_t>(used_ - kept);
      used_ = kept;
    }
    std::copy(values.begin(), values.end(), slots_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ += values.size();
  }
  /// Running number of the oldest that is kept.
  [[nodiscard]] std::int64_t begin() const { return first_; }
  /// One past that of the newest.
  [[nodiscard]] std::int64_t end() const { return first_ + static_cast<std::int64_t>(used_); }
  [[nodiscard]] double operator[](std::int64_t i) const { return *at(i); }
  /// Where sample i lies; those after it follow.
  [[nodiscard]] const double* at(std::int64_t i) const {
    assert(i >= begin() && i < end());
    return slots_.data() + (i - first_);
  }
  void reset() {
    used_ = 0;
    first_ = 0;
  }

 private:
  std::array<double, 2 * N> slots_{};
  std::size_t used_ = 0;
  std::int64_t first_ = 0;
};

}  // namespace ebb
