#include "estimation/beats/ecg_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ebb {
namespace {

/// The way from noise to beats at which the threshold stands: low in a quiet lead, where a small
/// beat can be told from nothing, and higher the noisier it is.
constexpr double kLowest = 0.28;
constexpr double kHighest = 0.45;
constexpr double kPerNoise = 1.5;   ///< times noise / beats
constexpr double kDoubtful = 0.5;   ///< of the threshold, when a beat is overdue
constexpr double kHopeless = 0.35;  ///< the same, of waves not worth remembering
constexpr double kOverdue = 1.6;    ///< usual intervals
constexpr double kForget = 2.0;     ///< times that: the forms that were learnt fit no more
/// A wave this like the beats counts for its height, one that is not like them at all for half.
constexpr double kLike = EcgShapes::kUnknown;
constexpr double kTWave = 0.36;  ///< s
/// A T wave's slope is less than this share of the beat's, the later it comes the less.
constexpr double kTSlope = 0.5;
constexpr double kTSlopeLate = 0.35;
constexpr double kTEarly = 0.25;  ///< s
/// So soon after a beat only a wave of about its height is one.
constexpr double kSoon = 0.28;  ///< s
constexpr double kSoonHeight = 0.8;
constexpr std::size_t kFewest = 3;  ///< beats that say how like each other they are
constexpr double kSilence = 3.0;    ///< s without a beat: what was learnt may be wrong
constexpr double kEven = 0.6;       ///< of the highest: so high is each of a row of beats
/// Of the evidence for a beat, by logistic regression over 23 records, two leads each, and the same
/// with electrode noise of four strengths; leaving out one record at a time, 3.6 % of the beats of
/// chance 0.8 and more were none.
constexpr std::array<double, 5> kWeights{-1.28, -2.06, 1.67, -5.24, 1.87};

}  // namespace

EcgJudge::EcgJudge(double step_rate) : step_rate_(step_rate), overdue_(kOverdue * step_rate) {}

void EcgJudge::begin(double height) {
  beats_.push(height);
  noises_.push(0.0);
  learn();
}

bool EcgJudge::is_t_wave(const EcgWave& wave, double since) const {
  if (last_beat_.height <= 0.0 || since >= kTWave) {
    return false;
  }
  if (since < kSoon && wave.worth < kSoonHeight * last_beat_.height) {
    return true;
  }
  const double late = std::max(0.0, (since - kTEarly) / (kTWave - kTEarly));
  return wave.slope < (kTSlope + (kTSlopeLate - kTSlope) * late) * last_beat_.slope;
}

void EcgJudge::weigh(EcgWave& wave) const {
  wave.match = shapes_.match(wave.shape);
  wave.worth = wave.height / (1.0 + kLike - shapes_.likeness(wave.match));
}

EcgJudge::Verdict EcgJudge::judge(EcgWave& wave) {
  highest_since_ = std::max(highest_since_, wave.height);
  if (wave.height > kDoubtful * kLike * threshold_) {
    weigh(wave);
  }
  const double since = static_cast<double>(wave.step - last_beat_.step) / step_rate_;
  const bool t_wave = is_t_wave(wave, since);
  if (wave.worth > threshold_ && !t_wave) {
    return Verdict::beat;
  }
  noises_.push(wave.height);
  learn();
  const bool apart = last_beat_.height <= 0.0 || since > kTWave;
  if (wave.worth < kHopeless * threshold_) {
    return Verdict::noise;
  }
  return !t_wave && apart && wave.worth > doubtful_.worth ? Verdict::doubtful : Verdict::noise;
}

void EcgJudge::accept(const EcgWave& wave) {
  if (last_beat_.height > 0.0) {
    intervals_.push(static_cast<double>(wave.step - last_beat_.step));
    const double usual = intervals_.size() < 2 ? step_rate_ : intervals_.median();
    const double interval = std::max<double>(1.0, static_cast<double>(wave.step - last_beat_.step));
    unevenness_.push(std::min(std::abs(std::log(interval / usual)), 1.0));
    overdue_ = kOverdue * usual;
  }
  beats_.push(wave.height);
  likenesses_.push(shapes_.likeness(wave.match));
  shapes_.learn(wave.shape, wave.match);
  learn();
  last_beat_ = wave;
  doubtful_ = EcgWave{};
  highest_since_ = 0.0;
  doubted_ = wave.step;
}

std::optional<EcgWave> EcgJudge::found_missing(std::int64_t step) {
  if (doubtful_.worth > kDoubtful * threshold_ && beats_.size() > 1) {
    return doubtful_;
  }
  const auto since = static_cast<double>(step - last_beat_.step);
  if (since > kForget * overdue_) {
    shapes_.forget();
  }
  const double silence = kSilence * step_rate_;
  if (since > silence && static_cast<double>(step - doubted_) > silence) {
    // After a great disturbance what followed it is the better measure; after a true pause the
    // noise keeps the threshold up.
    doubted_ = step;
    const double least = std::max(3.0 * noises_.median(), 1.5 * highest_since_);
    const double highest = std::exchange(highest_since_, 0.0);
    if (beats_.median() > least) {
      beats_.reset();
      beats_.push(least);
      learn();
    } else if (likenesses_.size() < kFewest && noises_.at(0.0) > kEven * highest) {
      // Nothing but waves of one height after a step at the beginning: the beats themselves have
      // become the noise. Later it may be a pause.
      beats_.reset();
      beats_.push(1.5 * highest);
      noises_.reset();
      noises_.push(0.0);
      learn();
    }
  }
  return std::nullopt;
}

void EcgJudge::learn() {
  const double noise = noises_.median();
  const double beats = beats_.median();
  const double share = beats > 0.0 ? kLowest + kPerNoise * noise / beats : kLowest;
  threshold_ = noise + std::min(share, kHighest) * (beats - noise);
}

std::array<double, 5> EcgJudge::evidence() const {
  const double beats = beats_.median();
  const double noise = beats > 0.0 ? std::min(noises_.median() / beats, 1.0) : 1.0;
  const double log_noise = std::log(noise + 0.03);
  return {1.0, log_noise, likenesses_.at(0.2), unevenness_.median(),
          unevenness_.median() * log_noise};
}

double EcgJudge::chance() const {
  if (beats_.size() < kFewest) {
    return 0.0;
  }
  double sum = 0.0;
  const std::array<double, 5> evidence = this->evidence();
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    sum += kWeights[i] * evidence[i];
  }
  return 1.0 / (1.0 + std::exp(-sum));
}

bool EcgJudge::doubts() const { return beats_.size() >= kFewest && chance() < 0.5; }

}  // namespace ebb
