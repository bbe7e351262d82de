#include "estimation/ecg_waves.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

// Seconds.
constexpr double kBaseline = 0.16;
constexpr double kQrs = 0.09;
constexpr double kTopStands = 0.095;  ///< a hump is over when its top has stood so long
constexpr double kBlank = 0.24;       ///< of humps nearer than this the highest counts

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
  const std::int64_t top = slopes_.end() - 1 - (step() - hump.step);
  const auto length = static_cast<std::int64_t>(steepness_.length());
  double steepest = 0.0;
  for (std::int64_t i = std::max(slopes_.begin(), top - length + 1); i <= top; ++i) {
    steepest = std::max(steepest, slopes_[i]);
  }
  return steepest;
}

}  // namespace ebb
