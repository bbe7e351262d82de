#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/history.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {

/// A sketch that prints lines. `pulse_sensor`: S<sample> 50 times a second and, at each beat that
/// was seen, B<beats a minute> and Q<interval in ms, even> (PulseSensor Playground, output for the
/// Processing visualizer). `text`: one `name:value` a line, or the bare number when labels are
/// off: waveforms at the rate of the first, intervals as they come. `max3010x`: infrared, rate and
/// mean rate as SparkFun's heart rate example prints them; light falls with the pulse.
class LineDevice {
 public:
  enum class Grammar : std::uint8_t { pulse_sensor, text, max3010x };
  LineDevice(Measured measured, const DeviceConfig& config, Grammar grammar);
  std::optional<TimedBytes> next();

 private:
  [[nodiscard]] bool beats_ended();
  [[nodiscard]] double pulse_height(double seconds) const;
  std::string sample_line(double seconds);
  [[nodiscard]] std::string infrared_line(const WaveValue& sample) const;
  std::string beat_lines();

  Measured measured_;
  DeviceConfig config_;
  Grammar grammar_;
  double rate_ = 50.0;
  bool booted_ = false;
  std::uint64_t lines_ = 0;
  std::optional<TrueBeat> beat_;
  double last_beat_ = -1e9;
  bool beats_over_ = false;
  bool waves_over_ = false;
  History<double, 10> intervals_;
};

}  // namespace ebb
