#include "simulation/synthetic_body.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "simulation/curves.hpp"

namespace ebb {
namespace {

enum Stream : std::uint64_t { respiration_stream = 10, pulse_stream, ecg_stream };

/// A slow drift of about +-1: two waves whose periods have no common beat.
double slow_drift(double seconds, std::uint64_t seed, std::uint64_t stream) {
  Random places(seed, stream + 100);
  const double first = places.uniform();
  const double second = places.uniform();
  return 0.6 * sine_of_turns(first + seconds / 97.0) + 0.4 * sine_of_turns(second + seconds / 41.3);
}

double volume_at(BreathCursor& breath, double seconds) {
  const TrueBreath& now = breath.at(seconds);
  return now.depth * lung_volume(now, Seconds{seconds} - now.start);
}

struct Wave {
  double place;  ///< seconds from R, at an interval of one second
  double width;
  double height;
};
constexpr std::array<Wave, 5> kPqrst{{{-0.17, 0.022, 0.12},
                                      {-0.027, 0.009, -0.12},
                                      {0.0, 0.010, 1.10},
                                      {0.028, 0.010, -0.25},
                                      {0.28, 0.045, 0.30}}};
constexpr std::array<Wave, 3> kEarlyBeat{
    {{0.0, 0.030, 1.30}, {0.075, 0.030, -0.45}, {0.30, 0.060, -0.35}}};

double drawn(std::span<const Wave> waves, double since, double stretch) {
  double sum = 0.0;
  for (const Wave& wave : waves) {
    // Only what is far from R moves with the heart rate; the QRS keeps its shape.
    const double place = std::abs(wave.place) > 0.1 ? wave.place * stretch : wave.place;
    sum += wave.height * bell((since - place) / wave.width);
  }
  return sum;
}

}  // namespace

RespirationWave::RespirationWave(const BodyPlan& plan)
    : plan_(plan), breath_(plan), contact_(plan), random_(plan.seed, respiration_stream) {}

double RespirationWave::sample(double seconds) {
  const double noise = plan_.noise * random_.normal();
  if (!contact_.touches(seconds)) {
    return 0.1 * noise;
  }
  return volume_at(breath_, seconds) - 0.5 +
         2.0 * plan_.wander * slow_drift(seconds, plan_.seed, respiration_stream) + noise;
}

const History<TrueBeat, 8>& BeatWindow::around(double seconds) {
  while (beats_.empty() || beats_.back().time.count() < seconds) {
    const TrueBeat beat = heart_.next();
    if (beat.happened()) {
      beats_.push(beat);
    }
  }
  return beats_;
}

PulseWave::PulseWave(const BodyPlan& plan)
    : plan_(plan), beats_(plan), breath_(plan), contact_(plan), random_(plan.seed, pulse_stream) {}

double PulseWave::sample(double seconds) {
  const double noise = plan_.noise * random_.normal();
  if (!contact_.touches(seconds)) {
    return noise;
  }
  const double volume = volume_at(breath_, seconds);
  const double drift = slow_drift(seconds, plan_.seed, pulse_stream);
  const double height = 1.0 - 0.06 * volume;
  double sum = 0.0;
  const auto& beats = beats_.around(seconds);
  for (std::size_t i = 0; i < beats.size(); ++i) {
    const double since = seconds - beats[i].time.count() - kPulseDelay;
    // An early beat has filled the heart less: a smaller pulse.
    const double strength = beats[i].kind == BeatKind::ectopic ? 0.5 : 1.0;
    // Steep upstroke, slower fall, then the reflected wave with the notch before it.
    sum += strength * (bell((since - 0.14) / (since < 0.14 ? 0.045 : 0.095)) +
                       0.38 * bell((since - 0.40) / 0.085));
  }
  return height * sum - 0.35 + 0.5 * plan_.wander * (drift - volume) + noise;
}

SyntheticEcg::SyntheticEcg(const BodyPlan& plan)
    : plan_(plan), beats_(plan), breath_(plan), contact_(plan), random_(plan.seed, ecg_stream) {}

double SyntheticEcg::sample(double seconds) {
  const double noise = plan_.noise * random_.normal();
  if (!contact_.touches(seconds)) {
    return 0.1 * noise;
  }
  const double volume = volume_at(breath_, seconds);
  double sum = 0.0;
  const auto& beats = beats_.around(seconds + 0.5);
  for (std::size_t i = 0; i < beats.size(); ++i) {
    const double since = seconds - beats[i].time.count();
    const double before = i > 0 ? (beats[i].time - beats[i - 1].time).count() : 0.85;
    const double stretch = std::sqrt(std::clamp(before, 0.35, 1.4));
    sum += beats[i].kind == BeatKind::ectopic ? drawn(kEarlyBeat, since, stretch)
                                              : drawn(kPqrst, since, stretch);
  }
  // The chest carries the electrodes away from the heart and back.
  return (1.0 - 0.10 * volume) * sum + 0.3 * plan_.wander * (volume - 0.5) +
         plan_.wander * slow_drift(seconds, plan_.seed, ecg_stream) + noise;
}

Truth truth_of(const BodyPlan& plan, Seconds length) {
  Truth truth;
  SyntheticHeart heart(plan);
  for (TrueBeat beat = heart.next(); beat.time < length; beat = heart.next()) {
    truth.beats.push_back(beat);
  }
  SyntheticBreath breaths(plan);
  for (TrueBreath breath = breaths.next(); breath.start < length; breath = breaths.next()) {
    if (breath.start >= Seconds{0}) {
      truth.breaths.push_back(breath);
    }
  }
  return truth;
}

}  // namespace ebb
