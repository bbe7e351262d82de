#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/history.hpp"
#include "core/units.hpp"
#include "estimation/wave_fault.hpp"
#include "signal/moving_sum.hpp"
#include "signal/recent_samples.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

struct EcgBeat {
  double at = 0.0;         ///< samples since the first one pushed, with a fraction
  double amplitude = 0.0;  ///< of the R wave above the baseline; negative when it points down
  double quality = 0.0;    ///< 0..1: how far it stands out of the noise
};

/// Heart beats in an electrocardiogram, sample by sample: any lead, either polarity, any gain and
/// offset, 100 Hz to 20 kHz.
///
/// The steepness of the 5-20 Hz part, averaged over a QRS's length, makes one hump a beat; humps
/// are judged against the last eight beats' and the last eight noises' (Pan & Tompkins 1985;
/// Hamilton & Tompkins 1986; Hamilton 2002, "Open source ECG analysis", Computers in Cardiology
/// 29), with a test of slope against T waves and a look back when a beat is overdue. The instant is
/// that of the R wave itself, sought in the lead as it is, without a filter's delay.
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
    return advance(coarse);
  }
  /// At the end of a recording: what was still being waited for. Call until there is nothing.
  std::optional<EcgBeat> flush();
  void reset();

  [[nodiscard]] WaveFault fault() const { return fault_; }
  /// 0..1: of the last second of signal; 0 while there is a fault.
  [[nodiscard]] double quality() const;

 private:
  /// A hump of steepness that may be a beat.
  struct Candidate {
    double height = 0.0;
    double slope = 0.0;     ///< steepest within it
    std::int64_t step = 0;  ///< when, in steps of the coarse signal
    double at = 0.0;
    double amplitude = 0.0;
  };
  static constexpr std::size_t kRecent = 640;  ///< samples; 1.28 s at the highest inner rate

  void gather(double sample) {
    const bool number = sample - sample == 0.0;
    sum_ += number ? sample : last_;
    last_ = number ? sample : last_;
    damaged_ += number ? 0U : 1U;
  }
  std::optional<EcgBeat> advance(double coarse);
  void begin(double coarse);
  void find(double steepness);
  void offer(const Candidate& hump);
  void decide();
  void begin_judging();
  void judge(Candidate hump);
  void look_back();
  void accept(Candidate hump);
  void learn();
  void place(Candidate& hump) const;
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
  RecentSamples<kRecent> recent_;

  std::int64_t step_ = 0;
  double before_ = 0.0;
  double before_that_ = 0.0;
  double high_before_ = 0.0;
  double steepness_before_ = 0.0;
  double slope_ = 0.0;
  RecentSamples<64> smooth_;
  MovingSum<64> baseline_;
  MovingSum<64> steepness_;
  std::int64_t top_stands_;
  std::int64_t blank_;
  std::int64_t inspect_every_;
  std::int64_t inspected_ = 0;
  double delay_ = 0.0;  ///< of a hump's top behind its QRS, in samples of `recent_`

  Candidate rising_;
  Candidate offered_;
  bool judging_ = false;
  History<Candidate, 16> early_;
  SlidingQuantile<8> beats_;
  SlidingQuantile<8> noises_;
  SlidingQuantile<8> intervals_;
  double threshold_ = 0.0;
  double direction_ = 0.0;  ///< of the R waves so far, -1..1
  double overdue_ = 0.0;    ///< steps
  Candidate last_beat_;
  Candidate doubtful_;
  double highest_since_ = 0.0;
  std::int64_t doubted_ = 0;
  History<EcgBeat, 24> ready_;
  WaveFault fault_ = WaveFault::none;
};

}  // namespace ebb
