#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/history.hpp"
#include "core/units.hpp"
#include "estimation/wave_fault.hpp"
#include "signal/hump_finder.hpp"
#include "signal/moving_sum.hpp"
#include "signal/recent_samples.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

/// A pulse, and what breathing changes in it.
struct PpgBeat {
  double at = 0.0;         ///< samples since the first one pushed, with a fraction
  double amplitude = 0.0;  ///< foot to peak, in the signal's units; never negative
  double baseline = 0.0;   ///< midway between foot and peak, in the signal's units
  double rise = 0.0;       ///< seconds foot to peak would take at the steepest slope
  double quality = 0.0;    ///< 0..1
};

/// Pulse beats in a photoplethysmogram, sample by sample, 20 Hz to 2 kHz, any gain and offset. A
/// beat's instant is the steepest point of its upstroke, which keeps its place in the heart's
/// cycle better than the peak or the foot do.
///
/// The slope is the mean of the eighth of a second after less that of the eighth before; its humps
/// are upstrokes, judged against the last eight beats' and noises' like a slope sum (Zong et al.
/// 2003, "An open-source algorithm to detect onset of arterial blood pressure pulses", Computers
/// in Cardiology 30), with a rest after each beat that follows the heart's own pace and keeps the
/// dicrotic wave out (Elgendi et al. 2013, PLoS ONE 8). Which way the pulse points is learnt: the
/// upstroke is its steeper side.
///
/// A beat is told about half a second after its upstroke; the first ones after three seconds.
class PpgBeats {
 public:
  explicit PpgBeats(Hertz rate);
  [[nodiscard]] static bool works_at(Hertz rate);

  /// The oldest beat that has been found and not been told yet.
  std::optional<PpgBeat> push(double sample);
  /// At the end of a recording: what was still being waited for. Call until there is nothing.
  std::optional<PpgBeat> flush();
  void reset();

  [[nodiscard]] WaveFault fault() const { return fault_; }
  [[nodiscard]] double quality() const;
  /// Whether the pulse points down, as in the light that comes back through a finger.
  [[nodiscard]] bool inverted() const { return inverted_; }

 private:
  static constexpr std::size_t kWidest = 32;
  static constexpr std::size_t kKept = 512;  ///< values: from 3 s before begin_judging on

  std::optional<PpgBeat> advance(double value);
  std::optional<PpgBeat> next();
  void learn_usual(double slope);
  void learn_polarity();
  void begin_judging();
  void judge(const Hump& hump);
  void look_back();
  void accept(const Hump& hump);
  void measure(const Hump& hump, PpgBeat& beat) const;
  void learn();
  void inspect(double value, double slope);

  double rate_;
  std::size_t thin_;
  double step_rate_;
  std::size_t gathered_ = 0;
  double sum_ = 0.0;
  double last_ = 0.0;

  std::int64_t step_ = 0;
  RecentSamples<kKept> values_;
  MovingSum<kWidest> ahead_;
  MovingSum<kWidest> smoother_;
  History<double, kWidest + 1> sums_;
  double delay_ = 0.0;  ///< of the slope behind the signal, steps
  HumpFinder up_;
  HumpFinder down_;

  double squares_ = 0.0;  ///< mean square of the slope
  SlidingQuantile<24> ups_;
  SlidingQuantile<24> downs_;
  bool inverted_ = false;
  bool judging_ = false;
  History<Hump, 24> early_up_;
  History<Hump, 24> early_down_;
  SlidingQuantile<8> beats_;
  SlidingQuantile<8> noises_;
  SlidingQuantile<8> intervals_;
  double threshold_ = 0.0;
  double usual_ = 0.0;  ///< steps between beats; 0 until known
  Hump last_beat_;
  Hump doubtful_;
  double highest_since_ = 0.0;
  std::int64_t doubted_ = 0;
  History<PpgBeat, 24> ready_;

  std::int64_t inspected_ = 0;
  std::int64_t same_ = 0;  ///< values equal to the one before, since inspected
  std::int64_t damaged_ = 0;
  double low_ = 0.0;
  double high_ = 0.0;
  double strongest_ = 0.0;
  WaveFault fault_ = WaveFault::none;
};

}  // namespace ebb
