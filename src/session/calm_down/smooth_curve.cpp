#include "session/calm_down/smooth_curve.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kBell = 8.0;
constexpr double kReach = 3.0 * kBell;
constexpr double kGap = 10.0;

}  // namespace

std::optional<SmoothPoint> smoothed_at(std::span<const BreathMean> points, double seconds) {
  auto point = std::lower_bound(points.begin(), points.end(), seconds - kReach,
                                [](const BreathMean& p, double from) { return p.middle < from; });
  double weights = 0.0;
  double rates = 0.0;
  double squares = 0.0;
  double nearest = kReach;
  double origin = 0.0;
  for (; point != points.end() && point->middle <= seconds + kReach; ++point) {
    const double away = std::abs(point->middle - seconds);
    nearest = std::min(nearest, std::max(0.0, away - 0.5 * point->length));
    const double weight = point->length * std::exp(-0.5 * away * away / (kBell * kBell));
    // Squares around some rate among them, so that nothing cancels.
    origin = weights == 0.0 ? point->rate : origin;
    weights += weight;
    rates += weight * (point->rate - origin);
    squares += weight * (point->rate - origin) * (point->rate - origin);
  }
  if (!(weights > 0.0) || nearest > kGap) {
    return std::nullopt;
  }
  const double mean = rates / weights;
  const double spread = std::sqrt(std::max(0.0, squares / weights - mean * mean));
  return SmoothPoint{seconds, origin + mean, origin + mean - spread, origin + mean + spread};
}

Rises rises_of(std::span<const BreathMean> points, double least) {
  Rises rises;
  double low = 0.0;   // since the last high, or the first point
  double high = 0.0;  // since that low
  bool rising = false;
  bool begun = false;
  for (const BreathMean& point : points) {
    const auto smooth = smoothed_at(points, point.middle);
    if (!smooth) {
      continue;
    }
    const double rate = smooth->rate;
    if (!begun || (!rising && rate < low)) {
      low = high = rate;
      begun = true;
    } else if (rising) {
      high = std::max(high, rate);
    }
    if (!rising && rate - low >= least) {
      rising = true;
      high = rate;
      ++rises.count;
    }
    if (rising) {
      rises.largest = std::max(rises.largest, high - low);
      if (high - rate >= least) {
        rising = false;
        low = rate;
      }
    }
  }
  return rises;
}

}  // namespace ebb
