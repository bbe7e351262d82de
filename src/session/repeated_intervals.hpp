#pragma once

#include <cstddef>

#include "core/history.hpp"
#include "core/reading.hpp"

namespace ebb {

/// Some bands send a beat again with every notification, up to five times, and a link without a
/// clock of its own cannot prove it beat by beat. But then most values come twice in a row and
/// their sum outruns the time they took to come; a recording played fast outruns it as well, with
/// hardly a value twice, and a heart that truly repeats a value does not outrun the clock.
class RepeatedIntervals {
 public:
  /// True when this interval was sent before and is not to be counted.
  bool push(const IntervalReading& reading) {
    const bool again = !recent_.empty() && recent_.back().interval == reading.interval &&
                       recent_.back().arrival != reading.arrival;
    recent_.push({reading.arrival, reading.interval, again});
    judge();
    return again && repeats_;
  }
  /// Whether it goes on.
  [[nodiscard]] bool repeats() const { return repeats_; }

 private:
  struct Told {
    HostTime arrival;
    Milliseconds interval{};
    bool again = false;
  };
  static constexpr std::size_t kEnough = 16;
  static constexpr double kShare = 0.3;
  static constexpr double kOutruns = 1.25;
  static constexpr double kWaited = 3.0;  ///< seconds that a packet may have waited

  void judge() {
    if (recent_.size() < kEnough) {
      return;
    }
    double sum = 0.0;
    std::size_t again = 0;
    for (std::size_t i = 1; i < recent_.size(); ++i) {
      sum += Seconds{recent_[i].interval}.count();
      again += recent_[i].again ? 1U : 0U;
    }
    const double span = Seconds{recent_.back().arrival - recent_.front().arrival}.count();
    repeats_ = sum > kOutruns * span + kWaited &&
               static_cast<double>(again) > kShare * static_cast<double>(recent_.size());
  }

  History<Told, 48> recent_;
  bool repeats_ = false;
};

}  // namespace ebb
