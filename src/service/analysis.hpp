#pragma once

#include <cstdint>
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

/// A series of intervals through the trackers that run live.
class IntervalAnalysis {
 public:
  void push(double interval_ms);
  Analysis finish();

 private:
  void take(const Beat& beat);

  HeartPath heart_;
  Analysis found_;
  Microseconds time_{0};
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

/// The word of the JSON contract for a verdict.
std::string_view name_of(IntervalVerdict verdict);

}  // namespace ebb
