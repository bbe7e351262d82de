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

}  // namespace ebb
