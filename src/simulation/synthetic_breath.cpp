#include "simulation/synthetic_breath.hpp"

#include <algorithm>
#include <cmath>

#include "simulation/curves.hpp"

namespace ebb {
namespace {

constexpr std::uint64_t kBreathStream = 1;
constexpr double kMemory = 0.4;  ///< correlation of one breath's length with the next

}  // namespace

double lung_volume(const TrueBreath& breath, Seconds t) {
  if (t < breath.in_share) {
    return eased(t / breath.in_share);
  }
  const double out = std::min(1.0, (t - breath.in_share) / (breath.period - breath.in_share));
  return 1.0 - eased(out * (2.0 - out));
}

SyntheticBreath::SyntheticBreath(const BodyPlan& plan)
    : plan_(plan), random_(plan.seed, kBreathStream) {
  // Nobody starts to be looked at exactly as they start to breathe in.
  start_ = -random_.uniform() * 60.0 / (plan.breath_per_minute + plan.settling_breath_per_minute);
}

TrueBreath SyntheticBreath::next() {
  const double rate =
      plan_.breath_per_minute +
      plan_.settling_breath_per_minute * fading(std::max(start_, 0.0) / plan_.settling_seconds);
  tempo_ = kMemory * tempo_ + std::sqrt(1.0 - kMemory * kMemory) * random_.normal_within(3.0);
  double stretch = std::clamp(1.0 + plan_.breath_variability * tempo_, 0.4, 2.5);
  double depth = std::clamp(1.0 + plan_.depth_variability * random_.normal_within(3.0), 0.3, 2.0);
  const double in_share = std::clamp(
      plan_.in_share * (1.0 + 0.5 * plan_.breath_variability * random_.normal_within(3.0)), 0.2,
      0.7);
  if (random_.uniform() < plan_.sighs_per_minute / rate) {
    stretch *= 1.5;
    depth *= 2.0;
  }
  const double period = 60.0 / rate * stretch;
  const TrueBreath breath{Seconds{start_}, Seconds{in_share * period}, Seconds{period}, depth};
  start_ += period;
  return breath;
}

}  // namespace ebb
