#pragma once

#include <span>
#include <vector>

#include "session/calm_down/breath_means.hpp"

namespace ebb {

/// What hides a fall: the heart's own slow drift, an Ornstein-Uhlenbeck process of standard
/// deviation 1, and on top of it what differs from breath to breath.
struct DriftNoise {
  double seconds = 30.0;  ///< correlation time of the drift
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

}  // namespace ebb
