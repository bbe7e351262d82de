#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/history.hpp"
#include "core/units.hpp"
#include "estimation/ecg_judge.hpp"
#include "estimation/ecg_placement.hpp"
#include "estimation/ecg_waves.hpp"
#include "estimation/wave_fault.hpp"

namespace ebb {

struct EcgBeat {
  double at = 0.0;         ///< samples since the first one pushed, with a fraction
  double amplitude = 0.0;  ///< of the R wave above the baseline; negative when it points down
  double quality = 0.0;    ///< 0..1: how far it stands out of the noise
};

/// Heart beats in an electrocardiogram, sample by sample: any lead, either polarity, any gain and
/// offset, 80 Hz to 20 kHz. Beats are sought in the lead at about 120 Hz (EcgWaves, EcgJudge) and
/// placed on it at up to 500 Hz (place_r_wave).
///
/// A beat is told about 350 ms after its R wave; later only when it was found by looking back, or
/// in the first second and a half, after which the first beats come together. Values that are no
/// numbers are passed over as if the signal stood still.
class EcgBeats {
 public:
  explicit EcgBeats(Hertz rate);
  /// Whether push() can be expected to find beats at this rate.
  [[nodiscard]] static bool works_at(Hertz rate);

  /// The oldest beat that has been found and not been told yet.
  std::optional<EcgBeat> push(double sample) {
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
    advance(coarse);
    return next();
  }
  /// At the end of a recording: what was still being waited for. Call until there is nothing.
  std::optional<EcgBeat> flush();
  void reset();

  [[nodiscard]] WaveFault fault() const { return fault_; }
  /// 0..1: of the last second of signal; 0 while there is a fault.
  [[nodiscard]] double quality() const;

 private:
  void gather(double sample) {
    const bool number = sample - sample == 0.0;
    sum_ += number ? sample : last_;
    last_ = number ? sample : last_;
    damaged_ += number ? 0U : 1U;
  }
  void advance(double coarse) {
    ++step_;
    if (const std::optional<Hump> hump = waves_.push(coarse)) {
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

  double rate_;
  std::size_t thin_;  ///< samples to one of `recent_`
  double fine_rate_;
  std::size_t coarsen_;  ///< of those to one step
  double step_rate_;
  double per_thin_;
  double per_coarse_;
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
