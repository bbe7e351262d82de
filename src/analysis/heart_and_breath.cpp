#include "analysis/heart_and_breath.hpp"

#include <cmath>
#include <numbers>

#include "estimation/together/coherence.hpp"

namespace ebb {
namespace {

constexpr double kLeastSwing = 0.5;  // beats a minute; below it a phase is noise
constexpr std::size_t kFewestForMean = 3;
constexpr std::size_t kFewestForLag = 4;
constexpr double kCoherenceStep = 10.0;

struct Mean {
  double sum = 0.0;
  std::size_t count = 0;
  void push(double value) {
    sum += value;
    ++count;
  }
  [[nodiscard]] std::optional<double> value() const {
    return count >= kFewestForMean ? std::optional{sum / static_cast<double>(count)} : std::nullopt;
  }
};

void sum_up(HeartAndBreath& found) {
  Mean rsa;
  Mean range;
  double re = 0.0;
  double im = 0.0;
  for (const BreathSwing& breath : found.breaths) {
    range.push(breath.range.value());
    if (breath.rsa) {
      rsa.push(breath.rsa->count());
    }
    if (breath.swing.value() >= kLeastSwing) {
      const double angle = 2.0 * std::numbers::pi * breath.lag.value();
      re += std::cos(angle);
      im += std::sin(angle);
      ++found.locked_over;
    }
  }
  found.rsa_ms = rsa.value();
  found.range_bpm = range.value();
  if (found.locked_over >= kFewestForLag) {
    const double turns = std::atan2(im, re) / (2.0 * std::numbers::pi);
    found.lag_turns = turns < 0.0 ? turns + 1.0 : turns;
    found.locking = std::hypot(re, im) / static_cast<double>(found.locked_over);
  }
}

}  // namespace

HeartAndBreath beside(const HeartFindings& heart, const BreathFindings& breath) {
  HeartAndBreath found;
  RespiratorySinusArrhythmia rsa;
  const auto keep = [&found](const std::optional<BreathSwing>& swing) {
    if (swing) {
      found.breaths.push_back(*swing);
    }
  };
  auto next = breath.breaths.begin();
  for (const Beat& beat : heart.intervals.judged) {
    keep(rsa.push(beat));
    while (next != breath.breaths.end() &&
           next->start + to_microseconds(next->period) <= beat.time) {
      keep(rsa.push(*next));
      ++next;
    }
  }
  sum_up(found);
  return found;
}

std::vector<CoherencePoint> coherence_of(const HeartFindings& heart) {
  std::vector<CoherencePoint> points;
  Coherence coherence;
  double due = 0.0;
  for (const Beat& beat : beats_of(heart.intervals.series)) {
    coherence.push(beat);
    const double now = to_seconds(beat.time);
    if (now < due) {
      continue;
    }
    if (const std::optional<double> ratio = coherence.ratio()) {
      points.push_back({now, *ratio});
      due = now + kCoherenceStep;
    }
  }
  return points;
}

}  // namespace ebb
