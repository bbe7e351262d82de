#pragma once

#include <algorithm>

#include "core/time.hpp"

namespace ebb {

/// From one instant to another, the last one not counted; empty when `to` is not after `from`.
struct TimeSpan {
  HostTime from;
  HostTime to;

  [[nodiscard]] bool holds(HostTime time) const { return time >= from && time < to; }
  /// In seconds, whatever the two are: no integer is subtracted.
  [[nodiscard]] double seconds() const { return to_seconds(to) - to_seconds(from); }
};

/// What two spans have in common; empty when that is nothing.
[[nodiscard]] inline TimeSpan overlap(const TimeSpan& a, const TimeSpan& b) {
  return {std::max(a.from, b.from), std::min(a.to, b.to)};
}

/// The instant so many seconds (0 or more) later, or the last one there is.
[[nodiscard]] inline HostTime later(HostTime time, double seconds) {
  constexpr double kLast = 9.2e12;
  return to_seconds(time) + seconds >= kLast ? HostTime::max()
                                             : time + to_microseconds(Seconds{seconds});
}

}  // namespace ebb
