#include "session/breath_path.hpp"

#include <algorithm>

namespace ebb {

namespace {

constexpr Seconds kBetweenWeighings{1.0};
// A belt that says nothing for so long gives way to the heart.
constexpr Seconds kSilent{5.0};

BreathCandidate candidate(const RespirationTracker& tracker, HostTime at) {
  return {tracker.rate(at), tracker.phase(at)};
}

}  // namespace

std::optional<Breath> BreathPath::push(HostTime time, double value, HostTime arrival) {
  newest_ = std::max(newest_, time);
  heard_ = arrival;
  signal_.push(time, value);
  return respiration_.push(time, value);
}

void BreathPath::weigh(HostTime arrival, const HeartPath& heart) {
  // By the arrival of what came, never by when somebody looked: a replay must choose alike.
  if (arrival - weighed_ < to_microseconds(kBetweenWeighings)) {
    return;
  }
  weighed_ = arrival;
  const bool silent = arrival - heard_ > to_microseconds(kSilent);
  own_.push(arrival, silent ? BreathCandidate{} : candidate(respiration_, newest_),
            heart.breath(heart.newest()));
}

void BreathPath::gap() {
  respiration_.gap();
  signal_.gap();
}

void BreathPath::lose(std::optional<Seconds> missing) {
  if (!missing || *missing >= RespirationTracker::Config{}.longest_silence) {
    gap();
  }
}

void BreathPath::restart() {
  respiration_.reset();
  signal_.reset();
}

double BreathPath::quality(HostTime now) const {
  const auto rate = respiration_.rate(std::max(now, newest_));
  return rate && signal_.fault() == SignalFault::none ? rate->quality : 0.0;
}

Breathing BreathPath::at(HostTime now, const HeartPath& heart) const {
  return own_.choose(candidate(respiration_, std::max(now, newest_)),
                     heart.breath(std::max(now, heart.newest())));
}

}  // namespace ebb
