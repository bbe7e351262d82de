#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/event.hpp"
#include "core/signal_fault.hpp"
#include "estimation/intervals/interval_correction.hpp"
#include "estimation/variability/hrv_analysis.hpp"

namespace ebb {

/// The breathing rate at one second of a recording; no rate where none was earned.
struct BreathPoint {
  double t = 0.0;
  std::optional<double> bpm{};
  double quality = 0.0;
  double low = 0.0;  ///< of the range that is meant to hold the truth 80 % of the time
  double high = 0.0;
  SignalFault fault = SignalFault::none;  ///< why there is no rate, where that is known
};

/// How good a signal was over the second before `t`, and what was wrong with it.
struct QualityPoint {
  double t = 0.0;
  double quality = 0.0;
  SignalFault fault = SignalFault::none;
};

/// What a recording's heart showed. Times in seconds from its beginning.
struct HeartFindings {
  std::vector<double> beats;
  /// `judged`: the interval that ends at each beat after the first, with its verdict;
  /// `series`: the same, mended.
  IntervalCorrection intervals;
  HrvAnalysis hrv;  ///< over `series`
};

/// A mended series as beats: what is usable is normal, the rest keeps its verdict.
std::vector<Beat> beats_of(const std::vector<Interval>& series);

/// All indices of variability; `own` is the person's breathing rate, for the band around it.
void reckon_variability(HeartFindings& heart, std::optional<double> own_bpm);

/// What its breath showed.
struct BreathFindings {
  std::optional<double> rate_bpm;
  std::vector<BreathPoint> series;  ///< one for every second
  std::vector<Breath> breaths;
};

/// Everything that was found in one stream.
struct Findings {
  std::optional<HeartFindings> heart;
  BreathFindings breath;
  std::vector<QualityPoint> signal;  ///< once a second; of intervals there is none
  double seconds = 0.0;
};

/// Notes the rate told at every whole second up to `now`.
template <class Tracker>
void note_rates(const Tracker& tracker, HostTime now, std::vector<BreathPoint>& series) {
  const auto last = static_cast<std::size_t>(std::max(0.0, to_seconds(now)));
  while (series.size() < last) {
    BreathPoint point{static_cast<double>(series.size() + 1)};
    if (const auto rate = tracker.rate(at_seconds<HostTime>(point.t))) {
      point.bpm = rate->value.value();
      point.quality = rate->quality;
      point.low = rate->low.value();
      point.high = rate->high.value();
    } else if constexpr (requires { tracker.fault(); }) {
      point.fault = tracker.fault();
    }
    series.push_back(point);
  }
}

/// The rate that half the quality in `series` lies below.
std::optional<double> weighted_median(const std::vector<BreathPoint>& series);

}  // namespace ebb
