#include "estimation/breath/heart_breath_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "estimation/breath/breath_signs.hpp"
#include "estimation/breath/breath_spectrum.hpp"

namespace ebb {

namespace {

constexpr double kStepSeconds = 0.5;
constexpr double kSlowSeconds = 8.0;
constexpr std::uint64_t kFirstLook = 40;  // steps: 20 s
constexpr Microseconds kLongestBridge{6'000'000};
constexpr float kLeastPower = 1e-9F;        // ms^2
constexpr double kAsideShare = 1.0 / 40.0;  // of each beat
constexpr double kFewAside = 0.15;
constexpr double kManyAside = 0.45;
constexpr double kHighestShare = 0.47;  // of the heart rate
constexpr double kHardlyAnySwing = 0.01;
constexpr double kNoSwing = 1e-6;  // what is left is rounding

}  // namespace

HeartBreathTracker::HeartBreathTracker() : HeartBreathTracker(Config{}) {}

HeartBreathTracker::HeartBreathTracker(Config config) : config_(config), belief_(config.belief) {
  for (std::size_t i = 0; i < kRates; ++i) {
    const double rate = BreathRateBelief::rate_of(i);
    const auto place = static_cast<Eigen::Index>(i);
    flattening_[place] = static_cast<float>(rate * rate);
    background_[place] =
        static_cast<float>((1.0 + config_.wave_weight * near_pressure_wave(rate)) / (rate * rate));
  }
  tune(12.0);
}

std::optional<Breath> HeartBreathTracker::push(const Beat& beat) {
  if (!EvenGrid::takes(beat.time)) {
    return {};
  }
  if (last_beat_ && (beat.time <= *last_beat_ || beat.time - *last_beat_ > kLongestBridge)) {
    reset();
  }
  last_beat_ = beat.time;
  const double interval = beat.interval.count();
  set_aside_ += kAsideShare * ((beat.verdict != IntervalVerdict::normal ? 1.0 : 0.0) - set_aside_);
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
  const Row slow = long_.powers() + kLeastPower;
  const Row quick = between_wide_bins(short_.powers()) + kLeastPower;
  // Log-likelihood ratio of a peak in exponentially distributed power, over both windows.
  const Row slow_stands = stands_of(slow);
  const Row quick_stands = stands_of(quick);
  Row evidence = slow_stands + quick_stands - 2.0F - (slow_stands * quick_stands).log();

  // Half the weight to each window; a very clear peak keeps its shape instead of being cut flat.
  const double most = 0.5 * static_cast<double>(evidence.maxCoeff());
  const double scale = 0.5 * config_.evidence_rate *
                       (most > config_.evidence_limit ? config_.evidence_limit / most : 1.0);
  evidence *= static_cast<float>(scale);
  const std::size_t visible =
      BreathRateBelief::visible_up_to(kHighestShare * 60000.0 / mean_interval_ms_);
  belief_.look(evidence, visible, guide_);

  rate_ = centre_of(slow, belief_.best());
  tune(rate_);
  judge(slow, quick, evidence, visible);
}

void HeartBreathTracker::judge(const Row& slow, const Row& quick, const Row& evidence,
                               std::size_t visible) {
  const double change = std::min(std::abs(std::log(rate_ / rate_before_)), 0.5);
  wandering_ += config_.wandering_share * (change - wandering_);
  rate_before_ = rate_;
  BreathSigns signs = read_signs(rate_, slow, quick, evidence, visible, mean_interval_ms_);
  signs.belief = belief_.mass();
  signs.wandering = wandering_;
  swing_ = signs.swing;
  quality_ = swing_ < kNoSwing ? 0.0 : chance_of(signs);
}

double HeartBreathTracker::soundness() const {
  return std::clamp(1.0 - (set_aside_ - kFewAside) / (kManyAside - kFewAside), 0.0, 1.0);
}

HeartBreathTracker::Row HeartBreathTracker::stands_of(const Row& power) const {
  const float falling = level_of((power * flattening_).eval());
  const float floor = level_of(power.tail<kRates / 2>());
  const Row own = without_second_harmonics(power, config_.second_harmonic);
  return (own / (falling * background_).max(floor)).max(1.0F).min(1e6F);
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
    const double here = static_cast<double>(power[static_cast<Eigen::Index>(i)]) * rate;
    weight += here;
    sum += here * rate;
  }
  return sum / weight;
}

void HeartBreathTracker::tune(double rate) {
  const double turn = 2.0 * std::numbers::pi * rate / 60.0;
  gain_ = kStepSeconds * rate / (60.0 * config_.phase_memory);
  turn_re_ = std::exp(-gain_) * std::cos(turn * kStepSeconds);
  turn_im_ = std::exp(-gain_) * std::sin(turn * kStepSeconds);
  // Taking the slow mean away turned the wave forward: that is taken back, and half a turn more,
  // since the heart is slowest where it begins to quicken.
  const double lead = std::atan(1.0 / (turn * kSlowSeconds));
  back_re_ = -std::cos(lead);
  back_im_ = std::sin(lead);
}

double HeartBreathTracker::turns() const {
  return wrapped(Turns{std::atan2(breath_im_, breath_re_) / (2.0 * std::numbers::pi)}).value();
}

std::optional<Breath> HeartBreathTracker::follow_phase(HostTime time, double wave) {
  const double re = swing_re_ * turn_re_ - swing_im_ * turn_im_;
  swing_im_ = swing_re_ * turn_im_ + swing_im_ * turn_re_;
  swing_re_ = re - 2.0 * gain_ * wave;  // a shorter interval is a quicker heart
  const bool ending = breath_re_ >= 0.0 && breath_im_ < 0.0;
  breath_re_ = swing_re_ * back_re_ - swing_im_ * back_im_;
  breath_im_ = swing_re_ * back_im_ + swing_im_ * back_re_;
  phase_time_ = time;
  if (quality_ < config_.least_quality) {
    breath_start_.reset();
    return {};
  }
  const bool beginning = breath_re_ >= 0.0 && breath_im_ >= 0.0;
  if (!ending || !beginning) {
    return {};
  }
  const HostTime start = time - to_microseconds(Seconds{turns() * 60.0 / rate_});
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
  const double quality = quality_ * soundness() * std::clamp(1.0 - (age - 5.0) / 10.0, 0.0, 1.0);
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
  return Estimate<Turns>{wrapped(Turns{turns() + since * rate_ / 60.0}), Turns{}, Turns{},
                         whole->quality, now};
}

SignalFault HeartBreathTracker::fault() const {
  if (last_beat_ && rate(*last_beat_)) {
    return SignalFault::none;
  }
  if (steps_ < kFirstLook || quality_ >= config_.least_quality || soundness() < 1.0) {
    return SignalFault::too_few_beats;
  }
  return swing_ < kHardlyAnySwing ? SignalFault::flat : SignalFault::two_rates;
}

void HeartBreathTracker::reset() {
  const auto guide = guide_;
  *this = HeartBreathTracker{config_};
  guide_ = guide;
}

}  // namespace ebb
