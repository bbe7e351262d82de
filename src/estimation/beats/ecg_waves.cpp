#include "estimation/beats/ecg_waves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace ebb {
namespace {

// Seconds.
constexpr double kBaseline = 0.16;
constexpr double kQrs = 0.09;
constexpr double kTopStands = 0.095;  ///< a hump is over when its top has stood so long
constexpr double kBlank = 0.233;      ///< of humps nearer than this the highest counts

/// Of what can be scaled to 1 without losing its form.
constexpr double kLeast = 1e-200;
constexpr double kMost = 1e200;

std::int64_t steps(double seconds, double rate) {
  return std::max<std::int64_t>(1, std::llround(seconds * rate));
}

}  // namespace

EcgWaves::EcgWaves(double step_rate)
    : half_(std::min<std::int64_t>(steps(kBaseline / 2.0, step_rate), 60)),
      per_mean_(1.0 / static_cast<double>(2 * half_ + 1)),
      steepness_(static_cast<std::size_t>(steps(kQrs, step_rate))),
      humps_(steps(kTopStands, step_rate), steps(kBlank, step_rate)) {
  // Low-pass, middle of the baseline, difference, middle of the QRS.
  delay_ =
      1.0 + static_cast<double>(half_) + 0.5 + 0.5 * static_cast<double>(steepness_.length() - 1);
}

void EcgWaves::begin(double coarse) {
  for (std::int64_t i = 0; i <= 2 * half_ + 1; ++i) {
    smooth_.push(coarse);
  }
  before_ = before_that_ = coarse;
}

double EcgWaves::slope(const Hump& hump) const {
  const std::int64_t top = place_of(hump.step);
  const std::int64_t first = top + 1 - static_cast<std::int64_t>(steepness_.length());
  double steepest = 0.0;
  for (std::int64_t i = std::max(smooth_.begin() + 2 * half_ + 1, first); i <= top; ++i) {
    steepest = std::max(steepest, slope_at(smooth_.at(i)));
  }
  return steepest;
}

EcgShapes::Window EcgWaves::shape(const Hump& hump) const {
  EcgShapes::Window window{};
  const std::int64_t end = place_of(step()) + 1;
  const std::int64_t middle =
      std::max(place_of(hump.step) + 1 - std::lround(delay_), smooth_.begin());
  const auto half = static_cast<std::int64_t>(window.size() / 2);
  std::array<double, std::tuple_size_v<EcgShapes::Window>> values;
  double most = 0.0;
  for (std::size_t i = 0; i < window.size(); ++i) {
    const std::int64_t at = middle - half + static_cast<std::int64_t>(i);
    values[i] = smooth_[std::clamp(at, smooth_.begin(), end - 1)] - smooth_[middle];
    most = std::max(most, std::abs(values[i]));
  }
  if (most > kLeast && most < kMost) {
    for (std::size_t i = 0; i < window.size(); ++i) {
      window[i] = static_cast<float>(values[i] / most);
    }
  }
  return window;
}

}  // namespace ebb
