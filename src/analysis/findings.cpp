#include "analysis/findings.hpp"

#include <algorithm>

namespace ebb {

std::optional<double> weighted_median(const std::vector<BreathPoint>& series) {
  std::vector<BreathPoint> told;
  double whole = 0.0;
  for (const BreathPoint& point : series) {
    if (point.bpm) {
      told.push_back(point);
      whole += point.quality;
    }
  }
  std::sort(told.begin(), told.end(),
            [](const BreathPoint& a, const BreathPoint& b) { return *a.bpm < *b.bpm; });
  double below = 0.0;
  for (const BreathPoint& point : told) {
    below += point.quality;
    if (2.0 * below >= whole) {
      return point.bpm;
    }
  }
  return std::nullopt;
}

std::vector<Beat> beats_of(const std::vector<Interval>& series) {
  std::vector<Beat> beats;
  beats.reserve(series.size());
  for (const Interval& interval : series) {
    beats.push_back({interval.end, interval.value,
                     interval.usable() ? IntervalVerdict::normal : interval.verdict});
  }
  return beats;
}

void reckon_variability(HeartFindings& heart, std::optional<double> own_bpm) {
  HrvFrequencyConfig config;
  if (own_bpm) {
    config.own_rate = BreathsPerMinute{*own_bpm};
  }
  heart.hrv = analyse_hrv(nn_series(heart.intervals), config);
}

}  // namespace ebb
