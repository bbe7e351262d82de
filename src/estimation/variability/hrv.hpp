#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "core/event.hpp"
#include "estimation/intervals/nn_series.hpp"

namespace ebb {

/// Time-domain variability of a whole series of intervals, after the Task Force of the ESC and
/// NASPE 1996 ("Heart rate variability: standards of measurement", Circulation 93) and Brennan et
/// al. 2001 for the Poincare plot. n counts normal intervals, m the differences between
/// neighbours that are both normal (later less earlier). All in ms unless said otherwise; standard
/// deviations divide by one less than the count.
struct HrvTime {
  std::size_t intervals = 0;    ///< n
  std::size_t differences = 0;  ///< m
  std::size_t set_aside = 0;    ///< intervals not as measured: mended, or left out

  double mean_hr_bpm = 0.0;  ///< mean of 60000 / interval (not 60000 / mean interval)
  double min_hr_bpm = 0.0;
  double max_hr_bpm = 0.0;
  double mean_rr = 0.0;
  double min_rr = 0.0;
  double max_rr = 0.0;
  double median_rr = 0.0;
  double sdnn = 0.0;     ///< standard deviation of the intervals, n - 1
  double rmssd = 0.0;    ///< root of the mean square of the differences, over m
  double sdsd = 0.0;     ///< standard deviation of the differences, m - 1
  std::size_t nn50 = 0;  ///< differences larger than 50 ms either way
  std::size_t nn20 = 0;
  double pnn50 = 0.0;  ///< percent: nn50 over m
  double pnn20 = 0.0;
  double mad = 0.0;    ///< median distance from the median, not scaled
  double iqr = 0.0;    ///< between the quartiles, each between two values in proportion
  double prc20 = 0.0;  ///< a fifth of the intervals is shorter
  double prc80 = 0.0;
  double cvnn = 0.0;  ///< sdnn / mean_rr
  double cvsd = 0.0;  ///< rmssd / mean_rr
  double sd1 = 0.0;   ///< across the line of identity: sdsd / sqrt 2
  double sd2 = 0.0;   ///< along it: sqrt(2 sdnn^2 - sdsd^2 / 2)
  double sd1_sd2 = 0.0;
  double ellipse = 0.0;           ///< pi sd1 sd2, ms^2
  double triangular_index = 0.0;  ///< n over the fullest bin of 1/128 s, the bins counted from zero
  /// Base of the triangle that fits the same histogram best, ms: its tip over the middle of the
  /// fullest bin (the first of several) and as high, its feet over middles of bins or one bin
  /// beyond the last, the sum of squares over all bins least. Nothing for a range above 4 s.
  std::optional<double> tinn;
  /// Of pieces of 5 min from the first beat on, each with intervals of 150 s at least, a piece
  /// cut short by the end left out: standard deviation of their means (over pieces - 1; nothing
  /// for fewer than three) and mean of their standard deviations (nothing for none). An interval
  /// belongs where it ended.
  std::optional<double> sdann;
  std::optional<double> sdnni;
};

/// Nothing for fewer than three normal intervals and two differences.
[[nodiscard]] std::optional<HrvTime> hrv_time(const NnSeries& series);
[[nodiscard]] std::optional<HrvTime> hrv_time(std::span<const Beat> judged);
/// The same of a series in ms that is known to be clean. Values that are no intervals (not finite,
/// not above zero) part it.
[[nodiscard]] std::optional<HrvTime> hrv_time(std::span<const double> intervals_ms);

}  // namespace ebb
