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
constexpr double kVoiceComes = 0.2;     ///< s
constexpr double kVoiceLeaves = 0.15;   ///< s: with what is on its way, under 0.3 s
constexpr double kUnderVoice = 0.35;    ///< of the guide's level while somebody speaks
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

/// As loud as any other, however it was recorded; all but silence is not raised without end.
void Soundscape::speak(std::vector<float> recording) {
  constexpr float kFaintest = 0.05F;
  float most = kFaintest;
  for (const float sample : recording) {
    most = std::max(most, std::abs(sample));
  }
  for (float& sample : recording) {
    sample /= most;
  }
  recording_ = std::move(recording);
  spoken_ = recording_.size();
  voice_level_ = 0.0;
}

/// What is asked for no longer leaves before another begins.
double Soundscape::next_spoken() {
  const bool wanted = sounding_.voice != 0 && sounding_.voice == voice_heard_;
  const double rate = config_.sample_rate;
  if (wanted && speaking()) {
    voice_level_ = std::min(1.0, voice_level_ + 1.0 / (kVoiceComes * rate));
  } else {
    voice_level_ = std::max(0.0, voice_level_ - 1.0 / (kVoiceLeaves * rate));
    if (voice_level_ == 0.0 && !wanted) {
      spoken_ = sounding_.voice != 0 ? 0 : recording_.size();
      voice_heard_ = sounding_.voice;
    }
  }
  return speaking() ? raised_cosine(voice_level_) * static_cast<double>(recording_[spoken_++])
                    : 0.0;
}

void Soundscape::render(HostTime from, std::span<std::int16_t> block) {
  if (silent()) {
    std::fill(block.begin(), block.end(), std::int16_t{0});
    inhaling_.reset();
    return;
  }
  const double period = 1e6 / config_.sample_rate;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const auto passed = static_cast<std::int64_t>(static_cast<double>(i) * period);
    const double spoken = next_spoken() * config_.voice_peak;
    const double under = 1.0 - (1.0 - kUnderVoice) * voice_level_;
    const double sample = next(from + Microseconds{passed}) * config_.peak * under + spoken;
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
