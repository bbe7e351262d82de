#pragma once

#include <cstddef>
#include <vector>

#include "estimation/intervals/nn_series.hpp"
#include "estimation/variability/hrv_frequency.hpp"

namespace ebb {

inline constexpr double kHrvGridRate = 4.0;

/// A run without gaps: the intervals as they are and on the even grid, less the trend if asked for.
struct HrvRun {
  std::vector<double> times;  ///< s, of the intervals' middles
  std::vector<double> values;
  std::vector<std::size_t> mended;  ///< among those before
  std::vector<double> grid;
  std::vector<double> beats;  ///< how many beats a second there are at each place of the grid

  /// Of intervals [begin, end) of the series, all of one run, two at least.
  HrvRun(const NnSeries& series, std::size_t begin, std::size_t end, Detrending detrending);

  [[nodiscard]] double length() const { return times.back() - times.front(); }
};

/// A window of a run: from `begin` seconds after the run's first instant, with the intervals
/// [first, end) of the run, three at least.
struct HrvWindow {
  double begin = 0.0;
  double length = 0.0;
  std::size_t first = 0;
  std::size_t end = 0;

  [[nodiscard]] double mean_interval(const HrvRun& run) const {
    return (run.times[end - 1] - run.times[first]) / static_cast<double>(end - first - 1);
  }
};

/// Windows of a run that overlap by half or a little more, so that they end where it ends; without
/// those that have too much mended.
[[nodiscard]] std::vector<HrvWindow> windows_of(const HrvRun& run, double longest);

}  // namespace ebb
