#include "session/calm_down/drift_noise.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ebb {
namespace {

/// A Kalman filter's way through the points, which depends on their times alone.
class DriftFilter {
 public:
  explicit DriftFilter(const DriftNoise& noise) : noise_(noise) {}

  // Of the two processes: what is kept from point to point, and what the news tell of each.
  double keep = 0.0;
  double slow_keep = 0.0;
  double gain = 0.0;
  double slow_gain = 0.0;
  double spread = 0.0;  ///< variance of the news

  void step(const BreathMean& point) {
    constexpr double kUsualLength = 5.0;
    keep = begun_ ? std::exp(-(point.middle - last_) / noise_.seconds) : 0.0;
    slow_keep = begun_ ? std::exp(-(point.middle - last_) / DriftNoise::kSlowSeconds) : 0.0;
    begun_ = true;
    last_ = point.middle;
    variance_ = keep * keep * variance_ + 1.0 - keep * keep;
    slow_variance_ = slow_keep * slow_keep * slow_variance_ + 1.0 - slow_keep * slow_keep;
    shared_ *= keep * slow_keep;
    const double with_news = variance_ + shared_;
    const double slow_with_news = slow_variance_ + shared_;
    spread = with_news + slow_with_news + noise_.uneven * kUsualLength / point.length;
    gain = with_news / spread;
    slow_gain = slow_with_news / spread;
    variance_ -= gain * with_news;
    slow_variance_ -= slow_gain * slow_with_news;
    shared_ -= gain * slow_with_news;
  }

 private:
  DriftNoise noise_;
  bool begun_ = false;
  double last_ = 0.0;
  // Of what is not known of the two, and what both share of it.
  double variance_ = 0.0;
  double slow_variance_ = 0.0;
  double shared_ = 0.0;
};

}  // namespace

WhitenedSums whiten(std::span<const BreathMean> points, std::span<const double> series,
                    std::size_t width, const DriftNoise& noise) {
  WhitenedSums sums{0.0, std::vector<double>(width), std::vector<double>(width),
                    std::vector<double>(width)};
  std::vector<double> state(width);
  std::vector<double> slow_state(width);
  std::vector<double> white(width);
  DriftFilter filter{noise};
  for (std::size_t i = 0; i < points.size(); ++i) {
    filter.step(points[i]);
    sums.log_det += std::log(filter.spread);
    const double scale = 1.0 / std::sqrt(filter.spread);
    const double keep = filter.keep;
    const double slow_keep = filter.slow_keep;
    const double gain = filter.gain;
    const double slow_gain = filter.slow_gain;
    const double* row = &series[i * width];
    double* at = state.data();
    double* slow_at = slow_state.data();
    double* out = white.data();
    for (std::size_t j = 0; j < width; ++j) {
      const double expected = keep * at[j];
      const double slow_expected = slow_keep * slow_at[j];
      const double news = row[j] - expected - slow_expected;
      at[j] = expected + gain * news;
      slow_at[j] = slow_expected + slow_gain * news;
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

double largest_jump(std::span<const BreathMean> points, std::span<const double> values,
                    const DriftNoise& noise) {
  struct News {
    double value = 0.0;
    double one = 0.0;
  };
  std::vector<News> all;
  all.reserve(points.size());
  News at;
  News slow_at;
  double ones = 0.0;
  double product = 0.0;
  DriftFilter filter{noise};
  for (std::size_t i = 0; i < points.size(); ++i) {
    filter.step(points[i]);
    const auto pass = [&](double value, double& quick, double& slow) {
      const double news = value - filter.keep * quick - filter.slow_keep * slow;
      quick = filter.keep * quick + filter.gain * news;
      slow = filter.slow_keep * slow + filter.slow_gain * news;
      return news / std::sqrt(filter.spread);
    };
    all.push_back({pass(values[i], at.value, slow_at.value), pass(1.0, at.one, slow_at.one)});
    ones += all.back().one * all.back().one;
    product += all.back().one * all.back().value;
  }
  double squares = 0.0;
  double largest = 0.0;
  for (const News& news : all) {
    const double left = news.value - product / ones * news.one;
    squares += left * left;
    largest = std::max(largest, std::abs(left));
  }
  // An even curve leaves nothing to stand out.
  return squares > 0.0 ? largest / std::sqrt(squares / static_cast<double>(points.size())) : 0.0;
}

}  // namespace ebb
