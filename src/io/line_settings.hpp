#pragma once

#include <cstdint>

namespace ebb::io {

/// How a serial line is set: eight bits, one stop bit.
struct LineSettings {
  std::uint32_t baud = 115'200;
  bool odd_parity = false;  ///< else none; what comes is not checked against it
};

}  // namespace ebb::io
