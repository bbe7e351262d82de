#include "simulation/line_device.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "sensors/pulse_sensor_lines.hpp"
#include "sensors/text_row.hpp"
#include "simulation/curves.hpp"

namespace ebb {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kPulseSensorRate = 50.0;
constexpr double kPulseDelay = 0.35;  // s from the heart's beat until the board has seen the pulse
constexpr double kMiddle = 512.0;     // of a 10-bit converter
constexpr double kSwing = 220.0;

}  // namespace

LineDevice::LineDevice(Measured measured, const DeviceConfig& config, Grammar grammar)
    : measured_(std::move(measured)), config_(config), grammar_(grammar) {
  beats_over_ = !measured_.beats;
  waves_over_ = measured_.waves.empty();
  if (!waves_over_) {
    rate_ = measured_.waves.front().rate.value();
  } else if (grammar_ == Grammar::pulse_sensor) {
    rate_ = kPulseSensorRate;
    waves_over_ = false;  // the trace is drawn from the beats
  }
}

bool LineDevice::beats_ended() {
  while (!beat_ && !beats_over_) {
    beat_ = measured_.beats();
    beats_over_ = !beat_;
    if (beat_ && beat_->interval.count() <= 0.0) {
      beat_.reset();  // not seen, or nothing measured to it
    }
  }
  return !beat_;
}

double LineDevice::pulse_height(double seconds) const {
  const double since = seconds - last_beat_;
  return bell(since / 0.1) + 0.38 * bell((since - 0.26) / 0.085) - 0.35;
}

std::string LineDevice::sample_line(double seconds) {
  if (grammar_ == Grammar::pulse_sensor) {
    double value = pulse_height(seconds);
    if (!measured_.waves.empty()) {
      const std::optional<WaveValue> sample = measured_.waves.front().next(seconds);
      if (!sample) {
        return {};
      }
      value = sample->value;
    }
    // A recording brings its own counts; only a synthetic pulse has to be put on the converter.
    const bool counts = measured_.waves.empty() || measured_.waves.front().counts;
    const double raw =
        counts ? std::clamp(kMiddle + kSwing * value, 0.0, 1023.0) : std::clamp(value, -1e9, 1e9);
    return print_pulse_sample(static_cast<int>(std::lround(raw)));
  }
  std::string line;
  for (const MeasuredWave& wave : measured_.waves) {
    const std::optional<WaveValue> sample = wave.next(seconds);
    if (!sample) {
      return {};
    }
    if (grammar_ == Grammar::max3010x) {
      return infrared_line(*sample);
    }
    // A converter's counts for a synthetic waveform; a recording keeps its own numbers.
    const double value = wave.counts ? std::round(2048.0 + 600.0 * sample->value) : sample->value;
    line += config_.labels ? print_text_value(wave.name, value) : print_text_row({&value, 1});
  }
  return line;
}

std::string LineDevice::infrared_line(const WaveValue& sample) const {
  const long infrared = std::lround(sample.contact ? 100'000.0 - 1'000.0 * sample.value : 1'000.0);
  return "IR=" + std::to_string(std::clamp(infrared, 0L, 262'143L)) + ", BPM=0.00, Avg BPM=0" +
         (sample.contact ? "\r\n" : " No finger?\r\n");
}

std::string LineDevice::beat_lines() {
  const double ms = beat_->interval.count();
  last_beat_ = beat_->time.count() + kPulseDelay;
  beat_.reset();
  if (grammar_ == Grammar::text) {
    return config_.labels ? print_text_value("rr", ms) : print_text_row({&ms, 1});
  }
  intervals_.push(ms);
  double sum = 0.0;
  for (std::size_t i = 0; i < intervals_.size(); ++i) {
    sum += intervals_[i];
  }
  const auto rate = static_cast<long>(60000.0 * static_cast<double>(intervals_.size()) / sum);
  // The board counts in samples of 2 ms.
  return print_pulse_beat(static_cast<int>(rate), static_cast<int>(2 * std::lround(ms / 2.0)));
}

std::optional<TimedBytes> LineDevice::next() {
  if (!booted_) {
    // Readers drop the first line, which may have been cut; real boards print such a one.
    booted_ = true;
    const std::string boot = "Initializing...\r\n";
    return TimedBytes{Microseconds{0}, {boot.begin(), boot.end()}};
  }
  for (;;) {
    const double sample_due = waves_over_ ? kNever : static_cast<double>(lines_) / rate_;
    const double beat_due = beats_ended() ? kNever : beat_->time.count() + kPulseDelay;
    const bool drawn_from_beats = measured_.waves.empty();
    if ((sample_due == kNever || (drawn_from_beats && beats_over_)) && beat_due == kNever) {
      return std::nullopt;
    }
    const double drift = 1.0 + config_.drift_ppm * 1e-6;
    double at = sample_due / drift;
    std::string text;
    if (beat_due <= at) {
      at = beat_due;
      text = beat_lines();
    } else {
      text = sample_line(at);
      ++lines_;
      waves_over_ = text.empty();
    }
    if (config_.length && at >= config_.length->count()) {
      return std::nullopt;
    }
    if (!text.empty()) {
      return TimedBytes{to_microseconds(Seconds{at}), {text.begin(), text.end()}};
    }
    if (measured_.beats) {
      // A recorded waveform ended: the person's beats go on without end, the device does not.
      beats_over_ = true;
      beat_.reset();
    }
  }
}

}  // namespace ebb
