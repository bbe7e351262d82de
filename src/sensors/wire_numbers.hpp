#pragma once

#include <bit>
#include <cstdint>

namespace ebb {

/// Numbers as devices put them on the wire; `at` must have as many bytes as the name says.
[[nodiscard]] constexpr std::uint16_t u16_le(const std::uint8_t* at) {
  return static_cast<std::uint16_t>(at[0] | at[1] << 8);
}
[[nodiscard]] constexpr std::uint32_t u32_le(const std::uint8_t* at) {
  return u16_le(at) | static_cast<std::uint32_t>(u16_le(at + 2)) << 16U;
}
[[nodiscard]] constexpr std::uint64_t u64_le(const std::uint8_t* at) {
  return u32_le(at) | static_cast<std::uint64_t>(u32_le(at + 4)) << 32U;
}
/// The lowest `bits` (1 to 32) of `value`, two's complement.
[[nodiscard]] constexpr std::int32_t sign_extended(std::uint32_t value, unsigned bits) {
  const std::uint32_t sign = std::uint32_t{1} << (bits - 1U);
  const std::uint32_t low = bits == 32 ? value : value & ((sign << 1U) - 1U);
  return static_cast<std::int32_t>((low ^ sign) - sign);
}
[[nodiscard]] constexpr std::int32_t i24_le(const std::uint8_t* at) {
  return sign_extended(u16_le(at) | static_cast<std::uint32_t>(at[2]) << 16U, 24);
}
[[nodiscard]] constexpr std::int32_t i24_be(const std::uint8_t* at) {
  return sign_extended(
      static_cast<std::uint32_t>(at[0]) << 16U | static_cast<std::uint32_t>(at[1]) << 8U | at[2],
      24);
}
[[nodiscard]] inline float f32_le(const std::uint8_t* at) {
  return std::bit_cast<float>(u32_le(at));
}

}  // namespace ebb
