#include "session/calm_down/fall_shape.hpp"

#include <cmath>

namespace ebb {
namespace {

/// A logistic fall whose steepest moment lies `delay` of its time constants after the mark. With
/// a delay of minus infinity it would be an exponential one.
double logistic_left(double half_times, double delay) {
  const double late = std::exp(delay);
  // At half of the fall x is log(2 + exp(delay)).
  const double x = half_times * std::log(2.0 + late);
  const double grown = std::exp(-x) * late;
  return (1.0 + 1.0 / late) * grown / (1.0 + grown);
}

double two_speeds_left(double half_times) {
  // 0.5 exp(-2.5 x) + 0.5 exp(-0.625 x) is a half at this x.
  constexpr double kHalf = 0.515655385553648;
  const double x = half_times * kHalf;
  return 0.5 * std::exp(-2.5 * x) + 0.5 * std::exp(-0.625 * x);
}

}  // namespace

double FallShape::left(double seconds) const {
  const double half_times = seconds / half_time;
  switch (form) {
    case FallForm::exponential:
      return std::exp2(-half_times);
    case FallForm::logistic_early:
      return logistic_left(half_times, 0.0);
    case FallForm::logistic:
      return logistic_left(half_times, 1.5);
    case FallForm::logistic_late:
      return logistic_left(half_times, 3.0);
    case FallForm::two_speeds:
      return two_speeds_left(half_times);
  }
  return 0.0;
}

}  // namespace ebb
