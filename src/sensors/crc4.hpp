#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

/// What becomes of the CRC's four bits in one step.
inline constexpr std::array<std::uint8_t, 16> kCrc4Step{0,  3, 6,  5,  12, 15, 10, 9,
                                                        11, 8, 13, 14, 7,  4,  1,  2};

/// Both steps of a byte: `kCrc4Byte[(bits << 4) ^ byte]`. Five hunts ask for the CRC at each byte.
inline constexpr std::array<std::uint8_t, 256> kCrc4Byte = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = kCrc4Step[kCrc4Step[i >> 4U] ^ (i & 0x0FU)];
  }
  return table;
}();

/// The CRC-4 of a BITalino frame (x^4 + x + 1, nibble by nibble from the first byte on; the last
/// byte's low nibble is where it goes). A frame of zeros has the CRC zero.
[[nodiscard]] inline std::uint8_t crc4(std::span<const std::uint8_t> frame) {
  std::uint8_t bits = 0;
  for (const std::uint8_t byte : frame.first(frame.size() - 1)) {
    bits = kCrc4Byte[static_cast<std::size_t>((bits << 4U) ^ byte)];
  }
  return kCrc4Step[static_cast<std::size_t>(bits ^ (frame.back() >> 4U))];
}

}  // namespace ebb
