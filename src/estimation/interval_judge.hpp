#pragma once

#include <cstddef>
#include <optional>

#include "core/event.hpp"
#include "core/history.hpp"

namespace ebb {

/// Which intervals to believe, live. In the spirit of Lipponen & Tarvainen 2019 ("A robust
/// algorithm for heart rate variability time series artefact correction using novel beat
/// classification", J Med Eng Technol): thresholds follow the spread of this heart's own changes,
/// so that a large, good swing with the breath is never taken for a fault. Causal but for one beat:
/// what follows tells a fault (which comes back at once) from a turn of the rhythm (which stays).
///
/// 273-2000 ms is the last fence. Nothing is deleted or corrected; each beat gets its verdict.
class IntervalJudge {
 public:
  IntervalJudge();

  /// The beat before this one, judged; nothing for the first.
  std::optional<Beat> push(const Beat& beat);
  /// The beat held back, judged without knowing what follows.
  std::optional<Beat> flush();
  void reset();

 private:
  [[nodiscard]] IntervalVerdict judge(const Beat* next) const;
  void learn();

  std::optional<Beat> held_;
  History<double, 16> trusted_;  ///< the last intervals found normal, ms
  History<double, 64> changes_;  ///< how far each was from what was expected, ms
};

}  // namespace ebb
