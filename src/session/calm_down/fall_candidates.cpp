#include "session/calm_down/fall_candidates.hpp"

#include <cassert>
#include <cmath>

namespace ebb {
namespace {

constexpr double kShortestHalf = 4.0;

}  // namespace

FallCandidates::FallCandidates(std::span<const BreathMean> points, double span)
    : points_(points),
      span_(span),
      step_(std::log(span / kShortestHalf) / static_cast<double>(kHalfTimes - 1)),
      series_(points.size() * kWidth) {
  assert(!points.empty() && span > 2.0 * kShortestHalf);
  for (const BreathMean& point : points) {
    mean_rate_ += point.rate / static_cast<double>(points.size());
  }
  for (std::size_t j = 0; j < kShapes; ++j) {
    const FallShape tried = shape(j);
    for (std::size_t i = 0; i < points.size(); ++i) {
      series_[i * kWidth + j] = tried.left(points[i].middle);
    }
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    series_[i * kWidth + kOnes] = 1.0;
    series_[i * kWidth + kRates] = points[i].rate - mean_rate_;
  }
}

double FallCandidates::half_time(double place) const {
  return kShortestHalf * std::exp(step_ * place);
}

}  // namespace ebb
