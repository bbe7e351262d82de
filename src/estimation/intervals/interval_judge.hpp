#pragma once

#include <cstddef>
#include <optional>

#include "core/event.hpp"
#include "core/history.hpp"
#include "estimation/intervals/change_spread.hpp"
#include "estimation/intervals/interval_path.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

/// Which intervals to believe, live: the cheapest reading of the intervals so far (IntervalPath),
/// as correct_intervals finds it for a whole recording, but causal save for one beat. What a change
/// is measured in comes from the beats before it (ChangeSpread), so that a swing with the breath,
/// however large, is no fault.
///
/// 273-2000 ms is the last fence; longer ones to 4 s are believed among their like. Nothing is
/// deleted or corrected; each beat gets its verdict.
class IntervalJudge {
 public:
  IntervalJudge() = default;

  /// The beat before this one, judged; nothing for the first.
  std::optional<Beat> push(const Beat& beat);
  /// The beat held back, judged without knowing what follows.
  std::optional<Beat> flush();
  void reset();

 private:
  void begin_run();
  void take(double interval);
  Beat settle(const Beat& beat, std::optional<double> next);
  [[nodiscard]] IntervalVerdict judge(double interval, std::optional<double> next) const;
  [[nodiscard]] bool beyond_the_fence(double interval, std::optional<double> next) const;

  std::optional<Beat> held_;
  IntervalPath path_;
  ChangeSpread spread_;
  SlidingQuantile<31> levels_;
  History<double, 4> told_;     ///< of this run, the one held back last but one
  double trusted_ = 0.0;        ///< the last normal interval of this run
  double newest_spread_ = 1.0;  ///< what the newest change was measured in
  History<double, 4> costs_;    ///< of believing each of them
};

}  // namespace ebb
