#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>

#include "sensors/bitalino_frame.hpp"
#include "sensors/decoder.hpp"
#include "sensors/frame_hunt.hpp"

namespace ebb {

/// Live frames of one size, for FrameHunt: the CRC lets one chance in sixteen through, and zeros
/// always, so eight frames in a row must also count up.
template <std::size_t kSlots>
struct BitalinoKind {
  static constexpr std::size_t kFrame = bitalino_frame_size(kSlots);
  static constexpr std::size_t kSure = 8;
  using Frame = std::span<const std::uint8_t, kFrame>;
  static bool sound(Frame frame) { return bitalino_frame_sound(frame); }
  static bool follows(Frame frame, Frame next) {
    return (((frame[kFrame - 1] >> 4U) + 1U) & 0x0FU) == (next[kFrame - 1] >> 4U);
  }
};

/// BITalino (r)evolution, live at any of its rates with one to five (or six) channels, how many is
/// found out. The frames carry a number and no time: a step of more than one is a loss. What a
/// channel is cannot be read from the frame: `options.channels` in the order of the slots, else the
/// first is the ECG (in mV) and the second the belt (in percent of its scale). Other kinds keep
/// the converter's counts. An input other than a belt that stands at an end of its scale for half a
/// second (at the 100 a second that Ebb asks for) has nothing connected: no samples then, the first
/// input that is read is off the body, and what was left out is a loss when samples come again. A
/// belt reaches the end of its scale in a large breath. Six channels have the size of five and are
/// read as five; the fifth and sixth have six bits only and are not read.
class Bitalino final : public Decoder {
 public:
  explicit Bitalino(const DecoderOptions& options = {});

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override { return capabilities_; }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return "bitalino"; }
  [[nodiscard]] std::string_view unit(const WaveSample& sample) const override {
    return sample.kind == StreamKind::ecg           ? "mV"
           : sample.kind == StreamKind::respiration ? "%"
                                                    : "";
  }

 private:
  static constexpr std::size_t kWide = 4;  ///< slots of ten bits
  /// One input and what is known of its plug.
  struct Input {
    std::optional<StreamKind> kind;  ///< nothing = not read
    int at_end = 0;                  ///< samples in a row at an end of the scale
    std::uint32_t left_out = 0;      ///< samples since the last given
  };

  void take(const BitalinoFrame& frame, HostTime arrival, const ReadingSink& sink);
  /// Whether the input is connected; tells it of the one that contact is read from.
  bool watch(std::size_t slot, std::uint16_t raw, HostTime arrival, const ReadingSink& sink);
  void on_lost(HostTime arrival, const ReadingSink& sink);

  bool invert_;
  Capabilities capabilities_{.waveform = true};
  std::array<Input, kWide> inputs_{};
  std::size_t worn_ = kWide;  ///< contact is read from this one
  std::optional<bool> on_body_;
  std::tuple<FrameHunt<BitalinoKind<1>>, FrameHunt<BitalinoKind<2>>, FrameHunt<BitalinoKind<3>>,
             FrameHunt<BitalinoKind<4>>, FrameHunt<BitalinoKind<5>>>
      hunts_;
  std::size_t slots_ = 0;  ///< of the frames that are believed; 0 = none yet
  int number_ = -1;
  std::uint64_t lost_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t used_ = 0;
};

}  // namespace ebb
