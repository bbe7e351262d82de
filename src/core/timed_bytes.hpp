#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// Bytes and when they are due, counted from the start of what is played.
struct TimedBytes {
  Microseconds at{};
  std::vector<std::uint8_t> bytes;
};

/// One item after another, times not falling; nothing = the end.
using ByteGenerator = std::function<std::optional<TimedBytes>()>;

}  // namespace ebb
