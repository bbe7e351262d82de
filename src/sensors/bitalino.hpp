#pragma once

#include <cstdint>
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
/// the converter's counts. Six channels have the size of five and are read as five; the fifth and
/// sixth have six bits only and are not read.
class Bitalino final : public Decoder {
 public:
  explicit Bitalino(const DecoderOptions& options = {}) : options_(options) {}

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override { return {.waveform = true}; }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return "bitalino"; }

 private:
  static constexpr std::size_t kWide = 4;  ///< slots of ten bits

  void take(const BitalinoFrame& frame, HostTime arrival, const ReadingSink& sink);
  [[nodiscard]] StreamKind kind_of(std::size_t slot) const;
  void on_lost(HostTime arrival, const ReadingSink& sink);

  DecoderOptions options_;
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
