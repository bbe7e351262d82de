#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

// Fields of fixed size in a block of bytes; whole numbers lie there lowest byte first.

inline void put_number(std::span<std::uint8_t> out, std::uint64_t value) {
  for (std::uint8_t& byte : out) {
    byte = static_cast<std::uint8_t>(value & 0xFFU);
    value >>= 8U;
  }
}

[[nodiscard]] inline std::uint64_t number_of(std::span<const std::uint8_t> in) {
  std::uint64_t value = 0;
  for (std::size_t i = in.size(); i > 0; --i) {
    value = (value << 8U) | in[i - 1];
  }
  return value;
}

inline void put_bytes(std::span<std::uint8_t> out, std::span<const std::uint8_t> bytes) {
  std::copy(bytes.begin(), bytes.end(), out.begin());
}

}  // namespace ebb
