#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sensors/decoder.hpp"
#include "sensors/osc_packet.hpp"

namespace ebb {

/// Open Sound Control, as programs for Muse headbands, EmotiBit and VRChat send it, and under
/// addresses of Ebb's own (docs/sensors/osc.md). There is no convention among vendors, so only
/// addresses that are known are read; `options.osc_address` with `options.kind` adds one.
///
/// The stream is OSC 1.1's: packets in SLIP. A datagram is put into that form where it is received.
/// OSC numbers nothing, so what is lost on the way is not noticed; a damaged packet is, and counts
/// as a loss once intervals have come.
class Osc final : public Decoder {
 public:
  explicit Osc(const DecoderOptions& options) : options_(options) {}

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override { return capabilities_; }
  [[nodiscard]] Damage damage() const override { return damage_; }
  [[nodiscard]] std::string_view protocol() const override { return "osc"; }
  [[nodiscard]] std::string_view complaint() const override { return complaint_; }

 private:
  void take_packet(HostTime arrival, const ReadingSink& sink);
  bool take_message(const OscMessage& message, HostTime arrival, const ReadingSink& sink);
  void waves(const OscMessage& message, StreamKind kind, HostTime arrival, const ReadingSink& sink);
  void one(double value, StreamKind kind, HostTime arrival, const ReadingSink& sink);

  DecoderOptions options_;
  std::vector<std::uint8_t> packet_;
  bool escaped_ = false;
  bool too_long_ = false;
  Capabilities capabilities_;
  Damage damage_;
  std::optional<bool> on_body_;
  std::optional<std::string> emotibit_;  ///< the number of the first one heard: the one listened to
  bool understood_ = false;
  std::string complaint_;
};

}  // namespace ebb
