#pragma once

#include <cstdint>

#include "core/time.hpp"

namespace ebb {

/// Turns samples at any times into means over even bins: the exact mean of the straight lines that
/// join the samples, so a fast signal is averaged down and a slow one interpolated. The grid begins
/// at the first sample, hence a shift in time shifts the bins and changes nothing else.
/// O(1) amortised; a caller who does not want a long silence bridged resets first.
class EvenGrid {
 public:
  explicit EvenGrid(Microseconds step) : step_(step) {}

  /// Whether `time` is an instant to reckon with: the difference of two such has to be a number.
  [[nodiscard]] static constexpr bool takes(HostTime time) {
    constexpr Microseconds kFarthest{std::int64_t{1} << 60};
    return time.time_since_epoch() < kFarthest && time.time_since_epoch() > -kFarthest;
  }

  /// Calls sink(index, mean) for every bin that this sample completes, oldest first. Samples must
  /// come in rising time; one that does not, or that `takes` refuses, is passed over.
  template <class Sink>
  void push(HostTime time, double value, Sink&& sink) {
    if (!takes(time)) {
      return;
    }
    if (empty_) {
      empty_ = false;
      origin_ = last_time_ = bin_end_ = time;
      bin_end_ += step_;
      last_value_ = value;
      return;
    }
    if (time <= last_time_) {
      return;
    }
    const double slope = (value - last_value_) / static_cast<double>((time - last_time_).count());
    while (time >= bin_end_) {
      const auto span = static_cast<double>((bin_end_ - last_time_).count());
      const double at_end = last_value_ + slope * span;
      area_ += 0.5 * (last_value_ + at_end) * span;
      sink(next_++, area_ / static_cast<double>(step_.count()));
      area_ = 0.0;
      last_time_ = bin_end_;
      last_value_ = at_end;
      bin_end_ += step_;
    }
    area_ += 0.5 * (last_value_ + value) * static_cast<double>((time - last_time_).count());
    last_time_ = time;
    last_value_ = value;
  }

  void reset() { *this = EvenGrid{step_}; }

  /// The instant of a place on the grid; bin i has its middle at i + 0.5.
  [[nodiscard]] HostTime time_of(double place) const {
    return origin_ + to_microseconds(Seconds{place * static_cast<double>(step_.count()) * 1e-6});
  }
  [[nodiscard]] bool empty() const { return empty_; }
  [[nodiscard]] HostTime last_time() const { return last_time_; }
  [[nodiscard]] Microseconds step() const { return step_; }

 private:
  Microseconds step_;
  bool empty_ = true;
  HostTime origin_{};
  HostTime last_time_{};
  HostTime bin_end_{};
  double last_value_ = 0.0;
  double area_ = 0.0;
  std::int64_t next_ = 0;
};

}  // namespace ebb
