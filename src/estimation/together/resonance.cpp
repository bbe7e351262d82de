#include "estimation/together/resonance.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {

namespace {

constexpr double kAlike = 0.15;  // of a breath's length
constexpr std::size_t kToBuild = 2;
constexpr std::size_t kFewestBreaths = 5;
constexpr std::size_t kFewestRates = 3;
constexpr double kWidest = 1.25;  // a minute; half a step of each end's own width included
// Neighbouring breaths are alike, so each speaks for half of one; and one in ten is allowed to be
// told apart by chance.
constexpr double kDependence = 2.0;
constexpr double kApart = 1.64;

}  // namespace

void ResonanceExploration::Tried::push(double at, double value) {
  ++breaths;
  const auto n = static_cast<double>(breaths);
  rate += (at - rate) / n;
  const double away = value - swing;
  swing += away / n;
  spread += away * (value - swing);
}

double ResonanceExploration::Tried::variance_of_mean() const {
  const auto n = static_cast<double>(breaths);
  return kDependence * spread / (n * (n - 1.0));
}

void ResonanceExploration::push(const BreathSwing& breath) {
  const double length = breath.period.count();
  const bool alike = before_ > 0.0 && std::abs(length / before_ - 1.0) < kAlike;
  before_ = length;
  alike_ = alike ? alike_ + 1 : 0;
  const double place = (60.0 / length - kSlowest) / kStep;
  const double swing = breath.swing.value();
  const bool in_range = place >= 0.0 && place < static_cast<double>(kSteps);
  if (alike_ < kToBuild || !in_range || !std::isfinite(swing)) {
    return;
  }
  tried_[static_cast<std::size_t>(place)].push(60.0 / length, swing);
  compare(breath.start);
}

void ResonanceExploration::compare(HostTime time) {
  const auto enough = [](const Tried& one) { return one.breaths >= kFewestBreaths; };
  const Tried* best = nullptr;
  const Tried* slowest = nullptr;
  const Tried* quickest = nullptr;
  std::size_t rates = 0;
  std::size_t breaths = 0;
  for (const Tried& one : tried_) {
    if (enough(one)) {
      ++rates;
      breaths += one.breaths;
      slowest = slowest == nullptr ? &one : slowest;
      quickest = &one;
      best = best == nullptr || one.swing > best->swing ? &one : best;
    }
  }
  if (rates < 2) {
    return;
  }
  Resonance told;
  told.rate = BreathsPerMinute{best->rate};
  told.swing = BeatsPerMinute{best->swing};
  double low = best->rate;
  double high = best->rate;
  for (const Tried& one : tried_) {
    if (!enough(one)) {
      continue;
    }
    const double apart = kApart * std::sqrt(best->variance_of_mean() + one.variance_of_mean());
    if (best->swing - one.swing <= apart) {
      low = std::min(low, one.rate);
      high = std::max(high, one.rate);
    }
  }
  told.low = BreathsPerMinute{low - 0.5 * kStep};
  told.high = BreathsPerMinute{high + 0.5 * kStep};
  told.clear =
      rates >= kFewestRates && best != slowest && best != quickest && high - low <= kWidest;
  told.breaths = breaths;
  told.time = time;
  best_ = told;
}

}  // namespace ebb
