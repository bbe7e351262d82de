#include "sensors/nonin_frame.hpp"

namespace ebb {

std::array<std::uint8_t, 5> encode_nonin_format2(const NoninFrame& frame) {
  constexpr int kNoRate = 511;
  const auto rate =
      static_cast<unsigned>(frame.on_finger ? frame.rate_bpm.value_or(kNoRate) : kNoRate);
  std::array<std::uint8_t, 5> bytes{0x01, 0x80, static_cast<std::uint8_t>(frame.wave)};
  if (frame.number == 1) {
    bytes[1] |= 0x01U;
    bytes[3] = static_cast<std::uint8_t>((rate >> 7U) & 0x03U);
  } else if (frame.number == 2) {
    bytes[3] = static_cast<std::uint8_t>(rate & 0x7FU);
  }
  if (!frame.on_finger) {
    bytes[1] |= 0x08U;
  }
  bytes[4] = static_cast<std::uint8_t>(bytes[0] + bytes[1] + bytes[2] + bytes[3]);
  return bytes;
}

}  // namespace ebb
