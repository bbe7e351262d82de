#include "visualizer/scene/own_breath.hpp"

#include <algorithm>
#include <cmath>

#include "guidance/body_now.hpp"
#include "visualizer/scene/palette.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kFade{2.0};
constexpr Seconds kGoodBefore{5.0};
constexpr double kGoodEnough = 0.5;
constexpr double kFaintest = 0.55;  ///< of full, at just good enough
constexpr Seconds kCatchUp{0.25};   ///< no breath is shown later than this
constexpr double kAlike = 0.01;     ///< sizes that no eye tells apart

}  // namespace

OwnBreathRing::OwnBreathRing() : shown_(kFade) {}

void OwnBreathRing::advance(HostTime now, const std::optional<OwnBreath>& own, BreathOrigin origin,
                            bool wanted) {
  const Seconds passed = last_ ? Seconds{now - *last_} : Seconds{0.0};
  last_ = now;
  const bool good = own && own->quality >= kGoodEnough;
  good_for_ = good ? good_for_ + passed : Seconds{0.0};

  double aim = 0.0;
  if (wanted && good && good_for_ >= kGoodBefore) {
    const double sure = std::min((own->quality - kGoodEnough) / (1.0 - kGoodEnough), 1.0);
    aim = kFaintest + (1.0 - kFaintest) * sure;
  }
  shown_.advance(aim, passed);

  if (!own) {
    return;
  }
  if (!phase_ || shown_.linear() == 0.0) {
    phase_ = own->phase;
    origin_ = origin;
    return;
  }
  // Carried on at the rate, with whatever a new snapshot corrects spread over a moment.
  const Turns expected{phase_->value() + to_hertz(own->rate).value() * passed.count()};
  const double amiss = turns_between(expected, own->phase);
  phase_ = wrapped(Turns{expected.value() + amiss * (1.0 - std::exp(-(passed / kCatchUp)))});
  if (std::abs(own_size(*phase_, origin) - own_size(*phase_, origin_)) < kAlike) {
    origin_ = origin;  // another sensor's in-share is taken over at a turn, so nothing jumps
  }
}

void OwnBreathRing::hide() { shown_.drop(); }

double OwnBreathRing::opacity() const { return kOwnBreathSolid * shown_.value(); }

double OwnBreathRing::size() const { return phase_ ? own_size(*phase_, origin_) : 0.0; }

}  // namespace ebb::scene
