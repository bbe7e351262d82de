#include "guidance/body_watch.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kGoodQuality = 0.5;
constexpr double kMostVariation = 0.25;  // coefficient of variation of a steady breath
constexpr double kMostRising = 2.0;      // bpm over kHeartSpan
constexpr Microseconds kHeartSpan{60'000'000};
constexpr double kHeartUp = 12.0;  // bpm above the step's beginning
constexpr Microseconds kHeartUpFor{30'000'000};
constexpr double kQuicker = 1.5;
constexpr int kQuickFor = 4;
constexpr double kEnoughOfABreath = 0.5;  // of it must have had good signal to be averaged

double seconds(Microseconds t) { return static_cast<double>(t.count()) * 1e-6; }

bool good_breath(const BodyNow& body) {
  return body.breath && body.breath->quality >= kGoodQuality && body.breath->rate.value() > 0.0 &&
         std::isfinite(body.breath->rate.value());
}

bool good_heart(const BodyNow& body) {
  return body.heart_rate && body.heart_quality >= kGoodQuality &&
         std::isfinite(body.heart_rate->value());
}

}  // namespace

void BodyWatch::begin(HostTime now) {
  const BodyNow body = body_;
  *this = BodyWatch{};
  began_ = breath_began_ = last_ = now;
  note_signal(now, body);
}

void BodyWatch::note_signal(HostTime now, const BodyNow& body) {
  if (good_heart(body)) {
    heart_since_ = heart_since_.value_or(now);
  }
  if (good_breath(body)) {
    breath_since_ = breath_since_.value_or(now);
  }
}

void BodyWatch::push(HostTime now, const BodyNow& body) {
  if (good_heart(body) && now > last_) {
    heart_sum_ += body.heart_rate->value() * seconds(now - last_);
    heart_seconds_ += seconds(now - last_);
  }
  note_signal(now, body);
  body_ = body;
  last_ = std::max(last_, now);
}

void BodyWatch::breath_ended(HostTime now, std::optional<BreathsPerMinute> cued) {
  if (good_breath(body_)) {
    const double period = period_seconds(body_.breath->rate);
    periods_.push({period, cued ? std::optional(period_seconds(*cued)) : std::nullopt});
    first_period_ = first_period_.value_or(period);
    quick_breaths_ = period * kQuicker < *first_period_ ? quick_breaths_ + 1 : 0;
  } else {
    periods_.reset();  // only breaths that follow each other count
    quick_breaths_ = 0;
  }
  const auto mean = heart_mean();
  if (mean) {
    hearts_.push({now, *mean});
    first_heart_ = first_heart_.value_or(*mean);
    const bool above = *mean >= *first_heart_ + kHeartUp;
    if (!above) {
      heart_above_since_.reset();
    } else if (!heart_above_since_) {
      heart_above_since_ = breath_began_;
    }
  } else {
    hearts_.reset();
    heart_above_since_.reset();
  }
  heart_sum_ = heart_seconds_ = 0.0;
  breath_began_ = now;
}

void BodyWatch::shift(Microseconds by) {
  // What was measured before a pause says nothing about after it.
  const auto heart = first_heart_;
  const auto period = first_period_;
  const auto later = [by](std::optional<HostTime> since) {
    return since ? std::optional(*since + by) : since;
  };
  const auto heart_since = later(heart_since_);
  const auto breath_since = later(breath_since_);
  begin(last_ + by);
  first_heart_ = heart;
  first_period_ = period;
  heart_since_ = heart_since;
  breath_since_ = breath_since;
}

bool BodyWatch::met(const MoveOn& condition, HostTime now) const {
  if (condition.when == MoveOn::When::heart_settling) {
    if (hearts_.empty() || !good_heart(body_)) {
      return false;
    }
    for (std::size_t i = hearts_.size(); i-- > 0;) {
      if (now - hearts_[i].time >= kHeartSpan) {
        return hearts_.back().bpm - hearts_[i].bpm <= kMostRising;
      }
    }
    return false;
  }
  const auto wanted = static_cast<std::size_t>(std::max(1, condition.for_breaths));
  if (wanted > periods_.size()) {
    return false;
  }
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t i = periods_.size() - wanted; i < periods_.size(); ++i) {
    const OwnPeriod& own = periods_[i];
    sum += own.seconds;
    squares += own.seconds * own.seconds;
    if (condition.when == MoveOn::When::breath_near_cue &&
        (!own.cued ||
         std::abs(own.seconds - *own.cued) > *own.cued * condition.within_percent / 100.0)) {
      return false;
    }
  }
  const double n = static_cast<double>(wanted);
  const double mean = sum / n;
  const double variance = std::max(0.0, squares / n - mean * mean);
  return condition.when != MoveOn::When::breath_steady ||
         std::sqrt(variance) <= kMostVariation * mean;
}

std::optional<HostTime> BodyWatch::sensed_since(const MoveOn& condition) const {
  return condition.when == MoveOn::When::heart_settling ? heart_since_ : breath_since_;
}

bool BodyWatch::quickened(HostTime now) const {
  if (quick_breaths_ >= kQuickFor) {
    return true;
  }
  if (!heart_above_since_ || now - *heart_above_since_ < kHeartUpFor || !good_heart(body_)) {
    return false;
  }
  const double running =
      heart_seconds_ > 0.0 ? heart_sum_ / heart_seconds_ : body_.heart_rate->value();
  return running >= *first_heart_ + kHeartUp;
}

std::optional<HostTime> BodyWatch::quickening_due() const {
  return heart_above_since_ ? std::optional(*heart_above_since_ + kHeartUpFor) : std::nullopt;
}

std::optional<double> BodyWatch::heart_mean() const {
  const double whole = seconds(last_ - breath_began_);
  if (heart_seconds_ <= 0.0 || heart_seconds_ < kEnoughOfABreath * whole) {
    return std::nullopt;
  }
  return heart_sum_ / heart_seconds_;
}

}  // namespace ebb
