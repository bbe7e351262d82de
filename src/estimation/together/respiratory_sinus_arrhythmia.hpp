#pragma once

#include <cstddef>
#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// What the heart did within one breath.
struct BreathSwing {
  HostTime start;  ///< of the breath
  Seconds period{};
  /// Peak to valley: longest interval that begins in the out-breath less shortest that begins in
  /// the in-breath, not below zero. Nothing when the turn between the two was not seen.
  std::optional<Milliseconds> rsa;
  BeatsPerMinute range;  ///< quickest less slowest heart rate
  BeatsPerMinute swing;  ///< at the breath's own rate, trough to peak
  Turns lag;             ///< the breath's phase where that swing begins to quicken
};

/// Respiratory sinus arrhythmia, breath by breath, from judged beats and whole breaths of any
/// source (Grossman, van Beek & Wientjes 1990, Psychophysiology 27). Beats may come before or after
/// the breath that they belong to. A breath in which any interval is not normal, or that beats do
/// not cover from end to end, says nothing.
///
/// The swing is the first harmonic of the heart rate over the breath: the rate is taken as constant
/// within each interval, and what this takes off a quick swing is put back. O(beats in a breath).
class RespiratorySinusArrhythmia {
 public:
  /// A breath whose beats are all there, at most one a call.
  std::optional<BreathSwing> push(const Beat& judged);
  std::optional<BreathSwing> push(const Breath& breath);
  void reset();

  /// Mean of the last eight breaths that told one, from the third on; quality is the share of those
  /// breaths that did.
  [[nodiscard]] std::optional<Estimate<Milliseconds>> rsa() const;
  /// Likewise of `range`.
  [[nodiscard]] std::optional<Estimate<BeatsPerMinute>> range() const;

 private:
  struct Interval {
    HostTime begin;
    HostTime end;
    double ms = 0.0;
    bool normal = false;
  };
  static constexpr std::size_t kIntervals = 256;
  static constexpr std::size_t kBreaths = 8;

  /// The last breaths' values of one kind.
  struct Mean {
    History<std::optional<double>, kBreaths> values;
    HostTime time{};
    void push(std::optional<double> value, HostTime at);
    template <class Unit>
    [[nodiscard]] std::optional<Estimate<Unit>> estimate() const;
  };

  std::optional<BreathSwing> settle();
  [[nodiscard]] std::optional<BreathSwing> swing_within(const Breath& breath) const;

  History<Interval, kIntervals> intervals_;
  History<Breath, 4> waiting_;
  Mean rsa_;
  Mean range_;
};

}  // namespace ebb
