#include "estimation/breath/breath_witness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "estimation/breath/breath_spectrum.hpp"

namespace ebb {
namespace {

constexpr double kStepSeconds = 0.5;
constexpr double kSlowSeconds = 8.0;
constexpr Microseconds kLongestBridge{6'000'000};
constexpr double kQuartiles = 3.0;
/// A single precision sum never forgets a value so much larger than the others.
constexpr double kWildest = 1e4;
constexpr double kLargest = 1e15;
constexpr float kLeastPower = 1e-30F;
constexpr double kStrengthMemory = 50.0;  // steps

}  // namespace

BreathWitness::BreathWitness(Config config) : config_(config) {
  for (std::size_t i = 0; i < kRates; ++i) {
    const auto place = static_cast<Eigen::Index>(i);
    const double rate = BreathRateBelief::rate_of(i);
    const double wave = near_pressure_wave(rate);
    flattening_[place] = static_cast<float>(rate * rate);
    falling_[place] = static_cast<float>((1.0 + config_.wave_over_falling * wave) / (rate * rate));
    floor_[place] = static_cast<float>(1.0 + config_.wave_over_floor * wave);
  }
  lately_.setZero();
  all_along_.setZero();
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
  const double before = series_.empty() ? wave : series_.back();
  const bool full = series_.size() == kLong;
  if (full && std::abs(series_.front()) > kWildest * std::abs(usual_.at(0.75) - usual_.at(0.25))) {
    long_.reset();
    short_.reset();
    series_.reset();
    steps_ = 1;
  }
  const std::size_t size = series_.size();
  long_.push(wave, size == kLong ? series_.front() : 0.0);
  short_.push(wave, size >= kShort ? series_[size - kShort] : 0.0);
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
  lately_ = stands_of(between_wide_bins(short_.powers()));
  all_along_ = stands_of(long_.powers().head<kRates>());
}

BreathWitness::Row BreathWitness::stands_of(const Row& power) const {
  // The floor is read off the upper half of all rates, what falls off the lower three quarters: of
  // fewer a slow breath in the short window would be most.
  constexpr Eigen::Index kLower = kRates * 3 / 4;
  constexpr double kMiddle = BreathRateBelief::rate_of(kLower / 2);
  constexpr auto kSquaredMiddle = static_cast<float>(kMiddle * kMiddle);
  const Row above = power + kLeastPower;
  const float floor = level_of(above.tail<kRates / 2>());
  const float lower = level_of((above * flattening_).head<kLower>().eval());
  const float falling = std::max(lower - floor * kSquaredMiddle, 0.0F);
  Row own = without_second_harmonics(power, config_.second_harmonic);
  own = own.max(0.0F) / (falling * falling_ + floor * floor_);
  // A very clear peak keeps its shape instead of being cut flat.
  const float most = own.maxCoeff();
  const auto limit = static_cast<float>(config_.most);
  return most > limit ? Row{own * (limit / most)} : own;
}

}  // namespace ebb
