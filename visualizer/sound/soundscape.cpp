#include "visualizer/sound/soundscape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace ebb::sound {
namespace {

constexpr double kQuickestRise = 0.2;   ///< s from silent to full, however soon it is asked for
constexpr double kQuickestFall = 0.05;  ///< s: no click, even for whoever leaves
constexpr double kTurning = 0.3;        ///< s around the turn in which the timbre changes
constexpr double kLonger = 0.75;        ///< an exponent below 1 keeps the out-breath audible longer
constexpr double kFullScale = 32'767.0;

double raised_cosine(double part) {
  return 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(part, 0.0, 1.0));
}

double seconds(Microseconds time) { return Seconds{time}.count(); }

/// 1 in the in-breath, 0 in the out-breath; half way at the turn itself.
double brightness(const PlannedBreath& breath, HostTime t) {
  return 1.0 - raised_cosine(0.5 + seconds(t - breath.turn()) / kTurning);
}

}  // namespace

Soundscape::Soundscape(Config config, std::unique_ptr<Voice> voice)
    : config_(config), voice_(std::move(voice)) {}

void Soundscape::render(HostTime from, std::span<std::int16_t> block) {
  if (silent()) {
    std::fill(block.begin(), block.end(), std::int16_t{0});
    inhaling_.reset();
    return;
  }
  const double period = 1e6 / config_.sample_rate;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const auto passed = static_cast<std::int64_t>(static_cast<double>(i) * period);
    const double sample = next(from + Microseconds{passed}) * config_.peak;
    block[i] = static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0, 1.0) * kFullScale));
  }
}

double Soundscape::next(HostTime t) {
  const double within = sounding_.within.count();
  const double aim = std::clamp(sounding_.level, 0.0, 1.0);
  if (level_ < aim) {
    level_ = std::min(aim, level_ + 1.0 / (std::max(within, kQuickestRise) * config_.sample_rate));
  } else {
    level_ = std::max(aim, level_ - 1.0 / (std::max(within, kQuickestFall) * config_.sample_rate));
  }
  const PlannedBreath& breath = sounding_.breath;
  const bool inhaling = breath.inhaling_at(t);
  if (inhaling_ != inhaling) {
    inhaling_ = inhaling;
    voice_->turn(inhaling);
  }
  const double bright = brightness(breath, t);
  const double size = breath.size_at(t);
  const double longer = bright + (1.0 - bright) * kLonger;
  return raised_cosine(level_) * std::pow(size, longer) * voice_->next({size, bright});
}

}  // namespace ebb::sound
