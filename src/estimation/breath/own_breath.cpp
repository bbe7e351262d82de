#include "estimation/breath/own_breath.hpp"

namespace ebb {

namespace {

double quality_of(const BreathCandidate& candidate) {
  return candidate.rate ? candidate.rate->quality : 0.0;
}

}  // namespace

void OwnBreathTracker::push(HostTime now, const BreathCandidate& respiration,
                            const BreathCandidate& heart) {
  const double bar = origin_ == BreathOrigin::respiration ? config_.too_little : config_.enough;
  BreathOrigin best = BreathOrigin::none;
  if (respiration.rate && (quality_of(respiration) >= bar || !heart.rate)) {
    best = BreathOrigin::respiration;
  } else if (heart.rate) {
    best = BreathOrigin::heart;
  }

  if (best == origin_) {
    wanted_since_.reset();
    return;
  }
  // From nothing to something there is nothing to wait for.
  if (origin_ == BreathOrigin::none) {
    origin_ = best;
    wanted_since_.reset();
    return;
  }
  if (!wanted_since_ || wanted_ != best) {
    wanted_ = best;
    wanted_since_ = now;
  }
  if (now - *wanted_since_ >= to_microseconds(config_.patience)) {
    origin_ = best;
    wanted_since_.reset();
  }
}

void OwnBreathTracker::reset() { *this = OwnBreathTracker{config_}; }

Breathing OwnBreathTracker::choose(const BreathCandidate& respiration,
                                   const BreathCandidate& heart) const {
  switch (origin_) {
    case BreathOrigin::respiration:
      return {respiration, origin_};
    case BreathOrigin::heart:
      return {heart, origin_};
    case BreathOrigin::none:
      break;
  }
  return {};
}

}  // namespace ebb
