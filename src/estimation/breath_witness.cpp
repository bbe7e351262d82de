#include "estimation/breath_witness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ebb {
namespace {

constexpr double kStepSeconds = 0.5;
constexpr double kSlowSeconds = 8.0;
constexpr Microseconds kLongestBridge{6'000'000};
constexpr double kQuartiles = 3.0;
/// A single precision sum never forgets a value so much larger than the others.
constexpr double kWildest = 1e4;
constexpr double kLargest = 1e15;
constexpr double kWaveRate = 6.0;
constexpr double kWaveWidth = 2.0;
constexpr double kStrengthMemory = 50.0;  // steps

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

BreathWitness::BreathWitness(Config config) : config_(config) {
  for (std::size_t i = 0; i < kRates; ++i) {
    const double rate = BreathRateBelief::rate_of(i);
    background_[i] = (1.0 + config_.wave_over_falling * near_wave(rate)) / (rate * rate);
  }
  tune(12.0);
}

void BreathWitness::push(HostTime time, double value) {
  if (!(std::abs(value) < kLargest)) {
    return;
  }
  if (!usual_.empty() && time <= newest_ && newest_ - time <= kLongestBridge) {
    return;
  }
  if (!usual_.empty() && (time - newest_ > kLongestBridge || time < newest_)) {
    reset();
  }
  newest_ = time;
  usual_.push(value);
  if (usual_.size() < kHeld) {
    held_.push({time, value});
    return;
  }
  for (std::size_t i = 0; i < held_.size(); ++i) {
    push_bounded(held_[i]);
  }
  held_.reset();
  push_bounded({time, value});
}

double BreathWitness::bounded(double value) const {
  const double middle = usual_.median();
  const double reach = kQuartiles * (usual_.at(0.75) - usual_.at(0.25));
  return std::clamp(value, middle - reach, middle + reach);
}

void BreathWitness::push_bounded(const Value& value) {
  grid_.push(value.time, bounded(value.value), [&](std::int64_t, double mean) { push_even(mean); });
}

void BreathWitness::push_even(double value) {
  ++steps_;
  if (steps_ == 1) {
    slow_ = value;
  }
  slow_ +=
      (value - slow_) * std::max(1.0 / static_cast<double>(steps_), kStepSeconds / kSlowSeconds);
  const double wave = value - slow_;
  const std::size_t size = series_.size();
  const double before = size > 0 ? series_.back() : wave;
  const double leaving = size == kLong ? series_.front() : 0.0;
  if (std::abs(leaving) > kWildest * std::abs(usual_.at(0.75) - usual_.at(0.25))) {
    long_.reset();
    short_.reset();
    series_.reset();
    steps_ = 1;
  } else {
    long_.push(wave, leaving);
    short_.push(wave, size >= kShort ? series_[size - kShort] : 0.0);
  }
  series_.push(wave);

  // The difference takes the falling background off; two poles keep out what is beside.
  first_ = first_ * turn_ + gain_ * (wave - before);
  const std::complex<double> was = second_;
  second_ = second_ * turn_ + gain_ * first_;
  strength_ += (std::norm(second_) - strength_) / kStrengthMemory;
  turned_ += std::conj(was) * second_;
}

std::complex<double> BreathWitness::take_turn() {
  const std::complex<double> turned = strength_ > 0.0 ? turned_ / strength_ : 0.0;
  turned_ = 0.0;
  return turned;
}

void BreathWitness::tune(double rate) {
  gain_ = kStepSeconds * rate / (60.0 * config_.memory);
  turn_ = std::polar(std::exp(-gain_), 2.0 * std::numbers::pi * rate / 60.0 * kStepSeconds);
}

void BreathWitness::weigh() {
  for (std::size_t i = 0; i < kRates; ++i) {
    const std::size_t half = kFirst + i;
    lately_[i] = half % 2 == 0 ? short_.power(half / 2)
                               : 0.5 * (short_.power(half / 2) + short_.power(half / 2 + 1));
    all_along_[i] = long_.power(half);
  }
  compare(lately_);
  compare(all_along_);
}

void BreathWitness::compare(Row& power) const {
  constexpr std::size_t kMiddle = kRates / 2;
  constexpr std::size_t kLower = kRates * 3 / 4;
  // The floor is read off the upper half of all rates, what falls off the lower three quarters: of
  // fewer a slow breath in the short window would be most.
  Row level = power;
  const double floor = level_of(level.begin() + kMiddle, level.end());
  for (std::size_t i = 0; i < kLower; ++i) {
    const double rate = BreathRateBelief::rate_of(i);
    level[i] = power[i] * rate * rate;
  }
  const double middle = BreathRateBelief::rate_of(kLower / 2);
  const double falling =
      std::max(level_of(level.begin(), level.begin() + kLower) - floor * middle * middle, 0.0);
  const Row whole = power;
  double most = 0.0;
  for (std::size_t i = 0; i < kRates; ++i) {
    const std::size_t half = kFirst + i;
    const double rate = BreathRateBelief::rate_of(i);
    if (half / 2 >= kFirst) {
      const std::size_t first = half / 2 - kFirst;
      power[i] -= config_.second_harmonic * 0.5 * (whole[first] + whole[first + half % 2]);
    }
    const double background =
        falling * background_[i] + floor * (1.0 + config_.wave_over_floor * near_wave(rate));
    power[i] = background > 0.0 ? std::max(power[i], 0.0) / background : 0.0;
    most = std::max(most, power[i]);
  }
  // A very clear peak keeps its shape instead of being cut flat.
  if (most > config_.most) {
    for (double& stands : power) {
      stands *= config_.most / most;
    }
  }
}

}  // namespace ebb
