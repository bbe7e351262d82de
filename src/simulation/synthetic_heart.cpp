#include "simulation/synthetic_heart.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "simulation/curves.hpp"

namespace ebb {
namespace {

constexpr std::uint64_t kHeartStream = 2;
constexpr std::uint64_t kFaultStream = 3;
constexpr std::uint64_t kContactStream = 4;
constexpr double kStep = 0.02;          // s; the rate moves by well under 1 % in it
constexpr double kDriftSeconds = 40.0;  // time constant of the slow wander

}  // namespace

std::string_view name_of(BeatKind kind) {
  switch (kind) {
    case BeatKind::normal:
      return "normal";
    case BeatKind::ectopic:
      return "ectopic";
    case BeatKind::missed:
      return "missed";
    case BeatKind::extra:
      return "extra";
    case BeatKind::lost:
      return "lost";
  }
  return "normal";
}

SyntheticContact::SyntheticContact(const BodyPlan& plan)
    : per_minute_(plan.dropout_per_minute), random_(plan.seed, kContactStream) {
  plan_next();
}

void SyntheticContact::plan_next() {
  if (per_minute_ > 0.0) {
    off_ = on_ + (0.3 + 1.4 * random_.uniform()) * 60.0 / per_minute_;
    on_ = off_ + 2.0 + 6.0 * random_.uniform();
  }
}

bool SyntheticContact::touches(double seconds) {
  if (per_minute_ <= 0.0) {
    return true;
  }
  while (seconds >= on_) {
    plan_next();
  }
  return seconds < off_;
}

SyntheticHeart::SyntheticHeart(const BodyPlan& plan)
    : plan_(plan),
      random_(plan.seed, kHeartStream),
      faults_(plan.seed, kFaultStream),
      breath_(plan),
      contact_(plan) {
  // What the swing is measured from, so that it leaves the mean heart rate as it was.
  constexpr int kPlaces = 200;
  const TrueBreath usual{Seconds{0}, Seconds{plan.in_share}, Seconds{1}, 1.0};
  for (int i = 0; i < kPlaces; ++i) {
    mean_volume_ += lung_volume(usual, Seconds{(i + 0.5) / kPlaces}) / kPlaces;
  }
  mayer_turns_ = random_.uniform();
  phase_ = random_.uniform();
  drift_ = random_.normal_within(3.0);
  last_rate_ = rate_bpm(0.0);
  period_ = 60.0 / last_rate_;
}

double SyntheticHeart::rate_bpm(double seconds) {
  const TrueBreath& breath = breath_.at(seconds);
  // The swing follows the lungs, `rsa_lag_turns` of a breath later.
  const double turn =
      fraction((seconds - breath.start.count()) / breath.period.count() - plan_.rsa_lag_turns);
  const double swing = lung_volume(breath, turn * breath.period) - mean_volume_;
  const double rate = plan_.heart_rate_bpm + plan_.rsa_bpm * swing + plan_.drift_bpm * drift_ +
                      0.5 * plan_.mayer_bpm * sine_of_turns(mayer_turns_) +
                      plan_.settling_heart_bpm * fading(seconds / plan_.settling_seconds);
  return std::clamp(rate, 25.0, 220.0);
}

double SyntheticHeart::next_sinus_beat() {
  for (;;) {
    mayer_turns_ = fraction(mayer_turns_ + kStep * mayer_hertz_);
    const double rate = rate_bpm(now_ + kStep);
    const double gained = kStep * (last_rate_ + rate) / 120.0;
    const double start = now_;
    now_ += kStep;
    last_rate_ = rate;
    phase_ += gained;
    if (phase_ < threshold_) {
      continue;
    }
    const double over = phase_ - threshold_;
    const double time = start + kStep * (1.0 - over / gained);
    phase_ = over;
    period_ = time - sinus_;
    sinus_ = time;
    threshold_ = 1.0 + plan_.jitter_ms * 1e-3 * rate / 60.0 * random_.normal_within(4.0);
    threshold_ = std::clamp(threshold_, 0.5, 1.5);
    const double keep = std::max(0.0, 1.0 - 60.0 / rate / kDriftSeconds);
    drift_ = keep * drift_ + std::sqrt(1.0 - keep * keep) * random_.normal_within(3.0);
    mayer_hertz_ = 0.1 + 0.008 * random_.normal_within(2.0);
    return time;
  }
}

TrueBeat SyntheticHeart::seen(double time, BeatKind kind) {
  TrueBeat beat{Seconds{time}, Milliseconds{0}, kind};
  if (!contact_.touches(time)) {
    beat.kind = BeatKind::lost;
    last_seen_.reset();
    return beat;
  }
  if (kind == BeatKind::missed) {
    return beat;
  }
  if (last_seen_) {
    beat.interval = Seconds{time - *last_seen_};
  }
  last_seen_ = time;
  return beat;
}

TrueBeat SyntheticHeart::next() {
  if (waiting_) {
    const TrueBeat real = *waiting_;
    waiting_.reset();
    return seen(real.time.count(), real.kind);
  }
  const double before = sinus_;
  const double sinus = next_sinus_beat();
  const double a_beat = period_ / 60.0;  // events a minute -> chance at this beat
  const double chance = faults_.uniform();
  const double place = faults_.uniform();
  double upto = plan_.ectopic_per_minute * a_beat;
  if (chance < upto && !after_ectopic_) {
    // The sinus node keeps its time, so the pause that follows makes up for the early beat.
    after_ectopic_ = true;
    return seen(before + (0.60 + 0.15 * place) * (sinus - before), BeatKind::ectopic);
  }
  const bool pausing = std::exchange(after_ectopic_, false);
  if (pausing || chance < upto) {
    return seen(sinus, BeatKind::normal);
  }
  upto += plan_.missed_per_minute * a_beat;
  if (chance < upto) {
    return seen(sinus, BeatKind::missed);
  }
  upto += plan_.extra_per_minute * a_beat;
  const double between = before + (0.35 + 0.30 * place) * (sinus - before);
  if (chance < upto && last_seen_ && contact_.touches(between)) {
    waiting_ = TrueBeat{Seconds{sinus}, Milliseconds{0}, BeatKind::normal};
    return seen(between, BeatKind::extra);
  }
  return seen(sinus, BeatKind::normal);
}

}  // namespace ebb
