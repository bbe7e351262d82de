#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/history.hpp"
#include "core/units.hpp"
#include "estimation/beats/ecg_judge.hpp"
#include "estimation/beats/ecg_placement.hpp"
#include "estimation/beats/ecg_waves.hpp"
#include "estimation/beats/wave_fault.hpp"

namespace ebb {

struct EcgBeat {
  double at = 0.0;         ///< samples since the first one pushed, with a fraction
  double amplitude = 0.0;  ///< of the R wave above the baseline; negative when it points down
  double quality = 0.0;    ///< 0..1: the chance that it is a beat; 0 for the first ones
};

/// Heart beats in an electrocardiogram, sample by sample: any lead, either polarity, any gain and
/// offset, 80 Hz to 20 kHz. Beats are sought in the lead at about 120 Hz (EcgWaves, EcgJudge) and
/// placed on it at up to 500 Hz (place_r_wave).
///
/// A beat is told about 350 ms after its R wave; later only when it was found by looking back, or
/// in the first second and a half, after which the first beats come together. Values that are no
/// numbers, or beyond 1e100, are passed over as if the signal stood still, before the first number
/// as if it had not begun.
class EcgBeats {
 public:
  explicit EcgBeats(Hertz rate);
  /// Whether push() can be expected to find beats at this rate.
  [[nodiscard]] static bool works_at(Hertz rate);

  /// The oldest beat that has been found and not been told yet.
  std::optional<EcgBeat> push(double sample) {
    if (!begun_ && !begins(sample)) {
      return std::nullopt;
    }
    gather(sample);
    if (++gathered_ < thin_) {
      return std::nullopt;
    }
    gathered_ = 0;
    const double mean = sum_ * per_thin_;
    sum_ = 0.0;
    recent_.push(mean);
    coarse_ += mean;
    if (++coarse_gathered_ < coarsen_) {
      return std::nullopt;
    }
    coarse_gathered_ = 0;
    const double coarse = coarse_ * per_coarse_;
    coarse_ = 0.0;
    double steepness = 0.0;
    waves_.steepen({&coarse, 1}, &steepness);
    advance(steepness);
    return next();
  }
  /// The same of many samples, beat by beat into `told`, and faster.
  template <class Told>
  void push(std::span<const double> samples, Told told) {
    std::size_t i = 0;
    while (i < samples.size()) {
      i += push_steps(samples.subspan(i), told);
      if (i < samples.size()) {
        if (const std::optional<EcgBeat> beat = push(samples[i++])) {
          told(*beat);
        }
      }
    }
  }
  /// At the end of a recording: what was still being waited for. Call until there is nothing.
  std::optional<EcgBeat> flush();
  void reset();

  /// Why not to trust what is found, looked at once a second; `motion` is noise that may be taken
  /// for beats.
  [[nodiscard]] WaveFault fault() const { return fault_; }
  /// 0..1: of what is found now; 0 while there is a fault or a long silence.
  [[nodiscard]] double quality() const;

 private:
  static constexpr std::size_t kMostSteps = EcgWaves::kBlock;
  static constexpr std::size_t kMostCoarsening = 8;

  /// A number, and none whose squares are not.
  static bool is_sound(double sample) { return std::abs(sample) < 1e100; }
  bool begins(double sample) {
    begun_ = is_sound(sample);
    passed_ += begun_ ? 0.0 : 1.0;
    fault_ = passed_ >= rate_ ? WaveFault::damaged : WaveFault::none;
    return begun_;
  }
  void gather(double sample) {
    const bool number = is_sound(sample);
    sum_ += number ? sample : last_;
    last_ = number ? sample : last_;
    damaged_ += number ? 0U : 1U;
  }
  /// What of the samples makes whole steps without a damaged one among them; says how many.
  template <class Told>
  std::size_t push_steps(std::span<const double> samples, Told& told) {
    const std::size_t per_step = thin_ * coarsen_;
    std::size_t taken = 0;
    std::size_t steps = kMostSteps;
    while (gathered_ == 0 && coarse_gathered_ == 0 && steps == kMostSteps) {
      const auto rest = samples.subspan(taken);
      std::array<double, kMostSteps> coarse;
      steps = thin_ == 1 ? gather_steps<1>(rest, coarse) : gather_steps<0>(rest, coarse);
      if (steps > 0) {
        taken += steps * per_step;
        begun_ = true;
        last_ = samples[taken - 1];
        advance({coarse.data(), steps}, told);
      }
    }
    return taken;
  }
  /// The means of as many whole steps as there are, up to the first damaged one. `thin` is thin_
  /// where the compiler may know it.
  template <std::size_t thin>
  std::size_t gather_steps(std::span<const double> samples,
                           std::array<double, kMostSteps>& coarse) {
    const std::size_t per_fine = thin > 0 ? thin : thin_;
    const std::size_t most = std::min(kMostSteps, samples.size() / (per_fine * coarsen_));
    std::array<double, kMostSteps * kMostCoarsening> fine;
    const double* next = samples.data();
    double* mean = fine.data();
    std::size_t steps = 0;
    for (; steps < most; ++steps) {
      double step = 0.0;
      bool sound = true;
      for (std::size_t i = 0; i < coarsen_; ++i) {
        double sum = 0.0;
        for (std::size_t k = 0; k < per_fine; ++k) {
          sound = is_sound(*next) && sound;
          sum += *next++;
        }
        *mean = sum * per_thin_;
        step += *mean++;
      }
      if (!sound) {
        break;
      }
      coarse[steps] = step * per_coarse_;
    }
    recent_.push({fine.data(), steps * coarsen_});
    return steps;
  }
  template <class Told>
  void advance(std::span<const double> coarse, Told& told) {
    std::array<double, kMostSteps> steepness;
    waves_.steepen(coarse, steepness.data());
    for (std::size_t i = 0; i < coarse.size(); ++i) {
      advance(steepness[i]);
      if (!ready_.empty()) {
        told(*next());
      }
    }
  }
  void advance(double steepness) {
    ++step_;
    if (const std::optional<Hump> hump = waves_.push(steepness)) {
      decide(*hump);
    }
    if (judge_.has_begun()) {
      look_back();
    }
    if (step_ >= inspected_ + inspect_every_) {
      inspect();
    }
  }
  std::optional<EcgBeat> next() {
    if (ready_.empty()) {
      return std::nullopt;
    }
    const EcgBeat beat = ready_.front();
    ready_.drop_front();
    return beat;
  }
  void decide(const Hump& hump);
  void begin_judging();
  void judge(EcgWave wave);
  void look_back() {
    if (const std::optional<EcgWave> missing = judge_.look_back(step_)) {
      accept(*missing);
    }
  }
  void accept(EcgWave wave);
  void place(EcgWave& wave) const;
  void inspect();
  /// The samples of `recent_` that the steps so far were made of.
  [[nodiscard]] std::int64_t fine_end() const {
    return step_ * static_cast<std::int64_t>(coarsen_);
  }

  double rate_;
  std::size_t thin_;  ///< samples to one of `recent_`
  double fine_rate_;
  std::size_t coarsen_;  ///< of those to one step
  double step_rate_;
  double per_thin_;
  double per_coarse_;
  bool begun_ = false;
  double passed_ = 0.0;  ///< samples before the first number
  std::size_t gathered_ = 0;
  std::size_t coarse_gathered_ = 0;
  std::size_t damaged_ = 0;
  double sum_ = 0.0;
  double last_ = 0.0;
  double coarse_ = 0.0;
  EcgRecent recent_;

  std::int64_t step_ = 0;
  std::int64_t inspect_every_;
  std::int64_t inspected_ = 0;
  EcgWaves waves_;
  EcgJudge judge_;
  History<EcgWave, 16> early_;
  double direction_ = 0.0;  ///< of the R waves so far, -1..1
  History<EcgBeat, 24> ready_;
  WaveFault fault_ = WaveFault::none;
};

}  // namespace ebb
