#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/event.hpp"
#include "estimation/intervals/interval_correction.hpp"

namespace ebb {

/// Intervals between normal beats (NN), what variability is reckoned from, in runs: within a run
/// each interval begins where the one before it ended, between runs something was lost. Nothing
/// (no difference, no window, no curve) reaches from one run into the next.
struct NnSeries {
  std::vector<double> intervals;     ///< ms, 100 to 10000
  std::vector<double> ends;          ///< s, when each interval ended; ascending
  std::vector<std::uint8_t> mended;  ///< 1: not as measured but as a correction put it
  std::vector<std::size_t> runs;     ///< index of each run's first interval

  std::size_t set_aside = 0;  ///< measured intervals that are not among `intervals`
  double first = 0.0;         ///< s, when the first measured interval began
  double last = 0.0;          ///< s, when the last ended

  [[nodiscard]] std::size_t run_end(std::size_t run) const {
    return run + 1 < runs.size() ? runs[run + 1] : intervals.size();
  }
  /// The intervals of one run.
  [[nodiscard]] std::span<const double> run(std::size_t run) const {
    return std::span{intervals}.subspan(runs[run], run_end(run) - runs[run]);
  }
  [[nodiscard]] std::size_t mended_count() const;
  /// Of all intervals, how many are not as measured: set aside or mended, 0..1.
  [[nodiscard]] double share_set_aside() const;
};

/// Builds a series interval by interval.
class NnSeriesBuilder {
 public:
  void reserve(std::size_t n);
  /// An interval that ended at `end` (s). What is no interval (not finite, out of range) or ends
  /// before its time is set aside.
  void push(double end, double ms, bool usable, bool mended = false);
  /// An interval that follows at once on the one before.
  void push(double ms);
  /// Something was lost here.
  void part() { follows_ = false; }
  [[nodiscard]] NnSeries finish() { return std::move(series_); }

 private:
  NnSeries series_;
  double now_ = 0.0;
  bool begun_ = false;
  bool follows_ = false;
};

/// Of a whole recording's correction: mended intervals are among the series and say so.
[[nodiscard]] NnSeries nn_series(const IntervalCorrection& corrected);
/// Of live verdicts: what is not normal parts the series.
[[nodiscard]] NnSeries nn_series(std::span<const Beat> judged);
/// Of a series in ms known to be clean.
[[nodiscard]] NnSeries nn_series(std::span<const double> intervals_ms);

}  // namespace ebb
