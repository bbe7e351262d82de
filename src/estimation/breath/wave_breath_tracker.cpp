#include "estimation/breath/wave_breath_tracker.hpp"

#include <algorithm>

#include "estimation/breath/beat_shape.hpp"

namespace ebb {
namespace {

constexpr Microseconds kSilence{6'000'000};
/// Of the heart's own rate: above it a rhythm cannot be seen in its beats.
constexpr double kHighest = 0.47;

}  // namespace

void WaveBreathTracker::push(StreamKind wave, HostTime time, double value) {
  if (wave == StreamKind::ecg) {
    ecg_.push(time, value);
  } else if (wave == StreamKind::ppg) {
    pulse_.push(time, value);
  }
}

void WaveBreathTracker::push(StreamKind wave, const Beat& judged) {
  const double interval = judged.interval.count();
  if (judged.verdict != IntervalVerdict::normal || !(interval >= 200.0 && interval <= 4000.0)) {
    return;
  }
  if (newest_beat_ && *newest_beat_ - judged.time > kSilence) {
    reset();  // time was set back
  }
  take_interval(wave, judged);
  if (wave == StreamKind::ecg) {
    if (const auto shape = qrs_shape(ecg_, judged.time)) {
      fusion_.push(BreathSign::qrs_strength, judged.time, shape->strength);
      fusion_.push(BreathSign::ecg_level, judged.time, shape->level);
    }
  } else if (const auto shape = pulse_shape(
                 pulse_, judged.time - to_microseconds(Seconds{judged.interval}), judged.time)) {
    fusion_.push(BreathSign::pulse_height, judged.time, shape->height);
    fusion_.push(BreathSign::pulse_level, judged.time, shape->level);
    if (shape->width > 0.0) {
      fusion_.push(BreathSign::pulse_width, judged.time, shape->width);
    }
  }
  newest_beat_ = std::max(newest_beat_.value_or(judged.time), judged.time);
  fusion_.advance(*newest_beat_, kHighest * 60000.0 / mean_interval_ms_);
}

void WaveBreathTracker::take_interval(StreamKind wave, const Beat& beat) {
  if (wave == StreamKind::ecg) {
    newest_ecg_beat_ = beat.time;
  } else if (newest_ecg_beat_ && beat.time - *newest_ecg_beat_ <= kSilence) {
    return;
  }
  const double interval = beat.interval.count();
  mean_interval_ms_ += (interval - mean_interval_ms_) * (mean_interval_ms_ > 0.0 ? 0.05 : 1.0);
  // An interval speaks of its own middle.
  const HostTime middle =
      beat.time - to_microseconds(Seconds{beat.lag}) - to_microseconds(Seconds{beat.interval}) / 2;
  fusion_.push(BreathSign::interval, middle, interval);
}

void WaveBreathTracker::reset() {
  ecg_.reset();
  pulse_.reset();
  fusion_.reset();
  newest_ecg_beat_.reset();
  newest_beat_.reset();
  mean_interval_ms_ = 0.0;
}

}  // namespace ebb
