#pragma once

#include <span>
#include <vector>

#include "session/calm_down/breath_means.hpp"

namespace ebb {

/// What hides a fall: the heart's own drift, the sum of two Ornstein-Uhlenbeck processes of
/// standard deviation 1 (one that comes and goes within `seconds`, one that wanders through the
/// whole curve), and on top of it what differs from breath to breath.
struct DriftNoise {
  static constexpr double kSlowSeconds = 300.0;
  double seconds = 30.0;  ///< correlation time of the quicker one
  double uneven = 0.1;    ///< variance of a five-second mean on top of it; of longer ones less
};

/// Sums of products of whitened series, as weighted least squares needs them.
struct WhitenedSums {
  double log_det = 0.0;            ///< of the noise's covariance
  std::vector<double> squares;     ///< of each series
  std::vector<double> with_ones;   ///< of each series with that of ones
  std::vector<double> with_rates;  ///< of each series with that of the rates
};

/// Series side by side: the value of series j at point i is at [i * width + j]. The last but one
/// must be ones, the last the rates. One pass of a Kalman filter: O(points * width).
[[nodiscard]] WhitenedSums whiten(std::span<const BreathMean> points,
                                  std::span<const double> series, std::size_t width,
                                  const DriftNoise& noise);

/// How much the largest of a curve's changes that could not be foreseen stands out from the usual
/// one (their root mean square), when the values (one a point) are such noise around a level that
/// is not known. Of normal noise seldom above 3.5; a heart that is still and then jumps has more.
[[nodiscard]] double largest_jump(std::span<const BreathMean> points,
                                  std::span<const double> values, const DriftNoise& noise);

}  // namespace ebb
