#include "session/calm_down/drift_noise.hpp"

#include <cmath>
#include <cstddef>

namespace ebb {

WhitenedSums whiten(std::span<const BreathMean> points, std::span<const double> series,
                    std::size_t width, const DriftNoise& noise) {
  constexpr double kUsualLength = 5.0;
  WhitenedSums sums{0.0, std::vector<double>(width), std::vector<double>(width),
                    std::vector<double>(width)};
  std::vector<double> state(width);
  std::vector<double> white(width);
  double variance = 1.0;  // of the drift, as far as it is not known
  for (std::size_t i = 0; i < points.size(); ++i) {
    double keep = 0.0;
    if (i > 0) {
      keep = std::exp(-(points[i].middle - points[i - 1].middle) / noise.seconds);
      variance = keep * keep * variance + 1.0 - keep * keep;
    }
    const double spread = variance + noise.uneven * kUsualLength / points[i].length;
    const double gain = variance / spread;
    const double scale = 1.0 / std::sqrt(spread);
    variance *= 1.0 - gain;
    sums.log_det += std::log(spread);
    const double* row = &series[i * width];
    double* at = state.data();
    double* out = white.data();
    for (std::size_t j = 0; j < width; ++j) {
      const double expected = keep * at[j];
      const double news = row[j] - expected;
      at[j] = expected + gain * news;
      out[j] = news * scale;
    }
    const double one = out[width - 2];
    const double rate = out[width - 1];
    double* squares = sums.squares.data();
    double* with_ones = sums.with_ones.data();
    double* with_rates = sums.with_rates.data();
    for (std::size_t j = 0; j < width; ++j) {
      squares[j] += out[j] * out[j];
      with_ones[j] += out[j] * one;
      with_rates[j] += out[j] * rate;
    }
  }
  return sums;
}

}  // namespace ebb
