#include "session/breath_path.hpp"

#include <algorithm>

namespace ebb {

namespace {

constexpr Seconds kBetweenWeighings{1.0};

template <class Tracker>
BreathCandidate candidate(const Tracker& tracker, HostTime at) {
  return {tracker.rate(at), tracker.phase(at)};
}

}  // namespace

std::optional<Breath> BreathPath::push(HostTime time, double value,
                                       const HeartBreathTracker& heart) {
  newest_ = std::max(newest_, time);
  std::optional<Breath> breath = respiration_.push(time, value);
  weigh(time, heart);
  return breath;
}

void BreathPath::push_beat(HostTime time, const HeartBreathTracker& heart) { weigh(time, heart); }

Breathing BreathPath::at(HostTime now, const HeartBreathTracker& heart) const {
  return own_.choose(candidate(respiration_, std::max(now, newest_)), candidate(heart, now));
}

void BreathPath::weigh(HostTime time, const HeartBreathTracker& heart) {
  // By the time of what came, never by when somebody looked: a replay must choose alike.
  if (time - weighed_ < to_microseconds(kBetweenWeighings)) {
    return;
  }
  weighed_ = time;
  own_.push(time, candidate(respiration_, time), candidate(heart, time));
}

}  // namespace ebb
