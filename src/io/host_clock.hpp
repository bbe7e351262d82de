#pragma once

#include <string>

#include "core/time.hpp"

namespace ebb::io {

/// The one place where this machine's monotonic clock is read. Counted from the first call in this
/// process, so times stay small and a recording's start is near zero.
[[nodiscard]] HostTime now();

/// The calendar's date and time here, for people: "2026-11-22T18:30:00+0100".
[[nodiscard]] std::string date_and_time();

}  // namespace ebb::io
