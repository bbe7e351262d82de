#include "sensors/bitalino_frame.hpp"

#include "sensors/crc4.hpp"

namespace ebb {
namespace {

// Read from its last byte back, a frame is one row of bits: number, CRC, digital lines (4 each),
// then the slots.
constexpr unsigned kHead = 12;
constexpr std::size_t kNarrowFrom = 4;  // the fifth and sixth slot carry the upper six bits only

constexpr unsigned width_of(std::size_t slot) { return slot < kNarrowFrom ? 10 : 6; }

constexpr std::uint64_t mask_of(unsigned width) { return (std::uint64_t{1} << width) - 1U; }

}  // namespace

bool bitalino_frame_sound(std::span<const std::uint8_t> bytes) {
  return crc4(bytes) == (bytes.back() & 0x0FU);
}

BitalinoFrame decode_bitalino_frame(std::span<const std::uint8_t> bytes, std::size_t slots) {
  std::uint64_t row = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    row = (row << 8U) | (i < bytes.size() ? bytes[bytes.size() - 1 - i] : 0U);
  }
  BitalinoFrame frame;
  frame.count = slots;
  frame.number = static_cast<std::uint8_t>(row >> 60U);
  frame.digital = static_cast<std::uint8_t>((row >> 52U) & 0x0FU);
  unsigned below = 64 - kHead;
  for (std::size_t slot = 0; slot < slots; ++slot) {
    below -= width_of(slot);
    frame.slots[slot] = static_cast<std::uint16_t>((row >> below) & mask_of(width_of(slot)));
  }
  return frame;
}

std::vector<std::uint8_t> encode_bitalino_frame(const BitalinoFrame& frame) {
  std::uint64_t row = (static_cast<std::uint64_t>(frame.number & 0x0FU) << 60U) |
                      (static_cast<std::uint64_t>(frame.digital & 0x0FU) << 52U);
  unsigned below = 64 - kHead;
  for (std::size_t slot = 0; slot < frame.count; ++slot) {
    below -= width_of(slot);
    row |= (frame.slots[slot] & mask_of(width_of(slot))) << below;
  }
  const std::size_t size = bitalino_frame_size(frame.count);
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t i = 0; i < size; ++i) {
    bytes[size - 1 - i] = static_cast<std::uint8_t>(row >> (56U - 8U * i));
  }
  bytes.back() = static_cast<std::uint8_t>((bytes.back() & 0xF0U) | crc4(bytes));
  return bytes;
}

}  // namespace ebb
