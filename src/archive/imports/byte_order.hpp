#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>

namespace ebb {

/// `size` bytes (at most 8) as an unsigned number, least significant byte first.
[[nodiscard]] inline std::uint64_t little_endian(const std::uint8_t* bytes, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    value = (value << 8U) | bytes[i - 1];
  }
  return value;
}

[[nodiscard]] inline std::uint64_t big_endian(const std::uint8_t* bytes, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = (value << 8U) | bytes[i];
  }
  return value;
}

/// The low `size` bytes of `raw` as a two's-complement number; 1 to 8 of them.
[[nodiscard]] inline std::int64_t sign_extended(std::uint64_t raw, std::size_t size) {
  assert(size >= 1 && size <= 8);
  const auto unused = static_cast<unsigned>(64U - 8U * size);
  return static_cast<std::int64_t>(raw << unused) >> unused;
}

}  // namespace ebb
