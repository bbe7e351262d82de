#pragma once

#include <cstdint>

#include "core/time.hpp"

namespace ebb::io {

/// The one place where this machine's monotonic clock is read. Counted from the first call in this
/// process, so times stay small and a recording's start is near zero.
[[nodiscard]] HostTime now();

/// For how long in all this machine has slept since it was started: the host clock stands still
/// then.
[[nodiscard]] Microseconds time_asleep();

/// The calendar here, for people. It may be set at any time, so nothing is reckoned with it.
struct WallTime {
  std::int64_t unix_ms = 0;
  int utc_offset_min = 0;
};
[[nodiscard]] WallTime wall_time();

}  // namespace ebb::io
