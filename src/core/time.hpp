#pragma once

#include <chrono>
#include <cstdint>

namespace ebb {

/// Integral microseconds are what is stored and compared; Seconds are for arithmetic.
using Microseconds = std::chrono::duration<std::int64_t, std::micro>;
using Seconds = std::chrono::duration<double>;
/// Heart intervals are spoken of in milliseconds everywhere; fractions are kept (a strap counts in
/// 1/1024 s).
using Milliseconds = std::chrono::duration<double, std::milli>;

/// A clock without now(): below `io` time is always an argument. Two clocks with different tags
/// give time points that neither compare nor subtract, so a device's idea of time cannot slip into
/// arithmetic on the host's. Only estimation/clocks/clock_alignment turns one into the other.
template <class Tag>
struct TaggedClock {
  using rep = std::int64_t;
  using period = std::micro;
  using duration = Microseconds;
  using time_point = std::chrono::time_point<TaggedClock>;
  static constexpr bool is_steady = true;
};

/// This machine's monotonic clock, counted from an origin that one process chooses once.
using HostClock = TaggedClock<struct HostTag>;
/// A sensor's own clock after its wrapping counter has been unrolled (see UnwrappedClock).
using DeviceClock = TaggedClock<struct DeviceTag>;

using HostTime = HostClock::time_point;
using DeviceTime = DeviceClock::time_point;

/// The whole microsecond nearest to a length of time in seconds.
[[nodiscard]] constexpr Microseconds to_microseconds(Seconds s) {
  return Microseconds{static_cast<std::int64_t>(s.count() * 1e6 + (s.count() < 0 ? -0.5 : 0.5))};
}

/// Seconds since the clock's origin, for arithmetic and printing.
template <class Tag>
[[nodiscard]] constexpr double to_seconds(std::chrono::time_point<TaggedClock<Tag>> t) {
  return static_cast<double>(t.time_since_epoch().count()) * 1e-6;
}

/// The instant that lies `s` seconds after the clock's origin.
template <class TimePoint>
[[nodiscard]] constexpr TimePoint at_seconds(double s) {
  return TimePoint{to_microseconds(Seconds{s})};
}

}  // namespace ebb
