#include "session/calm_down/levels.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "session/calm_down/quantile.hpp"
#include "session/calm_down/smooth_curve.hpp"

namespace ebb {
std::optional<CurveLevel> level_of(std::span<const BreathMean> points, double from, double to) {
  constexpr double kLeastCover = 0.5;
  std::vector<double> rates;
  double covered = 0.0;
  for (const BreathMean& point : points) {
    if (point.middle >= from && point.middle < to) {
      rates.push_back(point.rate);
      covered += point.length;
    }
  }
  if (rates.empty() || covered < kLeastCover * (to - from)) {
    return std::nullopt;
  }
  std::sort(rates.begin(), rates.end());
  return CurveLevel{BeatsPerMinute{quantile(rates, 0.5)}, BeatsPerMinute{quantile(rates, 0.1)},
                    BeatsPerMinute{quantile(rates, 0.9)}};
}

double area_in_beats(std::span<const BreathMean> points, BeatsPerMinute start) {
  double beats = 0.0;
  for (const BreathMean& point : points) {
    beats += (point.rate - start.value()) * point.length / 60.0;
  }
  return beats;
}

std::optional<Easing> largest_easing(std::span<const BreathMean> points) {
  constexpr double kMinute = 60.0;
  std::optional<Easing> largest;
  std::size_t run = 0;  // where the stretch without a gap began that `i` lies in
  std::size_t from = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].after_gap) {
      run = i;
    }
    from = std::max(from, run);
    while (points[from].middle < points[i].middle - kMinute) {
      ++from;
    }
    // The curve at the last point, and a minute before it or as near to that as a breath allows.
    const auto before = smoothed_at(points, points[from].middle);
    const auto after = smoothed_at(points, points[i].middle);
    if (from == i || !before || !after || points[i].middle - points[from].middle < 0.75 * kMinute) {
      continue;
    }
    const double by = before->rate - after->rate;
    if (by > 0.0 && (!largest || by > largest->by.value())) {
      largest = Easing{BeatsPerMinute{by}, Seconds{points[from].middle}};
    }
  }
  return largest;
}

std::optional<BreathsPerMinute> breath_rate_of(std::span<const Breath> breaths,
                                               const TimeSpan& stretch) {
  constexpr std::size_t kFewest = 4;
  std::vector<double> rates;
  for (const Breath& breath : breaths) {
    if (stretch.holds(breath.start) && is_trusted(breath)) {
      rates.push_back(60.0 / breath.period.count());
    }
  }
  if (rates.size() < kFewest) {
    return std::nullopt;
  }
  std::sort(rates.begin(), rates.end());
  return BreathsPerMinute{quantile(rates, 0.5)};
}

}  // namespace ebb
