#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sensors/decoder.hpp"
#include "sensors/message_buffer.hpp"

namespace ebb {

/// The sum of all bytes of a Go Direct frame but the fourth, which is where it goes.
std::uint8_t go_direct_checksum(std::span<const std::uint8_t> frame);
/// A request of `command` with its payload; `counter` begins at FE and counts down.
std::vector<std::uint8_t> encode_go_direct_request(std::uint8_t counter, std::uint8_t command,
                                                   std::span<const std::uint8_t> payload);
/// A measurement of force alone, as a belt sends it (frame type 06, channel 1).
std::vector<std::uint8_t> encode_go_direct_force(std::uint8_t counter,
                                                 std::span<const float> newtons);

/// Vernier Go Direct Respiration Belt ("gdx"): the frames of its response characteristic one after
/// the other, over Bluetooth or out of its USB reports. Gives the belt's force in newtons, which
/// rises as the belt is stretched; the belt's own breathing rate is half a minute late and is not
/// read. Values that are no numbers are left out, and are a loss when numbers come again. What byte
/// 8 of a measurement means and whether measurements count up in byte 2 is not certain, so neither
/// is leaned on.
class GoDirect final : public Decoder {
 public:
  explicit GoDirect(const DecoderOptions& options = {}) : options_(options) {}

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override {
    unread_.reset();
    left_out_ = 0;
  }
  [[nodiscard]] Capabilities capabilities() const override {
    return {.waveform = true, .breath = true};
  }
  [[nodiscard]] Damage damage() const override { return damage_; }
  [[nodiscard]] std::string_view protocol() const override { return "gdx"; }
  [[nodiscard]] std::string_view unit(const WaveSample& /*force*/) const override { return "N"; }

 private:
  struct Context {
    HostTime arrival;
    const ReadingSink& sink;
  };
  /// Where the force's numbers lie in a measurement.
  struct Column {
    std::size_t first = 0;  ///< byte of the first number
    std::size_t step = 4;   ///< bytes from one sample to the next
    std::size_t count = 0;  ///< samples
    bool whole = false;     ///< int32 rather than float32
  };

  /// Whether anything was taken from what came, be it a frame or a byte of none.
  bool take(std::span<const std::uint8_t> unread, const Context& at);
  void frame(std::span<const std::uint8_t> bytes, const Context& at);
  [[nodiscard]] static std::optional<Column> force_in(std::span<const std::uint8_t> bytes);

  DecoderOptions options_;
  MessageBuffer<255> unread_;
  std::uint32_t left_out_ = 0;  ///< samples since the last given
  Damage damage_;
};

}  // namespace ebb
