#include "estimation/breath/respiration_tracker.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ebb {

namespace {

constexpr double kStepSeconds = 0.05;
constexpr double kForget = kStepSeconds / 20.0;  // slower than the slowest breath
constexpr double kShortestPeriod = 60.0 / 36.0;  // seconds; nobody here breathes faster
constexpr double kWildest = 1e100;               // squares and sums of such are still numbers
constexpr double kKeep = kStepSeconds / 15.0;    // a memory of 15 s

/// 0 below `low`, 1 above `high`, smooth between.
double rise(double x, double low, double high) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

template <std::size_t N, class Get>
double median_of_last(std::size_t count, Get get) {
  std::array<double, N> values{};
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = get(i);
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(values.begin(), middle, values.begin() + static_cast<std::ptrdiff_t>(count));
  return *middle;
}

}  // namespace

std::optional<Breath> RespirationTracker::push(HostTime time, double value) {
  if (!(std::abs(value) < kWildest) || !EvenGrid::takes(time)) {
    return {};
  }
  if (config_.polarity == Polarity::falls_on_in_breath) {
    value = -value;
  }
  if (!raw_.empty()) {
    const Microseconds step = time - raw_.back().time;
    if (step > to_microseconds(config_.longest_silence) ||
        step < -to_microseconds(config_.longest_silence)) {
      gap();
    } else if (step <= Microseconds{0}) {
      return {};
    }
  }
  raw_.push({time, value});
  if (raw_.size() < 2) {
    return {};
  }
  // The middle one of three neighbours, at the middle's time: a lone wild sample never enters.
  const Sample& middle = raw_[raw_.size() - 2];
  const double calm = std::clamp(middle.value, std::min(raw_.front().value, value),
                                 std::max(raw_.front().value, value));
  std::optional<Breath> told;
  grid_.push(middle.time, calm, [&](std::int64_t index, double mean) {
    // A silence that may be bridged is shorter than any breath, so two cannot end in one call.
    if (auto breath = push_even(index, mean)) {
      told = breath;
    }
  });
  return told;
}

double RespirationTracker::volume_of(double flow, bool first) {
  if (first) {
    mean_flow_ = flow;
    filled_ = 0.0;
  }
  mean_flow_ += kForget * (flow - mean_flow_);
  filled_ += (flow - mean_flow_) * kStepSeconds - kForget * filled_;
  return filled_;
}

std::optional<Breath> RespirationTracker::push_even(std::int64_t index, double value) {
  if (config_.wave == Wave::flow) {
    value = volume_of(value, index == 0);
  }
  const double smooth = smooth_.push(value);
  delayed_.push(value);
  recent_.push(smooth);
  newest_ = index;
  if (delayed_.full()) {
    const double most = swings_.empty() ? first_high_ - first_low_ : usual_swing();
    const double taken = std::min(std::abs(0.5 * (delayed_[0] + delayed_[1]) - smooth), most);
    roughness_ += kKeep * (taken * taken - roughness_);
  }
  flat_share_ += kKeep * ((value == last_value_ ? 1.0 : 0.0) - flat_share_);
  last_value_ = value;
  if (!started_) {
    started_ = true;
    first_low_ = first_high_ = smooth;
  }
  if (swings_.size() < 4) {
    first_low_ = std::min(first_low_, smooth);
    first_high_ = std::max(first_high_, smooth);
  }
  const double bar = threshold(static_cast<double>(index));
  if (const auto turn = turns_.push(index, smooth, bar)) {
    return on_turn(*turn);
  }
  return {};
}

double RespirationTracker::usual_swing() const {
  return swings_.empty() ? 0.0
                         : median_of_last<7>(swings_.size(), [&](auto i) { return swings_[i]; });
}

double RespirationTracker::threshold(double place) const {
  // Nothing smaller than what arithmetic itself leaves of a large offset is a turn.
  const double least = 1e-9 * std::abs(last_value_);
  const double usual =
      swings_.size() < 4 ? std::max(usual_swing(), first_high_ - first_low_) : usual_swing();
  double bar = config_.turn_share * usual;
  if (last_turn_) {
    const double since = (place - last_turn_->place) * kStepSeconds;
    const double period = breaths_.empty() ? 4.0 : breaths_.back().period;
    if (!breaths_.empty() && since < 0.33 * 0.5 * period) {
      bar = config_.early_share * usual;
    }
    // The breath may have become much shallower, or the belt looser: listen closer.
    const double patience = std::max(8.0, 1.5 * period);
    if (since > patience) {
      bar = std::max(bar * std::exp2(-(since - patience) / 3.0), std::sqrt(roughness_));
    }
  }
  return std::max(bar, least);
}

HostTime RespirationTracker::time_of(double place) const {
  return grid_.time_of(place + 0.5 - SmoothingKernel<kBox>::kDelay);
}

double RespirationTracker::middle_of(const Turn& turn) const {
  // A slow breath turns on a long flat stretch where noise picks the extreme sample. The middle of
  // all that lies near the extreme, weighted by how near, hardly moves with it.
  const double hinge = config_.turn_depth * usual_swing() + 0.5 * std::sqrt(roughness_);
  const auto extreme = static_cast<std::int64_t>(std::lround(turn.place));
  const std::int64_t reach = newest_ - extreme;
  double weight = 0.0;
  double sum = 0.0;
  for (std::int64_t i = extreme - reach; i <= newest_; ++i) {
    const std::int64_t back = newest_ - i;
    if (back >= static_cast<std::int64_t>(recent_.size())) {
      continue;
    }
    const double value = recent_[recent_.size() - 1 - static_cast<std::size_t>(back)];
    const double near = hinge - std::abs(value - turn.value);
    if (near > 0.0) {
      weight += near;
      sum += near * static_cast<double>(i - extreme);
    }
  }
  return weight > 0.0 ? static_cast<double>(extreme) + sum / weight : turn.place;
}

std::optional<Breath> RespirationTracker::on_turn(const Turn& turn) {
  if (last_turn_) {
    swings_.push(std::abs(turn.value - last_turn_->value));
  }
  last_turn_ = turn;
  last_turn_->place = middle_of(turn);
  const HostTime time = time_of(last_turn_->place);
  if (turn.peak) {
    peak_ = last_turn_;
    peak_time_ = time;
    return {};
  }
  const std::optional<Turn> began = trough_;
  const std::optional<HostTime> began_time = trough_time_;
  trough_ = last_turn_;
  trough_time_ = time;
  if (!began || !peak_ || peak_->place < began->place) {
    return {};
  }
  Seen seen;
  seen.period = (trough_->place - began->place) * kStepSeconds;
  seen.in_share = (peak_->place - began->place) / (trough_->place - began->place);
  seen.depth = peak_->value - 0.5 * (began->value + turn.value);
  breaths_.push(seen);
  last_end_ = time;
  return Breath{*began_time,
                Seconds{seen.period},
                seen.depth,
                std::min(steadiness(), cleanness()),
                BreathOrigin::respiration,
                Seconds{seen.in_share * seen.period}};
}

std::size_t RespirationTracker::recent_breaths() const {
  double span = 0.0;
  std::size_t n = 0;
  while (n < breaths_.size() && (n < 4 || span < 24.0)) {
    span += breaths_[breaths_.size() - 1 - n].period;
    ++n;
  }
  return n;
}

double RespirationTracker::steadiness() const {
  const std::size_t n = recent_breaths();
  if (n < 2) {
    return 0.3;
  }
  const auto back = [&](std::size_t i) -> const Seen& { return breaths_[breaths_.size() - 1 - i]; };
  const double period = median_of_last<kKept>(n, [&](auto i) { return back(i).period; });
  const double depth = median_of_last<kKept>(n, [&](auto i) { return back(i).depth; });
  double uneven_period = 0.0;
  double uneven_depth = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    uneven_period += std::abs(back(i).period / period - 1.0);
    uneven_depth += std::min(std::abs(back(i).depth / depth - 1.0), 2.0);
  }
  uneven_period /= static_cast<double>(n);
  uneven_depth /= static_cast<double>(n);
  const double known = n >= 4 ? 1.0 : 0.55 + 0.15 * static_cast<double>(n - 1);
  return known * (1.0 - rise(uneven_period, 0.12, 0.5)) *
         (1.0 - 0.7 * rise(uneven_depth, 0.3, 1.0));
}

double RespirationTracker::cleanness() const {
  const double swing = usual_swing();
  if (!(swing > 0.0)) {
    return 0.0;
  }
  const double noise = std::sqrt(roughness_) / swing;
  return (1.0 - rise(noise, 0.12, 0.45)) * (1.0 - 0.6 * rise(flat_share_, 0.4, 0.95));
}

double RespirationTracker::freshness(HostTime now, double period) const {
  const double age = Seconds{now - *last_end_}.count();
  return 1.0 - rise(age / period, 1.6, 3.0);
}

std::optional<Estimate<BreathsPerMinute>> RespirationTracker::rate(HostTime now) const {
  if (breaths_.size() < 2 || !last_end_) {
    return {};
  }
  const std::size_t n = recent_breaths();
  const auto back = [&](std::size_t i) { return breaths_[breaths_.size() - 1 - i].period; };
  const double median = median_of_last<kKept>(n, back);
  double sum = 0.0;
  double squares = 0.0;
  double count = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double period = back(i);
    if (period > 0.55 * median && period < 1.8 * median) {
      sum += period;
      squares += period * period;
      count += 1.0;
    }
  }
  const double period = sum / count;
  const double spread = std::sqrt(std::max(0.0, squares / count - period * period) / count);
  const double quality = steadiness() * cleanness() * freshness(now, period);
  if (!(quality >= config_.least_quality) || period < kShortestPeriod) {
    return {};
  }
  const BreathsPerMinute low{60.0 / (period + 1.28 * spread)};
  const BreathsPerMinute high{60.0 / std::max(period - 1.28 * spread, 0.5 * period)};
  return Estimate<BreathsPerMinute>{BreathsPerMinute{60.0 / period}, low, high, quality,
                                    *last_end_};
}

std::optional<Estimate<Turns>> RespirationTracker::phase(HostTime now) const {
  const auto whole = rate(now);
  if (!whole || !last_turn_) {
    return {};
  }
  const std::size_t n = std::min<std::size_t>(recent_breaths(), 4);
  double period = 0.0;
  double in_share = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    period += breaths_[breaths_.size() - 1 - i].period;
    in_share += breaths_[breaths_.size() - 1 - i].in_share;
  }
  period /= static_cast<double>(n);
  in_share /= static_cast<double>(n);
  // From the last turn onwards; a turn that is due but not yet told is believed for a while.
  const double since = Seconds{now - (last_turn_->peak ? *peak_time_ : *trough_time_)}.count();
  double turns = (last_turn_->peak ? in_share : 0.0) + since / period;
  turns = std::min(turns, (last_turn_->peak ? 1.0 : in_share) + 0.25);
  return Estimate<Turns>{wrapped(Turns{turns}), Turns{}, Turns{}, whole->quality, now};
}

void RespirationTracker::gap() {
  raw_.reset();
  grid_.reset();
  smooth_.reset();
  turns_.reset();
  delayed_.reset();
  recent_.reset();
  last_turn_.reset();
  trough_.reset();
  peak_.reset();
}

void RespirationTracker::reset() { *this = RespirationTracker{config_}; }

}  // namespace ebb
