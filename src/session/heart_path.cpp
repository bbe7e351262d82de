#include "session/heart_path.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ebb {
namespace {

/// Further from the rate told than this, the heart's swing goes with something else.
constexpr double kSameBreath = 0.15;

}  // namespace

void HeartPath::push(const IntervalReading& reading, HostTime reception, const BeatSink& sink) {
  wave_.reset();
  if (const std::optional<Beat> beat = clock_.push(reading, reception)) {
    take(judge_.push(*beat), sink);
  }
}

void HeartPath::push(const BeatReading& reading, HostTime time, const BeatSink& sink) {
  wave_.reset();
  if (const std::optional<Beat> beat = clock_.push(reading, time)) {
    take(judge_.push(*beat), sink);
  }
}

void HeartPath::push(StreamKind wave, HostTime time, double value) {
  wave_ = wave;
  wave_breath_.push(wave, time, value);
}

void HeartPath::push(const Beat& found, const BeatSink& sink) { take(judge_.push(found), sink); }

BreathCandidate HeartPath::breath(HostTime now) const {
  BreathCandidate told{breath_.rate(now), breath_.phase(now)};
  if (!wave_) {
    return told;
  }
  const auto swing = told.rate;
  told.rate = wave_breath_.rate(now);
  if (!told.rate || !swing ||
      std::abs(swing->value.value() / told.rate->value.value() - 1.0) > kSameBreath) {
    told.phase.reset();
  }
  return told;
}

void HeartPath::expect(std::optional<BreathsPerMinute> guide) {
  breath_.expect(guide);
  wave_breath_.expect(guide);
}

void HeartPath::interrupt() { clock_.interrupt(); }

void HeartPath::restart() {
  clock_.reset();
  clock_.interrupt();
  judge_.reset();
  variability_.reset();
  breath_.reset();
  wave_.reset();
  wave_breath_.reset();
}

void HeartPath::finish(const BeatSink& sink) { take(judge_.flush(), sink); }

std::optional<Breath> HeartPath::take_breath() { return std::exchange(last_breath_, {}); }

void HeartPath::take(const std::optional<Beat>& judged, const BeatSink& sink) {
  if (!judged) {
    return;
  }
  rhythm_.push(*judged);
  variability_.push(*judged);
  if (wave_) {
    wave_breath_.push(*wave_, *judged);
  }
  if (const std::optional<Breath> breath = breath_.push(*judged)) {
    last_breath_ = breath;
  }
  newest_ = std::max(newest_, judged->time);
  sink(*judged);
}

}  // namespace ebb
