#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace ebb {

constexpr int kNoninFrames = 25;  ///< in a packet, three packets a second

/// One frame of a Nonin wave stream, for a simulated device.
struct NoninFrame {
  int number = 1;          ///< 1..25, its place in the packet
  std::uint16_t wave = 0;  ///< 8 bits
  bool on_finger = true;
  std::optional<int> rate_bpm;  ///< 0..510
};

/// Data format 2: 01, status, wave, float, sum of the four.
std::array<std::uint8_t, 5> encode_nonin_format2(const NoninFrame& frame);

}  // namespace ebb
