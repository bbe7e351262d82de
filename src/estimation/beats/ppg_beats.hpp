#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/history.hpp"
#include "core/units.hpp"
#include "estimation/beats/ppg_measure.hpp"
#include "estimation/beats/ppg_motion.hpp"
#include "estimation/beats/ppg_rhythm.hpp"
#include "estimation/beats/ppg_shape.hpp"
#include "estimation/beats/ppg_slope.hpp"
#include "estimation/beats/ppg_steps.hpp"
#include "estimation/beats/ppg_trust.hpp"
#include "estimation/beats/ppg_watch.hpp"
#include "estimation/beats/wave_fault.hpp"
#include "signal/hump_finder.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

/// A pulse, and what breathing changes in it.
struct PpgBeat {
  double at = 0.0;         ///< samples since the first one pushed, with a fraction
  double amplitude = 0.0;  ///< foot to peak, in the signal's units; never negative
  double baseline = 0.0;   ///< midway between foot and peak, in the signal's units
  double rise = 0.0;       ///< seconds foot to peak would take at the steepest slope
  double quality = 0.0;    ///< 0..1
  bool after_gap = false;  ///< something was left out since the beat before: no interval
};

/// Pulse beats in a photoplethysmogram, sample by sample, 20 Hz to 20 kHz, any gain and offset. A
/// beat's instant is the steepest point of its upstroke, which keeps its place in the heart's
/// cycle better than the peak or the foot do.
///
/// Humps of the slope are upstrokes or not, by how much there is in them of this person's own
/// pulse (PpgShape), against the last eight beats, and by when they come in the rhythm that the
/// signal repeats itself in (PpgRhythm): what comes early has to be large, so the dicrotic wave
/// stays out. Which way the pulse points is learnt: the upstroke is the steeper side. A beat that
/// is overdue is looked back for. When nothing is left of shape and rhythm, nothing is told.
///
/// A beat is told within 0.6 s of its upstroke; later only when it was looked back for, and in the
/// first three seconds, after which the first beats come together.
class PpgBeats {
 public:
  explicit PpgBeats(Hertz rate);
  [[nodiscard]] static bool works_at(Hertz rate);

  /// The oldest beat that has been found and not been told yet. NaN = a sample is missing.
  std::optional<PpgBeat> push(double sample);
  /// At the end of a recording: what was still being waited for. Call until there is nothing.
  std::optional<PpgBeat> flush();
  /// Samples were lost: what follows counts from 0 again and is not joined to what was, but the
  /// person and the light are still the same. What flush() would tell is lost unless asked for.
  void interrupt();
  void reset();

  /// Why there are no beats just now; the reason changes at most once a second.
  [[nodiscard]] WaveFault fault() const;
  [[nodiscard]] double quality() const;
  /// Whether the pulse points down, as in the light that comes back through a finger.
  [[nodiscard]] bool inverted() const { return side_ == down; }

 private:
  enum Side : std::uint8_t { up, down };
  static constexpr std::size_t kRecalled = 24;
  /// A hump with what was made of it.
  struct Candidate {
    Hump hump;
    PpgShape::Match match;
    double score = 0.0;
  };

  void miss();
  void finish();
  void advance(double value);
  std::optional<PpgBeat> next();
  void hear(Side side, const std::optional<Hump>& hump);
  void weigh_sides(const Hump& beat);
  void begin();
  void learn(Side side);
  [[nodiscard]] double usual_height(Side side) const;
  void judge(const Hump& hump);
  [[nodiscard]] double wanted(double intervals) const;
  void look_back();
  void learn_if_lost();
  void accept(const Candidate& candidate);
  void tell(const Candidate& candidate);
  [[nodiscard]] double sign() const { return side_ == up ? 1.0 : -1.0; }

  double rate_;
  PpgSteps resampled_;
  double step_rate_;
  PpgWatch watch_;
  bool begun_ = false;
  double origin_ = 0.0;  ///< sample of the first step
  std::int64_t samples_ = 0;
  std::int64_t missing_ = 0;  ///< samples without a number, lately

  std::int64_t step_ = 0;
  PpgShape::Slopes values_;
  PpgShape::Slopes slopes_;
  PpgSlope slope_;
  PpgRhythm rhythm_;
  PpgShape shape_;
  PpgMotion motion_;
  std::array<HumpFinder, 2> finders_;
  std::array<SlidingQuantile<kRecalled>, 2> heights_;
  std::array<History<Hump, kRecalled>, 2> recent_;

  Side side_ = up;
  bool judging_ = false;
  double opposite_ = 0.0;       ///< highest hump of the other side since the last beat
  SlidingQuantile<9> against_;  ///< the same of the last beats, in heights of theirs
  SlidingQuantile<8> sizes_;    ///< of the last beats
  SlidingQuantile<8> tops_;     ///< heights of their humps
  PpgTrust trust_;
  bool left_out_ = true;  ///< since the beat told last
  Hump last_beat_;
  Candidate doubtful_;
  std::int64_t learnt_ = 0;
  History<PpgBeat, kRecalled> ready_;
};

}  // namespace ebb
