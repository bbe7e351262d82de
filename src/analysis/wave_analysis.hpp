#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "analysis/findings.hpp"
#include "analysis/heart_analysis.hpp"
#include "analysis/joint_breath.hpp"
#include "core/reading.hpp"
#include "core/units.hpp"
#include "estimation/beats/ecg_beats.hpp"
#include "estimation/breath/wave_breath_tracker.hpp"
#include "estimation/intervals/interval_judge.hpp"

namespace ebb {

/// An even waveform through a beat finder (EcgBeats, PpgBeats) and then through HeartAnalysis. A
/// wave that is faster than the finder takes is averaged down. The breathing rate is the one that
/// intervals and the beats' shapes tell together, single breaths are those that the heart shows.
template <class Finder>
class WaveAnalysis {
 public:
  /// `joint`: what this wave shows of the breath goes there as well.
  explicit WaveAnalysis(Hertz rate, std::shared_ptr<JointBreath> joint = nullptr)
      : joint_(std::move(joint)),
        thin_(thinning(rate)),
        rate_(rate.value() / static_cast<double>(thin_)),
        hole_(static_cast<std::uint64_t>(kHole * rate_)),
        finder_(Hertz{rate_}) {}
  [[nodiscard]] static bool works_at(Hertz rate) {
    return Finder::works_at(Hertz{rate.value() / static_cast<double>(thinning(rate))});
  }

  /// The next sample; nothing = it is missing.
  void push(std::optional<double> value) {
    sum_ += value.value_or(0.0);
    present_ += value ? 1U : 0U;
    if (++gathered_ < thin_) {
      return;
    }
    const double mean = present_ > 0 ? sum_ / static_cast<double>(present_)
                                     : std::numeric_limits<double>::quiet_NaN();
    missing_ = present_ > 0 ? 0 : missing_ + 1;
    if (missing_ == hole_) {
      holes_.push_back(static_cast<double>(samples_));
    }
    sum_ = 0.0;
    gathered_ = present_ = 0;
    ++samples_;
    const HostTime time = time_of(static_cast<double>(samples_ - 1));
    breath_.push(kWave, time, mean);
    if (joint_) {
      joint_->push(kWave, time, mean);
    }
    take(finder_.push(mean));
    note_second();
  }
  /// So many samples are missing at once.
  void skip(std::uint64_t samples) {
    while (take(finder_.flush())) {
    }
    if constexpr (requires { finder_.interrupt(); }) {
      finder_.interrupt();
    } else {
      finder_.reset();
    }
    samples_ += samples / thin_;
    began_ = samples_;
    holes_.push_back(static_cast<double>(samples_));
    for (; static_cast<double>(signal_.size() + 1) * rate_ <= static_cast<double>(samples_);) {
      signal_.push_back({static_cast<double>(signal_.size() + 1), 0.0, SignalFault::damaged});
    }
    note_rate(time_of(static_cast<double>(samples_)));
  }
  Findings finish() {
    while (take(finder_.flush())) {
    }
    Findings found = beats_.finish();
    found.seconds = static_cast<double>(samples_) / rate_;
    found.signal = std::move(signal_);
    note_rate(at_seconds<HostTime>(found.seconds));
    found.breath.series = std::move(rates_);
    found.breath.rate_bpm = weighted_median(found.breath.series);
    return found;
  }

 private:
  static constexpr StreamKind kWave =
      std::is_same_v<Finder, EcgBeats> ? StreamKind::ecg : StreamKind::ppg;
  static constexpr double kHole = 0.3;        // seconds; a beat may be lost in it
  static constexpr double kFastest = 1000.0;  // of a finder that has its own opinion

  static std::size_t thinning(Hertz rate) {
    return Finder::works_at(rate) || !(rate.value() > kFastest)
               ? 1
               : static_cast<std::size_t>(std::ceil(rate.value() / kFastest));
  }
  template <class Found>
  bool take(const std::optional<Found>& beat) {
    if (beat) {
      const double at = beat->at + static_cast<double>(began_);
      bool after_hole = false;
      if constexpr (requires { beat->after_gap; }) {
        after_hole = beat->after_gap;
      }
      while (next_hole_ < holes_.size() && holes_[next_hole_] <= at) {
        after_hole = true;
        ++next_hole_;
      }
      const HostTime time = time_of(at);
      beats_.push_beat(to_seconds(time), after_hole);
      hear(time, after_hole);
    }
    return beat.has_value();
  }
  /// Of a place in the samples, which are means over `thin_`.
  [[nodiscard]] HostTime time_of(double sample) const {
    const double middle = 0.5 * static_cast<double>(thin_ - 1) / static_cast<double>(thin_);
    return at_seconds<HostTime>((sample + middle) / rate_);
  }
  void hear(HostTime time, bool after_hole) {
    if (heard_ && time <= *heard_) {
      return;
    }
    Beat beat{time};
    if (heard_ && !after_hole) {
      beat.interval = time - *heard_;
    } else {
      beat.verdict = IntervalVerdict::gap;
    }
    heard_ = time;
    if (const std::optional<Beat> judged = judge_.push(beat)) {
      breath_.push(kWave, *judged);
      if (joint_) {
        joint_->push(kWave, *judged);
      }
    }
  }
  void note_second() {
    if (static_cast<double>(samples_) >= static_cast<double>(signal_.size() + 1) * rate_) {
      signal_.push_back(
          {static_cast<double>(signal_.size() + 1), finder_.quality(), finder_.fault()});
      note_rate(time_of(static_cast<double>(samples_)));
    }
  }
  void note_rate(HostTime now) {
    note_rates(breath_, now, rates_);
    if (joint_) {
      joint_->note(now);
    }
  }

  std::shared_ptr<JointBreath> joint_;
  std::size_t thin_;
  double rate_;
  std::uint64_t hole_;
  Finder finder_;
  HeartAnalysis beats_;
  IntervalJudge judge_;
  WaveBreathTracker breath_;
  std::optional<HostTime> heard_;  ///< the last beat
  std::vector<BreathPoint> rates_;
  std::vector<QualityPoint> signal_;
  std::vector<double> holes_;  ///< samples at which something had been lost
  std::size_t next_hole_ = 0;
  std::uint64_t samples_ = 0;
  std::uint64_t began_ = 0;  ///< the sample that the finder counts from
  std::uint64_t missing_ = 0;
  double sum_ = 0.0;
  std::size_t gathered_ = 0;
  std::size_t present_ = 0;
};

}  // namespace ebb
