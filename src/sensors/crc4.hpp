#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

/// The CRC-4 of a BITalino frame (x^4 + x + 1, nibble by nibble from the first byte on; the last
/// byte's low nibble is where it goes). A frame of zeros has the CRC zero.
[[nodiscard]] inline std::uint8_t crc4(std::span<const std::uint8_t> frame) {
  constexpr std::array<std::uint8_t, 16> kStep{0,  3, 6,  5,  12, 15, 10, 9,
                                               11, 8, 13, 14, 7,  4,  1,  2};
  unsigned crc = 0;
  for (std::size_t i = 0; i + 1 < frame.size(); ++i) {
    crc = kStep[crc] ^ (frame[i] >> 4U);
    crc = kStep[crc] ^ (frame[i] & 0x0FU);
  }
  return kStep[kStep[crc] ^ (frame.back() >> 4U)];
}

}  // namespace ebb
