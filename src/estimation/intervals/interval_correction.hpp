#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/event.hpp"

namespace ebb {

/// One interval of a corrected series. What is `usable` is NN: believed as it was told, or put in
/// place of a fault (`corrected`, and `verdict` names the fault). The others part the series: a
/// gap, or a stretch where nothing can be said. No difference runs across them.
struct Interval {
  HostTime end;
  Milliseconds value{};
  IntervalVerdict verdict = IntervalVerdict::normal;
  bool corrected = false;

  [[nodiscard]] bool usable() const { return verdict == IntervalVerdict::normal || corrected; }
};

/// A whole series with its faults named and mended. Nothing is deleted: `judged` is the series as
/// it was told, a verdict for each interval.
struct IntervalCorrection {
  std::vector<Beat> judged;
  std::vector<Interval> series;
  /// Shares of the intervals that were told, gaps left out.
  double corrected_share = 0.0;
  double set_aside_share = 0.0;  ///< neither believed nor mended
};

/// Two-sided judgement of a whole recording. In the spirit of Lipponen & Tarvainen 2019 ("A robust
/// algorithm for heart rate variability time series artefact correction using novel beat
/// classification", J Med Eng Technol) in that what counts as a fault follows the spread of this
/// heart's own changes over some 90 beats (ChangeSpread). Instead of thresholds, the likeliest
/// series is sought: of all ways to leave beats out, put some in or move some, the one that costs
/// least (Viterbi), where a change from one interval to the next costs by that spread and every
/// fault its price. A swing, however large, would cost the same after any mending and is left
/// alone; clustered faults are mended together.
///
/// Missed beats are put in, extra ones taken out, ectopic and misplaced ones moved, with the time
/// from sound beat to sound beat kept; a beat that reset the rhythm is bridged, and a pause of many
/// beats set aside. 273 to 2000 ms is the last fence, and longer intervals to 4 s are believed
/// among their like; what is no interval or longer than 10 s is a gap. O(n) in time and memory.
/// Times of the beats are passed through, and beats put in are dated back from the one after.
[[nodiscard]] IntervalCorrection correct_intervals(std::span<const Beat> beats);

}  // namespace ebb
