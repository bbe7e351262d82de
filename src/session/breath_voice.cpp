#include "session/breath_voice.hpp"

#include <algorithm>

#include "session/freshness.hpp"

namespace ebb {

std::optional<Breath> BreathVoice::push(const WaveSample& sample, HostTime time) {
  newest_ = std::max(newest_, time);
  heard_ = sample.arrival;
  muted_ = false;
  if (!moves()) {
    signal_.push(time, sample.value);
    return respiration_.push(time, sample.value);
  }
  std::optional<Breath> told;
  axes_.push(sample.stream, time, sample.value, [&](HostTime at, const ThreeAxes::Values& values) {
    if (auto breath = chest_.push(at, values[0], values[1], values[2])) {
      told = breath;
    }
  });
  return told;
}

void BreathVoice::gap() {
  respiration_.gap();
  signal_.gap();
  chest_.gap();
  axes_.reset();
}

void BreathVoice::mute() {
  gap();
  muted_ = true;
}

BreathSpeaker BreathVoice::speaker(HostTime now) const {
  BreathSpeaker speaker{moves() ? BreathSight::motion : BreathSight::lungs, {}};
  if (muted_) {
    return speaker;
  }
  // A recording played fast runs ahead of this clock.
  const HostTime at = std::max(now, newest_);
  const double silent = Seconds{now - heard_}.count();
  speaker.says = moves() ? BreathCandidate{chest_.rate(at), chest_.phase(at)}
                         : BreathCandidate{respiration_.rate(at), respiration_.phase(at)};
  speaker.says.rate = aged(speaker.says.rate, silent);
  speaker.says.phase = aged(speaker.says.phase, silent);
  return speaker;
}

bool BreathVoice::is_heard(HostTime now) const {
  return !muted_ && now - heard_ < to_microseconds(Seconds{kNothingAfter});
}

SignalFault BreathVoice::fault() const { return moves() ? chest_.fault() : signal_.fault(); }

double BreathVoice::quality(HostTime now) const {
  const BreathSpeaker here = speaker(now);
  return here.says.rate && fault() == SignalFault::none ? here.says.rate->quality : 0.0;
}

}  // namespace ebb
