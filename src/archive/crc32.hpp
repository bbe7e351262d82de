#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ebb {

/// CRC-32 as in zip and PNG (reflected 0xEDB88320); of "123456789" it is 0xCBF43926.
[[nodiscard]] constexpr std::uint32_t crc32(std::string_view text) {
  constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t c = i;
      for (int bit = 0; bit < 8; ++bit) {
        c = (c & 1U) != 0 ? (c >> 1U) ^ 0xEDB88320U : c >> 1U;
      }
      table[i] = c;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : text) {
    crc = kTable[(crc ^ static_cast<std::uint8_t>(byte)) & 0xFFU] ^ (crc >> 8U);
  }
  return ~crc;
}

static_assert(crc32("123456789") == 0xCBF43926U);

}  // namespace ebb
