#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sensors/decoder.hpp"
#include "sensors/frame_hunt.hpp"

namespace ebb {

/// One packet of an OpenBCI Cyton: A0, a number, eight channels of 24 bits (high byte first), six
/// auxiliary bytes, and C0 to C6 for what those mean.
struct CytonPacket {
  static constexpr std::size_t kFrame = 33;
  static constexpr std::size_t kSure = 3;
  static constexpr std::size_t kChannels = 8;
  using Frame = std::span<const std::uint8_t, kFrame>;
  static bool sound(Frame frame) {
    return frame[0] == 0xA0 && frame[32] >= 0xC0 && frame[32] <= 0xC6;
  }
  static bool follows(Frame, Frame) { return true; }
};

/// The bytes of a packet, for a simulated board: raw counts, no acceleration.
std::array<std::uint8_t, CytonPacket::kFrame> encode_cyton_packet(
    std::uint8_t number, const std::array<std::int32_t, CytonPacket::kChannels>& counts);

/// Millivolts at the board's usual gain of 24.
[[nodiscard]] constexpr double cyton_mv(std::int32_t counts) {
  return counts * (4.5 / 8388607.0 / 24.0 * 1e3);
}

/// OpenBCI Cyton through its USB dongle, 250 packets a second once asked (see device_commands). No
/// checksum and no time: packets count from the third in a row, a step in the number is a loss.
/// The first channel is an ECG in mV unless `options.channels` says otherwise. A channel at the end
/// of its scale has no electrode: no samples then, and after half a second it is off the body. When
/// samples come again, those that were left out are a loss.
class Cyton final : public Decoder {
 public:
  explicit Cyton(const DecoderOptions& options = {});

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override {
    return {.waveform = true, .breath = breath_, .contact = true};
  }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return "cyton"; }
  [[nodiscard]] std::string_view unit(const WaveSample& /*any*/) const override { return "mV"; }
  [[nodiscard]] std::string_view complaint() const override { return complaint_; }

 private:
  void take(CytonPacket::Frame packet, HostTime arrival, const ReadingSink& sink);
  void watch_contact(bool off, HostTime arrival, const ReadingSink& sink);
  void listen_for_failure(std::uint8_t byte);

  DecoderOptions options_;
  bool breath_ = false;  ///< there is a belt on a channel
  FrameHunt<CytonPacket> hunt_;
  int number_ = -1;
  int off_packets_ = 0;
  std::array<std::uint32_t, CytonPacket::kChannels> left_out_{};  ///< samples since the last given
  std::optional<bool> on_body_;
  std::size_t failure_ = 0;  ///< letters of the dongle's word heard in a row
  std::string_view complaint_;
  std::uint64_t lost_ = 0;
};

}  // namespace ebb
