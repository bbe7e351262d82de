#include "session/heart_waves.hpp"

#include <algorithm>

#include "session/freshness.hpp"

namespace ebb {

namespace {

// So long without a beat that can be used, and the waves have nothing to say.
constexpr Seconds kSilent{10.0};
// As long as the rate takes to be found.
constexpr Seconds kRipe{45.0};
constexpr int kOneRank = 1;

}  // namespace

bool HeartWaves::takes(std::size_t source, const WaveSample& sample) const {
  const Wave& wave = at(sample.kind);
  return wave.choice.chosen() == source && wave.stream == sample.stream;
}

std::optional<Beat> HeartWaves::push(std::size_t source, const WaveSample& sample, HostTime time) {
  Wave& wave = at(sample.kind);
  const std::optional<std::size_t> before = wave.choice.chosen();
  const bool another = before == source && wave.stream.value_or(sample.stream) != sample.stream;
  if (another || !wave.choice.take(source, kOneRank, sample.arrival)) {
    return std::nullopt;
  }
  if (before && before != source) {
    wave.beats.reset();
    wave.judge.reset();
    breath_.reset();
  }
  wave.stream = sample.stream;
  wave.heard = sample.arrival;
  newest_ = time;
  breath_.push(sample.kind, time, sample.value);
  const std::optional<Beat> found = wave.beats.push(sample.kind, time, sample.value);
  const std::optional<Beat> judged = found ? wave.judge.push(*found) : std::nullopt;
  if (judged && judged->verdict == IntervalVerdict::normal) {
    breath_.push(sample.kind, *judged);
    if (!began_ || judged->time - newest_beat_ > to_microseconds(kSilent) ||
        judged->time < *began_) {
      began_ = judged->time;
    }
    newest_beat_ = judged->time;
  }
  return found;
}

void HeartWaves::interrupt(std::size_t source) {
  for (Wave& wave : waves_) {
    if (wave.choice.chosen() == source) {
      wave.beats.interrupt();
    }
  }
}

void HeartWaves::mute(std::size_t source) {
  interrupt(source);
  for (Wave& wave : waves_) {
    if (wave.choice.chosen() == source) {
      wave.heard.reset();
    }
  }
}

double HeartWaves::silence(HostTime now) const {
  double least = kNothingAfter;
  for (const Wave& wave : waves_) {
    if (wave.heard) {
      least = std::min(least, Seconds{now - *wave.heard}.count());
    }
  }
  return least;
}

std::optional<std::size_t> HeartWaves::source(StreamKind kind, HostTime now) const {
  const Wave& wave = at(kind);
  return wave.heard && now - *wave.heard < to_microseconds(Seconds{kNothingAfter})
             ? wave.choice.chosen()
             : std::nullopt;
}

std::optional<Estimate<BreathsPerMinute>> HeartWaves::rate(HostTime now) const {
  // A recording played fast runs ahead of this clock.
  return aged(breath_.rate(std::max(now, newest_)), silence(now));
}

bool HeartWaves::speak(HostTime now) const {
  return silence(now) < kNothingAfter && began_ &&
         newest_ - newest_beat_ <= to_microseconds(kSilent) &&
         (rate(now) || newest_beat_ - *began_ >= to_microseconds(kRipe));
}

}  // namespace ebb
