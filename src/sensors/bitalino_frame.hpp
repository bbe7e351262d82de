#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ebb {

/// One live frame of a BITalino (r)evolution: up to six channels in slots, ascending.
struct BitalinoFrame {
  static constexpr std::size_t kSlots = 6;
  std::array<std::uint16_t, kSlots> slots{};  ///< 10 bits; the last two of five or six only 6 bits
  std::size_t count = 1;                      ///< slots in use
  std::uint8_t number = 0;                    ///< 0..15, one more each frame
  std::uint8_t digital = 0x0C;                ///< I1 I2 O1 O2; the inputs rest at 1
};

/// Bytes of a frame with `slots` channels.
[[nodiscard]] constexpr std::size_t bitalino_frame_size(std::size_t slots) {
  constexpr std::array<std::size_t, 7> kSizes{0, 3, 4, 6, 7, 8, 8};
  return kSizes[slots];
}

[[nodiscard]] bool bitalino_frame_sound(std::span<const std::uint8_t> bytes);
/// `bytes` must be sound and of the size for `slots`.
BitalinoFrame decode_bitalino_frame(std::span<const std::uint8_t> bytes, std::size_t slots);
std::vector<std::uint8_t> encode_bitalino_frame(const BitalinoFrame& frame);

/// Millivolts at the skin of the ECG sensor (gain 1100, 3.3 V), from a 10-bit slot.
[[nodiscard]] constexpr double bitalino_ecg_mv(std::uint16_t raw) {
  return (raw / 1024.0 - 0.5) * 3.3 / 1100.0 * 1000.0;
}
/// Percent of the PZT belt's full scale, -50..50; only its changes mean something.
[[nodiscard]] constexpr double bitalino_belt_percent(std::uint16_t raw) {
  return (raw / 1024.0 - 0.5) * 100.0;
}

}  // namespace ebb
