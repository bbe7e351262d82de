#pragma once

#include <string>

#include "core/time.hpp"

namespace ebb {

// Numbers as text, the same wherever the person lives. What is no finite number is empty.

/// The shortest that reads back as the very same number.
[[nodiscard]] std::string shortest(double value);
/// So many places behind the point.
[[nodiscard]] std::string fixed(double value, int places);
/// Seconds from the session's beginning, to the microsecond.
[[nodiscard]] std::string seconds_text(HostTime time);

}  // namespace ebb
