#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ebb {

/// A serial line's speed; eight bits and one stop bit, odd parity or none.
struct LineSpeed {
  std::uint32_t baud = 115'200;
  bool odd_parity = false;

  friend bool operator==(const LineSpeed&, const LineSpeed&) = default;
};

/// What a UART makes of bytes that were sent at another speed: it waits for a falling edge and
/// looks at the line in the middle of each bit, as long as it takes the bits to be. `bytes` follow
/// each other without a pause, and the line was idle before. A byte without a stop bit is handed on
/// as it came, as Linux does for a raw line.
[[nodiscard]] std::vector<std::uint8_t> misheard(std::span<const std::uint8_t> bytes,
                                                 const LineSpeed& sent, const LineSpeed& heard);

}  // namespace ebb
