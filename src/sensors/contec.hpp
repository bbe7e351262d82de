#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sensors/contec_packet.hpp"
#include "sensors/decoder.hpp"
#include "sensors/marked_packets.hpp"
#include "sensors/rate_news.hpp"

namespace ebb {

/// Contec CMS50 finger clips: "cms50" (5-byte packets, sent unasked) and "cms50-v7" (9-byte
/// packets, sent once asked: see device_commands). Gives the pulse wave at 60 Hz without times, the
/// device's own rate when it changes and every two seconds, and whether a finger is in; without one
/// there is no wave. The beep is no beat: it trails the wave's peak by two or three packets.
/// Packets have no checksum, so they count from the third sound one in a row.
class Contec final : public Decoder {
 public:
  enum class Packet : std::uint8_t { five_bytes, nine_bytes };
  explicit Contec(Packet packet, const DecoderOptions& options = {})
      : packet_(packet), options_(options), packets_(packet == Packet::five_bytes) {}

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override {
    return {.waveform = true, .contact = true};
  }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override {
    return packet_ == Packet::five_bytes ? "cms50" : "cms50-v7";
  }
  [[nodiscard]] std::string_view complaint() const override { return complaint_; }

 private:
  static constexpr unsigned kSure = 3;

  void take(std::span<const std::uint8_t> packet, HostTime arrival, const ReadingSink& sink);
  void tell(const ContecPulse& pulse, HostTime arrival, const ReadingSink& sink);
  [[nodiscard]] bool is_other(std::span<const std::uint8_t> packet) const;

  Packet packet_;
  DecoderOptions options_;
  MarkedPackets<10> packets_;  ///< one more than the longest has
  unsigned sound_ = 0;         ///< packets in a row
  std::optional<bool> on_finger_;
  RateNews news_{120};
  std::string_view complaint_;
  Damage damage_;
};

}  // namespace ebb
