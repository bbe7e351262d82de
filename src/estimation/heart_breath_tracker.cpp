#include "estimation/heart_breath_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb {

namespace {

constexpr double kStepSeconds = 0.25;
constexpr double kSlowSeconds = 8.0;
constexpr std::uint64_t kFirstLook = 80;  // steps: 20 s
constexpr Microseconds kLongestBridge{6'000'000};
constexpr double kWaveRate = 6.0;
constexpr double kWaveWidth = 2.0;

double near_wave(double rate) {
  const double away = (rate - kWaveRate) / kWaveWidth;
  return std::exp(-0.5 * away * away);
}

/// Mean of an exponential distribution (a spectrum's, without a peak) by the median of some of it.
template <class Iterator>
double level_of(Iterator begin, Iterator end) {
  const Iterator middle = begin + (end - begin) / 2;
  std::nth_element(begin, middle, end);
  return *middle / std::numbers::ln2;
}

}  // namespace

HeartBreathTracker::HeartBreathTracker() : HeartBreathTracker(Config{}) {}

HeartBreathTracker::HeartBreathTracker(Config config) : config_(config), belief_(config.belief) {
  for (std::size_t i = 0; i < kRates; ++i) {
    const double rate = BreathRateBelief::rate_of(i);
    background_[i] = (1.0 + config_.wave_weight * near_wave(rate)) / (rate * rate);
  }
  tune(12.0);
}

std::optional<Breath> HeartBreathTracker::push(const Beat& beat) {
  if (last_beat_ && (beat.time <= *last_beat_ || beat.time - *last_beat_ > kLongestBridge)) {
    reset();
  }
  last_beat_ = beat.time;
  const double interval = beat.interval.count();
  if (beat.verdict != IntervalVerdict::normal || !(interval >= 200.0 && interval <= 4000.0)) {
    return {};
  }
  mean_interval_ms_ += (interval - mean_interval_ms_) * (mean_interval_ms_ > 0 ? 0.05 : 1.0);
  // An interval speaks of its own middle.
  const HostTime middle =
      beat.time - to_microseconds(Seconds{beat.lag}) - to_microseconds(Seconds{beat.interval}) / 2;
  if (!grid_.empty() && middle - grid_.last_time() > kLongestBridge) {
    reset();
    last_beat_ = beat.time;
  }
  std::optional<Breath> told;
  grid_.push(middle, interval, [&](std::int64_t index, double mean) {
    const HostTime place = grid_.time_of(static_cast<double>(index) + 0.5);
    if (auto breath = push_even(place, mean)) {
      told = breath;
    }
  });
  return told;
}

std::optional<Breath> HeartBreathTracker::push_even(HostTime time, double interval_ms) {
  ++steps_;
  slow_ms_ += (interval_ms - slow_ms_) *
              std::max(1.0 / static_cast<double>(steps_), kStepSeconds / kSlowSeconds);
  const double wave = interval_ms - slow_ms_;
  const std::size_t size = series_.size();
  long_.push(wave, size == kLong ? series_.front() : 0.0);
  short_.push(wave, size >= kShort ? series_[size - kShort] : 0.0);
  series_.push(wave);
  if (steps_ >= kFirstLook && steps_ % 4 == 0) {
    weigh();
  }
  return follow_phase(time, wave);
}

void HeartBreathTracker::weigh() {
  Row evidence{};
  Row power{};
  for (std::size_t i = 0; i < kRates; ++i) {
    const std::size_t half = kFirst + i;
    power[i] = half % 2 == 0 ? short_.power(half / 2)
                             : 0.5 * (short_.power(half / 2) + short_.power(half / 2 + 1));
  }
  add_evidence(power, evidence);
  for (std::size_t i = 0; i < kRates; ++i) {
    power[i] = long_.power(kFirst + i);
  }
  add_evidence(power, evidence);

  // Half the weight to each window; a very clear peak keeps its shape instead of being cut flat.
  const double most = 0.5 * *std::max_element(evidence.begin(), evidence.end());
  const double scale = 0.5 * config_.evidence_rate *
                       (most > config_.evidence_limit ? config_.evidence_limit / most : 1.0);
  for (double& nats : evidence) {
    nats *= scale;
  }
  belief_.look(evidence, 0.47 * 60000.0 / mean_interval_ms_, guide_);

  rate_ = centre_of(power, belief_.best());
  tune(rate_);
  const double swing = 2.0 * std::hypot(swing_re_, swing_im_) / mean_interval_ms_;
  const double small =
      std::clamp(4.0 * (config_.sure_swing - swing) / config_.sure_swing, 0.0, 1.0);
  quality_ = belief_.mass() * (1.0 - config_.wave_doubt * near_wave(rate_) * small);
}

void HeartBreathTracker::add_evidence(const Row& power, Row& evidence) const {
  Row level{};
  for (std::size_t i = 0; i < kRates; ++i) {
    const double rate = BreathRateBelief::rate_of(i);
    level[i] = power[i] * rate * rate;
  }
  const double falling = level_of(level.begin(), level.end());
  level = power;
  const double floor = level_of(level.begin() + kRates / 2, level.end());
  for (std::size_t i = 0; i < kRates; ++i) {
    double own = power[i];
    const std::size_t half = kFirst + i;
    if (half / 2 >= kFirst) {
      const std::size_t first = half / 2 - kFirst;
      own -= config_.second_harmonic * 0.5 * (power[first] + power[first + half % 2]);
    }
    const double stands = own / (std::max(falling * background_[i], floor) + 1e-9);
    if (stands > 1.0) {
      // Log-likelihood ratio of a peak in exponentially distributed power.
      evidence[i] += stands - 1.0 - std::log(stands);
    }
  }
}

double HeartBreathTracker::centre_of(const Row& power, std::size_t best) const {
  // As far to one side as to the other. Weighting by the rate balances the falling background.
  const std::size_t reach = std::min<std::size_t>(
      4, std::min(std::max<std::size_t>(best, 1), std::max<std::size_t>(kRates - 1 - best, 1)));
  double weight = 1e-12;
  double sum = 1e-12 * BreathRateBelief::rate_of(best);
  for (std::size_t i = best > reach ? best - reach : 0; i <= std::min(best + reach, kRates - 1);
       ++i) {
    const double rate = BreathRateBelief::rate_of(i);
    weight += power[i] * rate;
    sum += power[i] * rate * rate;
  }
  return sum / weight;
}

void HeartBreathTracker::tune(double rate) {
  const double turn = 2.0 * std::numbers::pi * rate / 60.0;
  gain_ = kStepSeconds * rate / (60.0 * config_.phase_memory);
  turn_re_ = std::exp(-gain_) * std::cos(turn * kStepSeconds);
  turn_im_ = std::exp(-gain_) * std::sin(turn * kStepSeconds);
  // Taking the slow mean away turned the wave forward; that is taken back.
  lead_ = std::atan(1.0 / (turn * kSlowSeconds)) / (2.0 * std::numbers::pi);
}

std::optional<Breath> HeartBreathTracker::follow_phase(HostTime time, double wave) {
  const double re = swing_re_ * turn_re_ - swing_im_ * turn_im_;
  swing_im_ = swing_re_ * turn_im_ + swing_im_ * turn_re_;
  swing_re_ = re - 2.0 * gain_ * wave;  // a shorter interval is a quicker heart
  const double before = turns_;
  const double turns = std::atan2(swing_im_, swing_re_) / (2.0 * std::numbers::pi);
  turns_ = wrapped(Turns{turns - lead_ + 0.5}).value();
  phase_time_ = time;
  if (quality_ < config_.least_quality) {
    breath_start_.reset();
    return {};
  }
  if (before < 0.75 || turns_ > 0.25) {
    return {};
  }
  const HostTime start = time - to_microseconds(Seconds{turns_ * 60.0 / rate_});
  const std::optional<HostTime> began = breath_start_;
  breath_start_ = start;
  if (!began) {
    return {};
  }
  const Seconds period{start - *began};
  const double expected = 60.0 / rate_;
  if (period.count() < 0.5 * expected || period.count() > 1.8 * expected) {
    return {};
  }
  return Breath{*began, period, 2.0 * std::hypot(swing_re_, swing_im_), quality_,
                BreathOrigin::heart};
}

std::optional<Estimate<BreathsPerMinute>> HeartBreathTracker::rate(HostTime now) const {
  const double age = Seconds{now - phase_time_}.count();
  const double quality = quality_ * std::clamp(1.0 - (age - 5.0) / 10.0, 0.0, 1.0);
  if (quality < config_.least_quality) {
    return {};
  }
  const double reach = 1.28 * belief_.deviation();
  return Estimate<BreathsPerMinute>{BreathsPerMinute{rate_}, BreathsPerMinute{rate_ - reach},
                                    BreathsPerMinute{rate_ + reach}, quality, phase_time_};
}

std::optional<Estimate<Turns>> HeartBreathTracker::phase(HostTime now) const {
  const auto whole = rate(now);
  if (!whole) {
    return {};
  }
  const double since = Seconds{now - phase_time_}.count();
  return Estimate<Turns>{wrapped(Turns{turns_ + since * rate_ / 60.0}), Turns{}, Turns{},
                         whole->quality, now};
}

void HeartBreathTracker::reset() {
  const auto guide = guide_;
  *this = HeartBreathTracker{config_};
  guide_ = guide;
}

}  // namespace ebb
