#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "session/calm_down/breath_means.hpp"
#include "session/calm_down/fall_shape.hpp"

namespace ebb {

/// Every fall that is tried on a curve: each form with half-times in even steps of their logarithm,
/// from 4 s to the whole span.
class FallCandidates {
 public:
  static constexpr std::size_t kHalfTimes = 24;
  static constexpr std::size_t kShapes = kFallForms.size() * kHalfTimes;
  /// After the shapes stand ones and, last, the curve's rates less their mean.
  static constexpr std::size_t kWidth = kShapes + 2;
  static constexpr std::size_t kOnes = kShapes;
  static constexpr std::size_t kRates = kShapes + 1;

  /// `span` seconds after the mark, more than 8; at least one point. The points must outlive this.
  FallCandidates(std::span<const BreathMean> points, double span);

  [[nodiscard]] std::span<const BreathMean> points() const { return points_; }
  [[nodiscard]] double span() const { return span_; }
  [[nodiscard]] double mean_rate() const { return mean_rate_; }
  /// At a place between 0 and kHalfTimes - 1, or a little beyond.
  [[nodiscard]] double half_time(double place) const;
  [[nodiscard]] FallShape shape(std::size_t j) const {
    return {kFallForms[j / kHalfTimes], half_time(static_cast<double>(j % kHalfTimes))};
  }
  /// The value of column j at point i is at [i * kWidth + j].
  [[nodiscard]] const std::vector<double>& series() const { return series_; }

 private:
  std::span<const BreathMean> points_;
  double span_;
  double step_;
  double mean_rate_ = 0.0;
  std::vector<double> series_;
};

}  // namespace ebb
