#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sensors/decoder.hpp"
#include "sensors/message_buffer.hpp"
#include "sensors/rate_news.hpp"

namespace ebb {

/// The eight bytes that an ANT+ heart rate monitor broadcasts about four times a second.
struct AntHeartPage {
  std::uint8_t page = 0;             ///< 0..127; 4 carries the beat before as well
  bool toggle = false;               ///< changes every fourth message; never on old monitors
  std::uint16_t beat_1024ths = 0;    ///< time of the latest beat, wraps every 64 s
  std::uint16_t before_1024ths = 0;  ///< page 4: time of the beat before it
  std::uint8_t beats = 0;            ///< counted modulo 256
  std::uint8_t rate_bpm = 0;         ///< the monitor's own; 0 = not known
};

/// `payload` must have eight bytes.
AntHeartPage decode_ant_heart_page(std::span<const std::uint8_t, 8> payload);
std::array<std::uint8_t, 8> encode_ant_heart_page(const AntHeartPage& page);
/// A broadcast as the stick's serial port gives it: A4, length, 4E, channel, payload, XOR.
std::array<std::uint8_t, 13> encode_ant_broadcast(std::uint8_t channel,
                                                  std::span<const std::uint8_t, 8> payload);

/// ANT+ heart rate as an ANT stick's serial stream ("ant"). The channel must be open: its network
/// key is the user's own. Each beat is told once, however often its page is repeated; beats that
/// were not heard of are a loss, unless page 4 still knows the last interval; so is a silence of
/// more than half a minute, in which the monitor's counters may have gone round. The first channel
/// heard is the one that is listened to and, when the stick names the devices, its first monitor.
class AntHeartRate final : public Decoder {
 public:
  AntHeartRate() = default;

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override {
    return {.beats = false, .intervals = true};
  }
  [[nodiscard]] Damage damage() const override { return damage_; }
  [[nodiscard]] std::string_view protocol() const override { return "ant"; }

 private:
  static constexpr std::size_t kMost = 4 + 40;  ///< the longest message that is read

  /// Whether anything was taken from what came, be it a message or a byte of none.
  bool take(std::span<const std::uint8_t> unread, HostTime arrival, const ReadingSink& sink);
  bool message(std::span<const std::uint8_t> whole, HostTime arrival, const ReadingSink& sink);
  void page(const AntHeartPage& page, HostTime arrival, const ReadingSink& sink);
  [[nodiscard]] bool is_ours(std::span<const std::uint8_t> extended);

  MessageBuffer<kMost> unread_;
  std::optional<AntHeartPage> last_;
  HostTime heard_{};  ///< arrival of `last_`
  std::optional<std::uint8_t> channel_;
  std::optional<std::uint16_t> device_;
  RateNews news_{8};
  Damage damage_;
};

}  // namespace ebb
