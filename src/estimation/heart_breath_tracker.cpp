#include "estimation/heart_breath_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb {

namespace {

constexpr double kStepSeconds = 0.25;
constexpr double kSlowSeconds = 8.0;
constexpr Microseconds kLongestBridge{6'000'000};

double median(std::array<double, 64> values, std::size_t count) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(values.begin(), middle, values.begin() + static_cast<std::ptrdiff_t>(count));
  return *middle;
}

}  // namespace

HeartBreathTracker::HeartBreathTracker() : HeartBreathTracker(Config{}) {}

HeartBreathTracker::HeartBreathTracker(Config config) : config_(config) {
  belief_.fill(1.0 / static_cast<double>(kRates));
}

std::optional<Breath> HeartBreathTracker::push(const Beat& beat) {
  if (last_beat_ && (beat.time <= *last_beat_ || beat.time - *last_beat_ > kLongestBridge)) {
    reset();
  }
  last_beat_ = beat.time;
  if (beat.verdict != IntervalVerdict::normal || !(beat.interval.count() > 0)) {
    return {};
  }
  const double interval = beat.interval.count();
  mean_interval_ms_ += (interval - mean_interval_ms_) * (mean_interval_ms_ > 0 ? 0.05 : 1.0);
  // An interval speaks of its own middle.
  const HostTime middle =
      beat.time - to_microseconds(Seconds{beat.lag}) - to_microseconds(Seconds{beat.interval}) / 2;
  std::optional<Breath> told;
  grid_.push(middle, interval, [&](std::int64_t index, double mean) {
    const HostTime place = grid_.time_of(static_cast<double>(index) + 0.5);
    if (auto breath = push_even(place, mean)) {
      told = breath;
    }
  });
  known_until_ = middle;
  return told;
}

std::optional<Breath> HeartBreathTracker::push_even(HostTime time, double interval_ms) {
  count_ += 1.0;
  slow_ms_ += (interval_ms - slow_ms_) * std::max(1.0 / count_, kStepSeconds / kSlowSeconds);
  const double wave = interval_ms - slow_ms_;
  const std::size_t size = series_.size();
  const double out_long = size == kLong ? series_.front() : 0.0;
  const double out_short = size >= kShort ? series_[size - kShort] : 0.0;
  series_.push(wave);
  long_.push(wave, out_long);
  short_.push(wave, out_short);
  filled_ = std::min(filled_ + 1, kLong);
  if (++steps_ % 4 == 0) {
    weigh();
  }
  return follow_phase(time, wave);
}

std::optional<Breath> HeartBreathTracker::follow_phase(HostTime time, double wave) {
  const double rate = rate_ > 0.0 ? rate_ : 12.0;
  const double turn = 2.0 * std::numbers::pi * rate / 60.0;
  const double share = kStepSeconds * rate / (60.0 * config_.phase_memory);
  const double keep = std::exp(-share);
  const double cosine = keep * std::cos(turn * kStepSeconds);
  const double sine = keep * std::sin(turn * kStepSeconds);
  const double re = swing_re_ * cosine - swing_im_ * sine;
  swing_im_ = swing_re_ * sine + swing_im_ * cosine;
  swing_re_ = re - 2.0 * share * wave;  // a shorter interval is a quicker heart
  // Taking the slow mean away turned the wave forward; that is taken back.
  const double lead = std::atan(1.0 / (turn * kSlowSeconds));
  const double before = turns_;
  const double angle = std::atan2(swing_im_, swing_re_) - lead;
  turns_ = wrapped(Turns{angle / (2.0 * std::numbers::pi) + 0.5}).value();
  phase_time_ = time;
  if (quality_ < config_.least_quality) {
    breath_start_.reset();
    return {};
  }
  if (before < 0.75 || turns_ > 0.25) {
    return {};
  }
  const HostTime start = time - to_microseconds(Seconds{turns_ * 60.0 / rate});
  const std::optional<HostTime> began = breath_start_;
  breath_start_ = start;
  if (!began) {
    return {};
  }
  const Seconds period{start - *began};
  const double expected = 60.0 / rate;
  if (period.count() < 0.5 * expected || period.count() > 1.8 * expected) {
    return {};
  }
  return Breath{*began, period, 2.0 * std::hypot(swing_re_, swing_im_), quality_,
                BreathOrigin::heart};
}

void HeartBreathTracker::add_evidence(const Row& power, double share) {
  // Whitened by the square of the rate, the background of a heart without breath lies level.
  std::array<double, 64> level{};
  for (std::size_t i = 0; i < kRates; ++i) {
    const double rate = rate_of(static_cast<double>(i));
    level[i] = power[i] * rate * rate;
  }
  const double base = median(level, kRates) / std::numbers::ln2;
  std::array<double, 64> high{};
  std::size_t count = 0;
  for (std::size_t i = kRates / 2; i < kRates; ++i) {
    high[count++] = power[i];
  }
  const double floor = median(high, count) / std::numbers::ln2;
  for (std::size_t i = 0; i < kRates; ++i) {
    const double rate = rate_of(static_cast<double>(i));
    const double wave =
        1.0 + config_.wave_weight * std::exp(-0.5 * std::pow((rate - 6.0) / 2.0, 2));
    const double background = std::max(base * wave / (rate * rate), floor) + 1e-9;
    const double stands = power[i] / background;
    evidence_[i] += stands > 1.0 ? share * (stands - 1.0 - std::log(stands)) : 0.0;
  }
}

void HeartBreathTracker::weigh() {
  if (filled_ < 80) {
    return;
  }
  Row power{};
  evidence_.fill(0.0);
  for (std::size_t i = 0; i < kRates; ++i) {
    power[i] = long_.power(kFirst + i);
  }
  add_evidence(power, 0.5);
  for (std::size_t i = 0; i < kRates; ++i) {
    const std::size_t half = kFirst + i;
    power[i] = half % 2 == 0 ? short_.power(half / 2)
                             : 0.5 * (short_.power(half / 2) + short_.power(half / 2 + 1));
  }
  add_evidence(power, 0.5);

  // The belief spreads: to neighbours as far as breathing wanders, and a little everywhere.
  Row spread{};
  for (std::size_t i = 0; i < kRates; ++i) {
    const double rate = rate_of(static_cast<double>(i));
    const double bins = config_.wander * rate / kWidth;
    const double away = std::min(0.5 * bins * bins, 0.4);
    const double to_each = belief_[i] * away;
    spread[i] += belief_[i] - 2.0 * to_each;
    spread[i == 0 ? 0 : i - 1] += to_each;
    spread[i + 1 == kRates ? i : i + 1] += to_each;
  }
  double sum = 0.0;
  const double most = *std::max_element(evidence_.begin(), evidence_.end());
  // A very clear peak keeps its shape instead of being cut flat.
  const double scale = config_.evidence_rate * std::min(1.0, config_.evidence_limit / (most + 1e-9));
  const double highest = 0.47 * 60000.0 / mean_interval_ms_;
  for (std::size_t i = 0; i < kRates; ++i) {
    const double prior =
        (1.0 - config_.jump) * spread[i] + config_.jump / static_cast<double>(kRates);
    const double rate = rate_of(static_cast<double>(i));
    belief_[i] = prior * (rate > highest ? 1.0 : std::exp(scale * evidence_[i]));
    sum += belief_[i];
  }
  std::size_t best = 0;
  for (std::size_t i = 0; i < kRates; ++i) {
    belief_[i] /= sum;
    if (belief_[i] > belief_[best]) {
      best = i;
    }
  }
  double mass = 0.0;
  double mean = 0.0;
  double squares = 0.0;
  const auto reach = static_cast<std::size_t>(
      std::max(2.0, std::round(0.08 * rate_of(static_cast<double>(best)) / kWidth)));
  for (std::size_t i = best > reach ? best - reach : 0; i <= std::min(best + reach, kRates - 1);
       ++i) {
    const double rate = rate_of(static_cast<double>(i));
    mass += belief_[i];
    mean += belief_[i] * rate;
    squares += belief_[i] * rate * rate;
  }
  rate_ = mean / mass;
  const double deviation = std::sqrt(std::max(0.0, squares / mass - rate_ * rate_));
  low_ = rate_ - 1.28 * deviation;
  high_ = rate_ + 1.28 * deviation;
  quality_ = mass;
}

std::optional<Estimate<BreathsPerMinute>> HeartBreathTracker::rate(HostTime now) const {
  if (!known_until_ || quality_ < config_.least_quality) {
    return {};
  }
  const double age = Seconds{now - *known_until_}.count();
  const double quality = quality_ * std::clamp(1.0 - (age - 4.0) / 8.0, 0.0, 1.0);
  if (quality < config_.least_quality) {
    return {};
  }
  return Estimate<BreathsPerMinute>{BreathsPerMinute{rate_}, BreathsPerMinute{low_},
                                    BreathsPerMinute{high_}, quality, *known_until_};
}

std::optional<Estimate<Turns>> HeartBreathTracker::phase(HostTime now) const {
  const auto whole = rate(now);
  if (!whole || !phase_time_) {
    return {};
  }
  const double since = Seconds{now - *phase_time_}.count();
  return Estimate<Turns>{wrapped(Turns{turns_ + since * rate_ / 60.0}), Turns{}, Turns{},
                         whole->quality, now};
}

void HeartBreathTracker::reset() { *this = HeartBreathTracker{config_}; }

}  // namespace ebb
