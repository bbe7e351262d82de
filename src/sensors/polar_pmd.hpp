#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "firmware-protocol/ebb_link.h"
#include "sensors/decoder.hpp"
#include "sensors/polar_frame.hpp"

namespace ebb {

/// Polar Measurement Data as notifications in Ebb link frames ("polar-pmd"): ECG in mV (H10), PPG
/// (Verity Sense, first of its three lights), acceleration in thousandths of g (streams 1 to 3: x,
/// y, z) and the device's own pulse intervals, of which blocked ones are left out. Heart Rate
/// Measurements in the same link tell contact and rate; their intervals are left out, since the
/// waveform says it better. An answer of the control point, where it is forwarded too, tells what
/// packed acceleration is worth.
///
/// The sample times come from the frames' time stamps and not from the nominal rate: an H10's 130
/// Hz is 130.05 to 130.17. The other waves have rates of the user's choice: their first step is
/// their rate. A frame that does not follow the one before is a loss and takes the period measured
/// so far.
class PolarPmd final : public Decoder {
 public:
  explicit PolarPmd(const DecoderOptions& options = {});

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override { return capabilities_; }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return "polar-pmd"; }
  [[nodiscard]] std::string_view unit(const WaveSample& sample) const override {
    return sample.kind == StreamKind::ecg            ? "mV"
           : sample.kind == StreamKind::acceleration ? "mg"
                                                     : "";
  }

 private:
  struct Context {
    HostTime arrival;
    const ReadingSink& sink;
  };
  /// One kind of measurement on its own time line.
  struct Track {
    std::uint64_t last_ns = 0;  ///< 0 = none yet
    double period_ns = 0.0;
    bool measured = false;  ///< the period was seen, not assumed
  };

  void take(const ebb_link_frame& frame, const Context& at);
  void measurement(const PolarFrame& frame, const Context& at);
  void samples(const PolarFrame& frame, Track& track, const Context& at) const;
  void beats(const PolarFrame& frame, const Context& at);
  void heart_rate(std::span<const std::uint8_t> payload, const Context& at);
  static void learn_period(const PolarFrame& frame, Track& track, const Context& at);
  void begin_anew(const Context& at);

  DecoderOptions options_;
  ebb_link_receiver receiver_{};
  std::array<Track, 3> tracks_{};  ///< ECG, PPG, acceleration
  std::optional<std::uint16_t> last_seq_;
  std::optional<bool> contact_;
  double g_per_count_ = kPolarGPerCount;
  Capabilities capabilities_{.waveform = true, .contact = true};
  std::uint32_t boots_ = 0;
  std::uint64_t malformed_ = 0;
};

}  // namespace ebb
