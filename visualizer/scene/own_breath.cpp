#include "visualizer/scene/own_breath.hpp"

#include <algorithm>
#include <cmath>

namespace ebb::scene {
namespace {

constexpr Seconds kStale{2.0};
constexpr Seconds kFarthest{12.0};  ///< no phase is carried on for longer than this
constexpr Seconds kFade{2.0};
constexpr Seconds kGoodBefore{5.0};
constexpr double kGoodEnough = 0.5;
constexpr double kFaintest = 0.55;  ///< of full, at just good enough
constexpr Seconds kCatchUp{0.5};

}  // namespace

std::optional<OwnBreath> carried_on(const std::optional<Snapshot>& newest, HostTime now) {
  if (!newest || !newest->breath_phase || !newest->breath_rate) {
    return std::nullopt;
  }
  const Seconds age = now - newest->time;
  const Seconds since = now - newest->breath_phase->time;
  const BreathsPerMinute rate = newest->breath_rate->value;
  if (age > kStale || std::abs(since.count()) > kFarthest.count() || !(rate.value() > 0.0)) {
    return std::nullopt;
  }
  const Turns phase =
      wrapped(Turns{newest->breath_phase->value.value() + to_hertz(rate).value() * since.count()});
  return OwnBreath{rate, phase,
                   std::min(newest->breath_phase->quality, newest->breath_rate->quality)};
}

OwnBreathRing::OwnBreathRing() : shown_(kFade) {}

void OwnBreathRing::advance(HostTime now, const std::optional<OwnBreath>& own, bool wanted) {
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
    return;
  }
  // Carried on at the rate, with whatever a new snapshot corrects spread over half a second.
  const Turns expected{phase_->value() + to_hertz(own->rate).value() * passed.count()};
  const double amiss = turns_between(expected, own->phase);
  phase_ = wrapped(Turns{expected.value() + amiss * (1.0 - std::exp(-(passed / kCatchUp)))});
}

void OwnBreathRing::hide() { shown_.drop(); }

double OwnBreathRing::opacity() const { return kMostOpacity * shown_.value(); }

double OwnBreathRing::size() const {
  return phase_ ? raised_cosine(1.0 - std::abs(2.0 * phase_->value() - 1.0)) : 0.0;
}

}  // namespace ebb::scene
