#include "io/host_clock.hpp"

#include <chrono>
#include <ctime>

namespace ebb::io {

HostTime now() {
  using std::chrono::steady_clock;
  static const steady_clock::time_point origin = steady_clock::now();
  return HostTime{std::chrono::duration_cast<Microseconds>(steady_clock::now() - origin)};
}

Microseconds time_asleep() {
  const auto micros = [](clockid_t clock) {
    std::timespec at{};
    ::clock_gettime(clock, &at);
    return Microseconds{at.tv_sec * 1'000'000LL + at.tv_nsec / 1'000};
  };
  // Only the first of these goes on in a suspended machine.
  return micros(CLOCK_BOOTTIME) - micros(CLOCK_MONOTONIC);
}

WallTime wall_time() {
  std::timespec at{};
  ::clock_gettime(CLOCK_REALTIME, &at);
  std::tm parts{};
  ::localtime_r(&at.tv_sec, &parts);
  return {at.tv_sec * 1'000LL + at.tv_nsec / 1'000'000, static_cast<int>(parts.tm_gmtoff / 60)};
}

}  // namespace ebb::io
