#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

/// Cuts a stream in which one bit of each byte says whether a packet begins there. A packet is
/// given when the next one begins, so one with a byte too many or too few is seen to be so.
template <std::size_t kKept>
class MarkedPackets {
 public:
  /// `mark`: bit 7 of a packet's first byte; all its other bytes have the other.
  explicit MarkedPackets(bool mark) : mark_(mark) {}

  /// The packet that this byte puts an end to, or nothing; of a long one the first kKept bytes.
  std::span<const std::uint8_t> push(std::uint8_t byte) {
    const bool begins = ((byte & 0x80U) != 0) == mark_;
    if (begins) {
      ended_ = bytes_;
      const std::size_t whole = size_;
      bytes_[0] = byte;
      size_ = 1;
      return std::span{ended_}.first(whole);
    }
    if (size_ > 0 && size_ < kKept) {
      bytes_[size_++] = byte;
    } else {
      ++dropped_;
    }
    return {};
  }
  void reset() { size_ = 0; }
  /// Bytes before the first packet and beyond kKept.
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

 private:
  bool mark_;
  std::array<std::uint8_t, kKept> bytes_{};
  std::array<std::uint8_t, kKept> ended_{};
  std::size_t size_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace ebb
