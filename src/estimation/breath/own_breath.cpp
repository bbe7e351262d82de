#include "estimation/breath/own_breath.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace ebb {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kLeastReach = 0.2;      // a minute; nobody knows a rate better
constexpr double kLeastAgreement = 0.1;  // less: another rate
constexpr double kSureOfPhase = 0.5;
constexpr double kSteadyLag = 0.6;  // length of a mean direction

double quality_of(const BreathSpeaker& speaker) {
  return speaker.says.rate ? speaker.says.rate->quality : 0.0;
}

BreathOrigin origin_of(BreathSight sight) {
  return sight == BreathSight::heart ? BreathOrigin::heart : BreathOrigin::respiration;
}

}  // namespace

void OwnBreathTracker::push(HostTime now, std::span<const BreathSpeaker> speakers) {
  assert(speakers.size() <= kMost);
  const double step = pushed_ ? std::max(Seconds{now - *pushed_}.count(), 0.0) : 0.0;
  pushed_ = now;
  const bool began = !leader_;
  lead(now, speakers);
  weigh(speakers, began ? 1.0 : 1.0 - std::exp(-step / config_.glide.count()));
  follow_lags(speakers, 1.0 - std::exp(-step / config_.lag_memory.count()));
}

BreathOrigin OwnBreathTracker::origin() const {
  return leader_ ? origin_of(sight_) : BreathOrigin::none;
}

double OwnBreathTracker::agreement(double rate, double with) const {
  const double deviation = config_.same_share * with + config_.same_per_minute;
  const double off = (rate - with) / deviation;
  return std::exp(-0.5 * off * off);
}

bool OwnBreathTracker::contradicted(std::span<const BreathSpeaker> speakers,
                                    std::size_t one) const {
  return std::any_of(speakers.begin(), speakers.end(), [&](const BreathSpeaker& other) {
    return other.sight == BreathSight::heart && other.says.rate &&
           agreement(other.says.rate->value.value(), speakers[one].says.rate->value.value()) <
               kLeastAgreement;
  });
}

/// By sight first; among equals the better, with a head start for the one that leads.
std::optional<std::size_t> OwnBreathTracker::best_of(
    std::span<const BreathSpeaker> speakers) const {
  std::optional<std::size_t> best;
  double most = 0.0;
  for (std::size_t i = 0; i < speakers.size(); ++i) {
    if (!speakers[i].says.rate) {
      continue;
    }
    const BreathSight sight = speakers[i].sight;
    double bar = leader_ == i ? config_.too_little : config_.enough;
    if (sight == BreathSight::motion && contradicted(speakers, i)) {
      bar = config_.enough_against;
    }
    const double quality = ebb::quality_of(speakers[i]);
    double score = quality + (leader_ == i ? config_.clearly_better : 0.0);
    if (sight == BreathSight::heart) {
      score += 2.0;
    } else if (quality >= bar) {
      score += sight == BreathSight::lungs ? 6.0 : 4.0;
    }
    if (!best || score > most) {
      best = i;
      most = score;
    }
  }
  return best;
}

void OwnBreathTracker::lead(HostTime now, std::span<const BreathSpeaker> speakers) {
  const std::optional<std::size_t> best = best_of(speakers);
  if (best == leader_) {
    wanted_since_.reset();
    return;
  }
  // From nothing to something there is nothing to wait for, nor beside one who says nothing.
  const bool silent = !leader_ || *leader_ >= speakers.size() || !speakers[*leader_].says.rate;
  if (!wanted_since_ || wanted_ != best) {
    wanted_ = best;
    wanted_since_ = now;
  }
  const bool waited = now - *wanted_since_ >= to_microseconds(config_.patience);
  if (best ? silent || waited : waited) {
    leader_ = best;
    wanted_since_.reset();
  }
  if (leader_ && *leader_ < speakers.size()) {
    sight_ = speakers[*leader_].sight;
  }
}

void OwnBreathTracker::weigh(std::span<const BreathSpeaker> speakers, double share) {
  for (std::size_t i = 0; i < speakers.size(); ++i) {
    if (const auto& rate = speakers[i].says.rate) {
      known_[i].rate = rate->value;
      known_[i].reach = std::max(kLeastReach, 0.5 * (rate->high.value() - rate->low.value()));
    }
  }
  if (!leader_ || *leader_ >= speakers.size() || !known_[*leader_].rate) {
    known_ = {};
    return;
  }
  const double led = known_[*leader_].rate->value();
  // Beside one who sees the breath itself the heart counts as little as that one leaves in doubt.
  const double doubt =
      sight_ == BreathSight::heart ? 1.0 : 1.0 - ebb::quality_of(speakers[*leader_]);
  std::array<double, kMost> wanted{};
  double sum = 0.0;
  for (std::size_t i = 0; i < speakers.size(); ++i) {
    if (!speakers[i].says.rate) {
      continue;
    }
    const double agrees = agreement(known_[i].rate->value(), led);
    const double quality = ebb::quality_of(speakers[i]);
    wanted[i] = agrees * quality * quality / (known_[i].reach * known_[i].reach) *
                (speakers[i].sight == BreathSight::heart ? doubt : 1.0);
    sum += wanted[i];
  }
  for (std::size_t i = 0; i < kMost; ++i) {
    Known& known = known_[i];
    known.weight += share * ((sum > 0.0 ? wanted[i] / sum : 0.0) - known.weight);
    // Who says something else has no part in a mean; nor one of whom nothing is left.
    const bool agrees = known.rate && agreement(known.rate->value(), led) >= kLeastAgreement;
    if (!agrees || known.weight < 1e-3) {
      known.weight = 0.0;
    }
  }
}

void OwnBreathTracker::follow_lags(std::span<const BreathSpeaker> speakers, double share) {
  if (!leader_ || *leader_ >= speakers.size()) {
    return;
  }
  const std::optional<Estimate<Turns>> told = phase_of(speakers[*leader_], *leader_);
  if (!told || told->quality < kSureOfPhase) {
    return;
  }
  for (std::size_t i = 0; i < speakers.size(); ++i) {
    // A breath of another rate is nowhere beside this one; its lag is not known then.
    const auto& phase = speakers[i].says.phase;
    if (i == *leader_ || !phase || phase->quality < kSureOfPhase) {
      continue;
    }
    const double turns = (told->value - phase->value).value();
    known_[i].lag += share * (std::polar(1.0, kTwoPi * turns) - known_[i].lag);
  }
}

std::optional<Estimate<Turns>> OwnBreathTracker::phase_of(const BreathSpeaker& speaker,
                                                          std::size_t place) const {
  std::optional<Estimate<Turns>> phase = speaker.says.phase;
  const std::complex<double> lag = known_[place].lag;
  if (phase && std::abs(lag) >= kSteadyLag) {
    const Turns behind{std::arg(lag) / kTwoPi};
    phase->value = wrapped(phase->value + behind);
    phase->low = phase->low + behind;
    phase->high = phase->high + behind;
  }
  return phase;
}

double OwnBreathTracker::quality_of(std::span<const BreathSpeaker> speakers,
                                    std::size_t leader) const {
  const BreathSpeaker& leading = speakers[leader];
  const double led = leading.says.rate->value.value();
  double sure = leading.says.rate->quality;
  for (std::size_t i = 0; i < speakers.size(); ++i) {
    // Two hearts are one heart.
    if (i == leader || !speakers[i].says.rate ||
        (leading.sight == BreathSight::heart && speakers[i].sight == leading.sight)) {
      continue;
    }
    const double agrees = agreement(speakers[i].says.rate->value.value(), led);
    const double quality = ebb::quality_of(speakers[i]);
    sure += agrees * config_.doubt_taken * quality * (1.0 - sure);
    sure -= (1.0 - agrees) * config_.doubt_added * quality * sure;
  }
  return sure;
}

Breathing OwnBreathTracker::choose(std::span<const BreathSpeaker> speakers) const {
  assert(speakers.size() <= kMost);
  if (!leader_) {
    return {};
  }
  const bool speaks = *leader_ < speakers.size() && speakers[*leader_].says.rate;
  const std::optional<std::size_t> leader = speaks ? leader_ : best_of(speakers);
  if (!leader) {
    return {};
  }
  const BreathSpeaker& leading = speakers[*leader];
  const double led = leading.says.rate->value.value();
  double weight = 0.0;
  double rate = 0.0;
  double reach = 0.0;
  for (std::size_t i = 0; i < kMost; ++i) {
    const Known& known = known_[i];
    if (!known.rate || !(known.weight > 0.0)) {
      continue;
    }
    const bool here = i < speakers.size() && speakers[i].says.rate;
    const double said = (here ? speakers[i].says.rate->value : *known.rate).value();
    if (agreement(said, led) >= kLeastAgreement) {
      rate += known.weight * said;
      reach += known.weight * known.reach;
      weight += known.weight;
    }
  }
  Breathing told{leading.says, origin_of(leading.sight)};
  if (weight > 0.0) {
    rate /= weight;
    reach /= weight;
    told.estimate.rate->value = BreathsPerMinute{rate};
    told.estimate.rate->low = BreathsPerMinute{rate - reach};
    told.estimate.rate->high = BreathsPerMinute{rate + reach};
  }
  told.estimate.rate->quality = quality_of(speakers, *leader);
  told.estimate.phase = phase_of(leading, *leader);
  return told;
}

}  // namespace ebb
