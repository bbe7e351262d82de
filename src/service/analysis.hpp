#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/units.hpp"
#include "estimation/hrv.hpp"
#include "estimation/respiration_tracker.hpp"
#include "session/heart_path.hpp"

namespace ebb {

/// The breathing rate at one second of a recording.
struct BreathPoint {
  double t = 0.0;
  double bpm = 0.0;
  double quality = 0.0;
};

/// What the live trackers make of a whole recording; times in seconds from its beginning.
struct Analysis {
  std::vector<double> beats;
  std::vector<Beat> rr;  ///< the interval that ends at each beat after the first
  std::optional<HrvTime> hrv;
  /// Of a respiration signal the mean over its breaths, from the heart the weighted median.
  std::optional<double> breath_rate;
  std::vector<BreathPoint> breath_series;  ///< once a second, where there was a rate
  std::vector<double> breaths;             ///< the turns into the in-breath
  double seconds = 0.0;
};

/// Beats, or the intervals between them, through the trackers that run live.
class IntervalAnalysis {
 public:
  void push(double interval_ms);
  /// A beat that was found at `seconds`, which is later than the one before.
  void push_beat(double seconds);
  Analysis finish();

 private:
  void push(Beat beat);
  void take(const Beat& beat);

  HeartPath heart_;
  Analysis found_;
  HostTime time_{};
  double last_beat_ = 0.0;
  std::int64_t next_second_ = 1;
};

/// A respiration signal through the tracker that runs live.
class RespirationAnalysis {
 public:
  explicit RespirationAnalysis(Hertz rate) : rate_(rate) {}
  /// Nothing = no value at this sample.
  void push(std::optional<double> value);
  Analysis finish();

 private:
  Hertz rate_;
  RespirationTracker tracker_;
  Analysis found_;
  std::uint64_t samples_ = 0;
  std::int64_t next_second_ = 1;
  double period_sum_ = 0.0;
};

/// A waveform through a beat finder (EcgBeats, PpgBeats) and then as above.
template <class Finder>
class BeatWaveAnalysis {
 public:
  explicit BeatWaveAnalysis(Hertz rate) : rate_(rate), finder_(rate) {}
  [[nodiscard]] static bool works_at(Hertz rate) { return Finder::works_at(rate); }

  /// Nothing = no value at this sample: the finder knows what to make of NaN.
  void push(std::optional<double> value) {
    ++samples_;
    take(finder_.push(value.value_or(std::numeric_limits<double>::quiet_NaN())));
  }
  Analysis finish() {
    while (take(finder_.flush())) {
    }
    Analysis found = beats_.finish();
    found.seconds = static_cast<double>(samples_) / rate_.value();
    return found;
  }

 private:
  template <class Found>
  bool take(const std::optional<Found>& beat) {
    if (beat) {
      beats_.push_beat(beat->at / rate_.value());
    }
    return beat.has_value();
  }

  Hertz rate_;
  Finder finder_;
  IntervalAnalysis beats_;
  std::uint64_t samples_ = 0;
};

/// The word of the JSON contract for a verdict.
std::string_view name_of(IntervalVerdict verdict);

}  // namespace ebb
