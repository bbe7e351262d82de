#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace ebb {

/// One Open Sound Control message, as far as sensors use it: an address and the numbers among its
/// arguments in turn (int32, float32, int64, double; true is 1, false 0). Refers to the packet.
struct OscMessage {
  static constexpr std::size_t kMost = 64;  ///< numbers kept; what comes behind is left out

  std::string_view address;
  std::array<double, kMost> numbers{};
  std::size_t count = 0;

  [[nodiscard]] std::span<const double> values() const { return std::span{numbers}.first(count); }
};

/// Calls `sink` for each message of a packet (OSC 1.0: a message, or a bundle of such, a few deep).
/// False when the packet is not sound to its last byte; the messages before the damage were told.
/// Time tags say when to play, not when something was measured, and are passed over.
bool decode_osc_packet(std::span<const std::uint8_t> packet,
                       const std::function<void(const OscMessage&)>& sink);
/// A message of float32 numbers.
std::vector<std::uint8_t> encode_osc_message(std::string_view address,
                                             std::span<const float> numbers);

/// A packet made fit for a stream of bytes, as OSC 1.1 has it: SLIP (RFC 1055), with its END on
/// both sides.
std::vector<std::uint8_t> encode_slip(std::span<const std::uint8_t> packet);

}  // namespace ebb
