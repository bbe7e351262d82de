#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sensors/decoder.hpp"
#include "sensors/frame_hunt.hpp"
#include "sensors/nonin_spot_check.hpp"
#include "sensors/rate_news.hpp"

namespace ebb {

/// A frame of Nonin data format 2: 01, status, 8-bit wave, float, sum of the four.
struct NoninFormat2 {
  static constexpr std::size_t kFrame = 5;
  static constexpr std::size_t kSure = 3;
  using Frame = std::span<const std::uint8_t, kFrame>;
  static bool sound(Frame frame);
  static bool follows(Frame, Frame) { return true; }
};

/// Format 7: status, 16-bit wave (high byte first), float, sum of the four.
struct NoninFormat7 {
  static constexpr std::size_t kFrame = 5;
  static constexpr std::size_t kSure = 5;  // one byte less that is always the same
  using Frame = std::span<const std::uint8_t, kFrame>;
  static bool sound(Frame frame);
  static bool follows(Frame, Frame) { return true; }
};

/// Format 8: status, rate, SpO2, second status, once a second and without a checksum.
struct NoninFormat8 {
  static constexpr std::size_t kFrame = 4;
  static constexpr std::size_t kSure = 3;
  using Frame = std::span<const std::uint8_t, kFrame>;
  static bool sound(Frame frame);
  static bool follows(Frame, Frame) { return true; }
};

/// Nonin pulse oximeters (OEM III, Xpod, 9560, 3150) at 9600 baud in data formats 2, 7 and 8, told
/// apart by themselves. Formats 2 and 7 give the pulse wave at 75 Hz without times and the device's
/// rate three times a second, format 8 the rate alone. With the finger out there is no wave.
/// Formats 2 and 7 are told from the first frame with SYNC on, which is to come every 25 frames (or
/// sooner); where it does not, it was not a Nonin's. The perfusion flags are no beats: the wave
/// says more exactly when one was. Format 13, a single measurement, gives its rate if that is of
/// now, and a complaint that says how to get the wave.
class Nonin final : public Decoder {
 public:
  explicit Nonin(const DecoderOptions& options = {}) : options_(options) {}

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override {
    return {.waveform = true, .contact = true};
  }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return "nonin"; }
  [[nodiscard]] std::string_view complaint() const override { return complaint_; }

 private:
  struct Context {
    HostTime arrival;
    const ReadingSink& sink;
  };

  enum class Format : std::uint8_t { unknown, two, seven, eight };

  /// A format that is believed has the stream for itself.
  template <class Hunt, class Read>
  void offer(Hunt& hunt, Format format, std::uint8_t byte, const Context& at, Read read);
  void wave_frame(std::uint8_t status, double wave, std::uint8_t value, const Context& at);
  /// Counts the frames of a packet; true where this one may be told.
  bool in_step(std::uint8_t status, const Context& at);
  void rate_frame(NoninFormat8::Frame frame, const Context& at);
  void look_for_spot_check(std::uint8_t byte, const Context& at);
  void tell_contact(bool on_finger, const Context& at);
  static void tell_rate(int bpm, const Context& at);
  void on_lost(const Context& at);
  void begin_anew();

  DecoderOptions options_;
  Format format_ = Format::unknown;
  FrameHunt<NoninFormat2> format2_;
  FrameHunt<NoninFormat7> format7_;
  FrameHunt<NoninFormat8> format8_;
  NoninSpotChecks spot_checks_;
  int frame_ = 0;                  ///< within its packet of 25, from 1; 0 = not known
  int waiting_ = 0;                ///< frames without SYNC since they are believed
  std::uint32_t passed_over_ = 0;  ///< frames since the last one that was told
  bool told_ = false;              ///< a wave frame, so that those passed over are a loss
  int rate_high_ = -1;  ///< the two upper bits of the rate, from the packet's first frame
  RateNews news_{6};    ///< formats 2 and 7 tell the rate with each packet, three a second
  std::optional<bool> on_finger_;
  std::string_view complaint_;
  std::uint64_t lost_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t used_ = 0;
};

}  // namespace ebb
