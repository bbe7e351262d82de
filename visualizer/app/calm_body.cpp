#include "visualizer/app/calm_body.hpp"

#include <cmath>
#include <numbers>
#include <utility>

namespace ebb::app {
namespace {

constexpr double kHeardBefore = 60.0;
constexpr double kSnapshotEvery = 0.1;
constexpr double kFirstRate = 13.0 / 60.0;
constexpr double kLastRate = 7.0 / 60.0;
constexpr double kEasing = 90.0;

double breath_rate(double t) {
  return kLastRate + (kFirstRate - kLastRate) * std::exp(-std::fmax(t, 0.0) / kEasing);
}

/// The integral of breath_rate(), so the phase is smooth.
double breath_turns(double t) {
  if (t <= 0.0) {
    return kFirstRate * t;
  }
  return kLastRate * t + (kFirstRate - kLastRate) * kEasing * (1.0 - std::exp(-t / kEasing));
}

double heart_rate(double t) {
  const double swing = 2.0 + 3.5 * (1.0 - std::exp(-std::fmax(t, 0.0) / kEasing));
  return 67.0 + swing * std::sin(2.0 * std::numbers::pi * (breath_turns(t) - 0.12)) +
         1.6 * std::sin(0.31 * t) + 0.7 * std::sin(2.3 * t + 1.0);
}

}  // namespace

CalmBody::CalmBody(HostTime start) : start_(start), next_beat_(-kHeardBefore) {}

void CalmBody::poll(HostTime now) {
  const double t = Seconds{now - start_}.count();
  while (next_beat_ <= t) {
    const double interval = 60.0 / heart_rate(next_beat_);
    beats_.push_back({start_ + to_microseconds(Seconds{next_beat_}), Milliseconds{interval * 1e3},
                      IntervalVerdict::normal, Milliseconds{0.0}});
    next_beat_ += interval;
  }
  const double turns = breath_turns(t);
  if (std::floor(turns) > std::floor(turns_)) {
    if (turned_) {
      breaths_.push_back(
          {*turned_, Seconds{now - *turned_}, 1.0, 0.92, BreathOrigin::respiration, Seconds{}});
    }
    turned_ = now;
  }
  turns_ = turns;
  const double told = std::floor(t / kSnapshotEvery) * kSnapshotEvery;
  const HostTime at = start_ + to_microseconds(Seconds{told});
  Snapshot s;
  s.time = at;
  s.signal = SignalWord::good;
  const BeatsPerMinute heart{heart_rate(told)};
  const BreathsPerMinute breath{breath_rate(told) * 60.0};
  const Turns phase = wrapped(Turns{breath_turns(told) + kHeardBefore});
  s.heart_rate = Estimate<BeatsPerMinute>{heart, heart, heart, 0.95, at};
  s.breath_rate = Estimate<BreathsPerMinute>{breath, BreathsPerMinute{breath.value() - 0.8},
                                             BreathsPerMinute{breath.value() + 0.9}, 0.92, at};
  s.breath_phase = Estimate<Turns>{phase, phase, phase, 0.92, at};
  s.breath_origin = BreathOrigin::respiration;
  SourceStatus made_up;
  made_up.name = "calm";
  made_up.state = LinkState::streaming;
  made_up.simulated = true;
  s.sources.push_back(std::move(made_up));
  latest_ = s;
}

std::vector<Breath> CalmBody::take_breaths() { return std::exchange(breaths_, {}); }

std::vector<Beat> CalmBody::take_beats() { return std::exchange(beats_, {}); }

}  // namespace ebb::app
