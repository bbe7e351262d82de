#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "firmware-protocol/ebb_link.h"
#include "sensors/decoder.hpp"
#include "sensors/time_question.hpp"
#include "sensors/watched_clock.hpp"

namespace ebb {

struct HeartRateMeasurement;

/// The Ebb link (firmware-protocol/PROTOCOL.md) under its two names: "ebb-link" for a sensor board
/// of one's own and "ble-bridge" for a board that forwards a Bluetooth strap. The wire is the same
/// and so are the readings; only what may be expected before the first frame differs.
///
/// A frame gives, in this order: LossReading and HelloReading when something was lost or began
/// anew, one ClockReading (the last sample's time, or the frame's own), ContactReading on a change,
/// then the readings themselves. Of several channels only the first is read. A stream without a
/// STREAM descriptor is taken as i16, one channel, unscaled, of `options.kind` or else respiration.
class EbbLinkDecoder final : public Decoder {
 public:
  EbbLinkDecoder(std::string_view protocol, const DecoderOptions& options);

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override { return capabilities_; }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return protocol_; }
  [[nodiscard]] std::string_view complaint() const override { return complaint_; }
  [[nodiscard]] std::string_view unit(const WaveSample& sample) const override;
  /// A TIME request now and then, once the device has said who it is.
  [[nodiscard]] std::vector<std::uint8_t> question(HostTime now) override;

 private:
  struct Stream {
    StreamKind kind = StreamKind::respiration;
    std::uint8_t format = EBB_LINK_I16;
    std::uint8_t channels = 1;
    std::uint32_t period_us = 0;
    double scale = 1.0;
    double offset = 0.0;
    std::string unit{};  ///< as the device spells it
  };
  struct Context {
    DeviceTime time;  ///< of the frame
    HostTime arrival;
    const ReadingSink& sink;
  };

  void take(const ebb_link_frame& frame, HostTime arrival, const ReadingSink& sink);
  bool in_sequence(const ebb_link_frame& frame, HostTime arrival, const ReadingSink& sink);
  void learn_boot(const ebb_link_frame& frame, HostTime arrival, const ReadingSink& sink);
  void learn_stream(const ebb_link_frame& frame);
  void learn_kind(StreamKind kind);
  void forget_streams();
  void tell_contact(const ebb_link_frame& frame, HostTime arrival, const ReadingSink& sink);
  void samples(const ebb_link_frame& frame, const Context& at);
  void number(const Stream& stream, std::uint8_t id, double value, std::optional<DeviceTime> time,
              std::uint8_t later, const Context& at);
  void beat(const ebb_link_frame& frame, const Context& at);
  void notification(const ebb_link_frame& frame, const Context& at);
  void measurement(const HeartRateMeasurement& measurement, const Context& at);
  void status(const ebb_link_frame& frame, const Context& at);
  void time_reply(const ebb_link_frame& frame, const Context& at);

  std::string protocol_;
  DecoderOptions options_;
  ebb_link_receiver receiver_{};
  WatchedClock clock_;
  TimeQuestion time_question_;
  std::array<Stream, 256> streams_{};
  Capabilities capabilities_;
  std::string complaint_;
  std::string name_;
  std::optional<std::uint32_t> boot_;
  std::optional<std::uint16_t> last_seq_;
  std::array<bool, 256> off_{};  ///< by stream: flag bit 1 was set in its last frame
  std::optional<bool> strap_contact_;
  bool strap_battery_ = false;  ///< then the board's own is left out
  bool optical_ = false;
  bool link_was_lost_ = false;  ///< since the device named its boot
  bool strap_streaming_ = false;
  bool introduced_ = false;      ///< HELLO or HEARTBEAT came, so it is this language for certain
  std::uint64_t malformed_ = 0;  ///< sound frames that contradict themselves
};

}  // namespace ebb
