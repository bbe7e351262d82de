#include "guidance/pacer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb {
namespace {

constexpr double kGoodQuality = 0.5;
constexpr double kKeyStep = 1.05;         // one press: a breath 5 % longer or shorter
constexpr double kMostSlowing = 0.05;     // per breath, whatever a file asks for
constexpr double kEaseIn = 0.04;          // per breath, into a fixed pace
constexpr double kShortestIn = 1.5;       // seconds
constexpr double kMeetBy = 0.3;           // per breath, to a breath that is quicker than the guide
constexpr double kDriftQuickening = 0.1;  // idle drift finds the usual rate by these steps
constexpr double kBehind = 1.15;          // own rate above guide's by this: not followed
constexpr double kBeside = 1.10;          // within this: followed
constexpr double kNotHurried = 1.05;      // the guide is never further above the own rate than this
constexpr double kFastestFixed = 12.0;    // per minute; only someone who is quicker may hold more
constexpr int kPatience = 6;              // breaths behind before the guide comes back
constexpr int kCompany = 8;               // breaths beside the person before leading again
constexpr double kThere = 0.99;           // of the length that is led to
constexpr Microseconds kFreeze{1'000'000};
constexpr int kMostTurns = 100'000;  // per call: weeks of standstill do not become a long loop

double seconds(Microseconds t) { return static_cast<double>(t.count()) * 1e-6; }

double raised_cosine(double part) { return 0.5 - 0.5 * std::cos(std::numbers::pi * part); }

double share(double in, double out) { return in + out > 0.0 ? in / (in + out) : 0.4; }

/// One step from `from` towards `to`; `longer` and `shorter` are the largest parts to change by.
double toward(double to, double from, double longer, double shorter) {
  return to > from ? std::min(to, from * (1.0 + longer)) : std::max(to, from / (1.0 + shorter));
}

}  // namespace

Pacer::Pacer(Config config) : config_(config), lead_(config.lead) {
  breath_ = laid_out(HostTime{}, period_seconds(config_.without_sensor));
}

void Pacer::set_mode(const BreathMode& mode, HostTime now) {
  now = std::max(now, last_);
  const bool was_hidden = hidden();
  const bool was_mirror = std::holds_alternative<FollowBreath>(mode_);
  mode_ = mode;
  sensed_in_mode_ = false;
  own_period_in_mode_.reset();
  state_ = Lead::leading;
  behind_ = 0;
  // A shape that comes out of hiding, or that mirrored the person, starts from the person's rate.
  meet_first_ = was_hidden || was_mirror;
  if (was_hidden && !hidden() && !fresh_) {
    fresh_ = true;
    fresh_at_ = now;
  }
  last_ = now;
}

bool Pacer::slower(HostTime now) {
  last_ = std::max(now, last_);
  return nudge(kKeyStep);
}

bool Pacer::quicker(HostTime now) {
  last_ = std::max(now, last_);
  return nudge(1.0 / kKeyStep);
}

bool Pacer::nudge(double factor) {
  if (hidden()) {
    return false;
  }
  const double now = breath_.period;
  // Slower than either the body or the guide already is always held; quicker only up to there.
  const double shortest =
      std::max(period_seconds(config_.quickest),
               std::min({60.0 / kFastestFixed, now, sensed_period().value_or(now)}));
  held_period_ =
      std::clamp(held_period_.value_or(now) * factor, shortest, period_seconds(config_.hard_floor));
  own_pace_ = false;
  together_ = false;
  return true;
}

void Pacer::follow(HostTime now) {
  last_ = std::max(now, last_);
  held_period_.reset();
  own_pace_ = true;
  together_ = false;
  sensed_in_mode_ = false;
}

void Pacer::release(HostTime now) {
  last_ = std::max(now, last_);
  held_period_.reset();
  own_pace_ = false;
}

void Pacer::set_together(bool on, HostTime now) {
  last_ = std::max(now, last_);
  together_ = on;
  if (on) {
    held_period_.reset();
    own_pace_ = false;
  }
}

void Pacer::pause(HostTime now) {
  now = std::max(now, last_);
  if (paused_) {
    return;
  }
  paused_size_ = size_at(now);
  paused_at_ = now;
  paused_ = true;
  last_ = now;
}

void Pacer::resume(HostTime now) {
  now = std::max(now, last_);
  if (!paused_) {
    return;
  }
  const double size = size_at(now);
  paused_ = false;
  breath_.widest = size;
  breath_.start = now - breath_.in;
  last_ = now;
}

Cue Pacer::advance(HostTime now, const std::optional<OwnBreath>& own,
                   const std::optional<OwnBreath>& second) {
  now = std::max(now, last_);
  last_ = now;
  own_ = own;
  second_ = second;
  own_at_ = now;
  if (const auto sensed = sensed_period()) {
    last_own_period_ = sensed;
    first_own_period_ = first_own_period_.value_or(*sensed);
    own_period_in_mode_ = own_period_in_mode_.value_or(*sensed);
  }
  if (paused_) {
    return cue_at(now);
  }
  if (!begun_ || fresh_) {
    begin(fresh_ ? fresh_at_ : now);
  }
  for (int i = 0; next_turn() <= now; ++i) {
    if (i == kMostTurns) {
      breath_.start = now;
      break;
    }
    turn_out();
    turn();
  }
  if (next_out() <= now) {
    turn_out();
  }
  return cue_at(now);
}

HostTime Pacer::next_turn() const {
  return paused_ || !begun_ || fresh_ ? HostTime::max() : breath_.start + breath_.in + breath_.out;
}

HostTime Pacer::next_out() const { return paused_ ? HostTime::max() : breath_.start + breath_.in; }

/// A person's breath in seconds, within what the guide may do; none when it is not known well.
std::optional<double> Pacer::period_of(const std::optional<OwnBreath>& breath) const {
  if (!breath || !(breath->quality >= kGoodQuality) || !(breath->rate.value() > 0.0) ||
      !std::isfinite(breath->rate.value()) || !(std::abs(breath->phase.value()) < 1e6)) {
    return std::nullopt;
  }
  return std::clamp(period_seconds(breath->rate), period_seconds(config_.quickest),
                    period_seconds(config_.hard_floor));
}

void Pacer::begin(HostTime t) {
  begun_ = true;
  fresh_ = false;
  const auto sensed = sensed_period();
  double period = breath_.period;
  if (held_period_) {
    period = *held_period_;
  } else if (sensed || last_own_period_) {
    period = sensed.value_or(*last_own_period_);
  }
  sensed_in_mode_ = sensed.has_value();
  meet_first_ = false;
  arrived_ = false;
  HostTime start = t;
  if (const auto with = company(); with && mirrors()) {
    period = with->period;
    const double since = seconds(own_at_ - t) / period;
    start -= to_microseconds(Seconds{wrapped(Turns{with->phase.value() - since}).value() * period});
  }
  breath_ = laid_out(start, period);
  out_planned_ = false;
  count_ += hidden() ? 0 : 1;
}

void Pacer::turn() {
  const HostTime at = next_turn();
  arrived_ = held_period_.has_value() || own_pace_;
  breath_ = laid_out(at, next_period(at));
  out_planned_ = false;
  count_ += hidden() ? 0 : 1;
}

PlannedBreath Pacer::laid_out(HostTime start, double period) const {
  double in_share = in_share_;
  if (const auto* ramp = std::get_if<RampBreath>(&mode_)) {
    in_share = share(ramp->in, ramp->out);
  } else if (const auto* pace = std::get_if<PaceBreath>(&mode_)) {
    in_share = share(pace->in, pace->out);
  }
  // Quick breaths keep an in-breath of 1.5 s as long as the out-breath is not the shorter half.
  in_share = std::clamp(std::max(in_share, kShortestIn / period), 0.05, 0.5);
  // Rounded down, so that no limit on slowing is passed by half a microsecond.
  const auto whole = static_cast<std::int64_t>(period * 1e6);
  const auto in = static_cast<std::int64_t>(static_cast<double>(whole) * in_share);
  return {start,
          Microseconds{in},
          Microseconds{whole - in},
          1.0,
          static_cast<double>(whole) * 1e-6,
          static_cast<double>(in) / static_cast<double>(whole)};
}

double Pacer::next_period(HostTime at) {
  const auto sensed = sensed_period();
  const double now = breath_.period;
  if (held_period_) {
    // Slower comes by small steps; quicker is relief and comes whole.
    return toward(*held_period_, now, kMostSlowing, 1e3);
  }
  const bool meet = meet_first_ && sensed.has_value() && !own_pace_;
  meet_first_ = false;
  if (hidden()) {
    return sensed.value_or(now);
  }
  if (together_) {
    const auto with = company();
    return with ? mirrored(at, *with) : now;
  }
  const bool lost = !sensed && sensed_in_mode_;
  sensed_in_mode_ = sensed_in_mode_ || sensed.has_value();
  if (lost) {
    return now;
  }
  if (std::holds_alternative<FollowBreath>(mode_) || own_pace_) {
    return sensed ? mirrored(at, *company()) : drifting();
  }
  if (meet && *sensed < now * kThere) {
    // To a quicker breath the guide goes as fast as it mirrors; to a slower one it leads below.
    const double nearer = toward(*sensed, now, 0.0, kMeetBy);
    meet_first_ = nearer > *sensed;
    return nearer;
  }
  if (const auto* ramp = std::get_if<RampBreath>(&mode_)) {
    return led(lowest_period_from(ramp->to.value()), ramp->slow_by_percent / 100.0);
  }
  const double rate = std::get<PaceBreath>(mode_).rate.value();
  return led(60.0 / std::max({rate, config_.floor.value(), config_.hard_floor.value()}), kEaseIn);
}

double Pacer::drifting() const {
  const double usual = last_own_period_.value_or(period_seconds(config_.without_sensor));
  return toward(usual, breath_.period, kMostSlowing, kDriftQuickening);
}

/// The longest breath that a ramp down to `to` may lead this person to.
double Pacer::lowest_period_from(double to) const {
  const double none = period_seconds(config_.without_sensor);
  // Whoever came breathless and has settled since is led from where they are now.
  const double came = first_own_period_.value_or(none);
  const double settled = own_period_in_mode_.value_or(last_own_period_.value_or(none));
  const double own = 60.0 / std::max(came, settled);
  const double floor = std::max({to, config_.floor.value(), (1.0 - config_.lead) * own});
  // Someone whose own breath is slower than the floor is kept company, not hurried.
  return 60.0 / std::max(std::min(floor, own), config_.hard_floor.value());
}

/// One small step of leading towards `longest`, or of coming back.
double Pacer::led(double longest, double slow_by) {
  const double now = breath_.period;
  const double step = std::clamp(slow_by, 0.0, kMostSlowing);
  const auto reaching = [&](double wanted) {
    const double next = toward(wanted, now, step, step);
    arrived_ = next >= longest * kThere;
    return next;
  };
  const auto sensed = sensed_period();
  if (!sensed) {
    return reaching(longest);
  }
  const double guide_over_own = now / *sensed;  // above 1: the guide is the slower of the two
  if (state_ == Lead::leading) {
    behind_ = guide_over_own > kBehind ? behind_ + 1 : 0;
    if (behind_ >= kPatience) {
      state_ = Lead::returning;
      lead_ *= 0.5;
    } else if (guide_over_own < kBeside && longest - now < 0.01) {
      lead_ = config_.lead;  // followed all the way: trust is back
    }
  } else if (state_ == Lead::returning && guide_over_own < 1.03) {
    state_ = Lead::alongside;
    alongside_left_ = kCompany;
  } else if (state_ == Lead::alongside && --alongside_left_ <= 0) {
    state_ = Lead::leading;
    behind_ = 0;
  }
  const double reach = state_ == Lead::leading ? *sensed / (1.0 - lead_) : *sensed;
  return reaching(std::max(std::min(longest, reach), *sensed / kNotHurried));
}

double Pacer::size_at(HostTime t) const {
  if (paused_) {
    const double part = std::clamp(seconds(t - paused_at_) / seconds(kFreeze), 0.0, 1.0);
    return paused_size_ + (0.5 - paused_size_) * raised_cosine(part);
  }
  return breath_.size_at(t);
}

Cue Pacer::cue_at(HostTime t) const {
  Cue cue;
  const HostTime place =
      paused_ ? std::clamp(paused_at_, breath_.start, breath_.start + period()) : t;
  cue.shown = !hidden();
  cue.inhaling = place < breath_.start + breath_.in;
  const double in = seconds(place - breath_.start) / seconds(breath_.in);
  const double out = seconds(place - breath_.start - breath_.in) / seconds(breath_.out);
  cue.phase = wrapped(
      Turns{cue.inhaling ? breath_.split * in : breath_.split + (1.0 - breath_.split) * out});
  cue.size = size_at(t);
  cue.rate = BreathsPerMinute{60.0 / breath_.period};
  cue.breath = count_;
  cue.plan = breath_;
  return cue;
}

}  // namespace ebb
