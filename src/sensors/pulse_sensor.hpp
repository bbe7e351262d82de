#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sensors/decoder.hpp"
#include "sensors/line_splitter.hpp"
#include "sensors/watched_clock.hpp"

namespace ebb {

/// PulseSensor Playground sketches in every form they print:
/// * `S512`, and at a beat `B72` then `Q833` (with several sensors `a..`, `A..`, `M..`: the first
///   sensor is read). A `B` or `Q` without its other half is a loss.
/// * `72,833,571` (rate, interval, signal): a beat cannot be told from a repeated interval, so this
///   gives the wave and the rate, and beats are left to whoever reads the wave.
/// * `PSWS,1,...` and `PSWS,2,...`, which carry the board's milliseconds, a number and a beat flag.
/// * `512`, `S:512`, `signal=512`, `1200,512` (only the signal is read), `512,72,833,1`
///   (signal, rate, interval, beat flag).
/// Signals outside 0..65535 are damage. At rate 0 the board has not yet measured an interval.
class PulseSensor final : public Decoder {
 public:
  explicit PulseSensor(const DecoderOptions& options) : options_(options) {}

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override {
    return {.beats = true, .intervals = true, .waveform = true};
  }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return "pulse-sensor"; }
  [[nodiscard]] std::string_view complaint() const override { return complaint_; }

  /// Lines that nothing but a PulseSensor prints, for the recogniser.
  static bool is_telling(std::string_view line);

 private:
  struct Context {
    HostTime arrival;
    const ReadingSink& sink;
  };

  bool take(std::string_view line, const Context& at);
  bool lettered(char letter, std::int64_t value, const Context& at);
  bool columns(std::string_view line, const Context& at);
  bool wave_station(std::string_view line, const Context& at);
  [[nodiscard]] bool signal(std::int64_t value, std::optional<DeviceTime> time,
                            const Context& at) const;
  void rate(std::int64_t bpm, const Context& at);
  void beat(std::int64_t interval_ms, std::int64_t bpm, std::optional<DeviceTime> time,
            const Context& at);
  void flag(bool set, std::int64_t interval_ms, std::int64_t bpm, std::optional<DeviceTime> time,
            const Context& at);
  void drop_half_beat(const Context& at);

  DecoderOptions options_;
  LineSplitter lines_;
  WatchedClock clock_;
  std::optional<std::int64_t> half_beat_;  ///< the rate of a B whose Q must come next
  std::int64_t last_rate_ = 0;
  std::optional<std::int64_t> last_number_;
  std::uint32_t boots_ = 0;
  bool greeted_ = false;
  bool several_ = false;  ///< lower-case letters: more than one sensor
  bool flag_ = false;
  std::string_view complaint_;
  Damage damage_;
};

}  // namespace ebb
