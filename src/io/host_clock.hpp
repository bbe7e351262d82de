#pragma once

#include "core/time.hpp"

namespace ebb::io {

/// The one place where this machine's monotonic clock is read. Counted from the first call in this
/// process, so times stay small and a recording's start is near zero.
[[nodiscard]] HostTime now();

}  // namespace ebb::io
