#include "estimation/variability/hrv_run.hpp"

#include <algorithm>
#include <cmath>

#include "signal/cubic_spline.hpp"
#include "signal/smoothness_priors.hpp"

namespace ebb {
namespace {

constexpr double kMostMended = 0.1;
constexpr double kLambda = 500.0;

/// Takes the grid's slow part from the grid and, on the line between grid points, from the values.
void take_trend(HrvRun& run) {
  const std::vector<double> trend = smooth_trend(run.grid, kLambda);
  for (std::size_t i = 0; i < run.grid.size(); ++i) {
    run.grid[i] -= trend[i];
  }
  for (std::size_t i = 0; i < run.values.size(); ++i) {
    const double place = (run.times[i] - run.times.front()) * kHrvGridRate;
    const auto below = std::min(static_cast<std::size_t>(place), trend.size() - 1);
    const std::size_t above = std::min(below + 1, trend.size() - 1);
    const double part = place - static_cast<double>(below);
    run.values[i] -= trend[below] + part * (trend[above] - trend[below]);
  }
}

}  // namespace

HrvRun::HrvRun(const NnSeries& series, std::size_t begin, std::size_t end, Detrending detrending) {
  const auto from = static_cast<std::ptrdiff_t>(begin);
  const auto to = static_cast<std::ptrdiff_t>(end);
  values.assign(series.intervals.begin() + from, series.intervals.begin() + to);
  const std::size_t n = values.size();
  times.resize(n);
  mended.resize(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    times[i] = series.ends[begin + i] - 0.5e-3 * values[i];
    mended[i + 1] = mended[i] + series.mended[begin + i];
  }
  grid.resize(static_cast<std::size_t>(length() * kHrvGridRate) + 1);
  sample_cubic_spline(times, values, times.front(), 1.0 / kHrvGridRate, grid);
  beats.resize(grid.size());
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  for (std::size_t i = 0; i < grid.size(); ++i) {
    beats[i] = 1000.0 / std::clamp(grid[i], *least, *most);
  }
  if (detrending == Detrending::smoothness_priors) {
    take_trend(*this);
  }
}

std::vector<HrvWindow> windows_of(const HrvRun& run, double longest) {
  const double length = std::min(longest, run.length());
  const double rest = run.length() - length;
  const auto count = static_cast<std::size_t>(std::ceil(rest / (0.5 * length) - 1e-9)) + 1;
  std::vector<HrvWindow> all;
  std::size_t first = 0;
  for (std::size_t i = 0; i < count; ++i) {
    HrvWindow w;
    w.begin = count > 1 ? rest * static_cast<double>(i) / static_cast<double>(count - 1) : 0.0;
    w.length = length;
    const double begin = run.times.front() + w.begin;
    while (first < run.times.size() && run.times[first] < begin) {
      ++first;
    }
    w.first = first;
    w.end = first;
    while (w.end < run.times.size() && run.times[w.end] <= begin + length) {
      ++w.end;
    }
    const auto intervals = static_cast<double>(w.end - w.first);
    const auto mended = static_cast<double>(run.mended[w.end] - run.mended[w.first]);
    if (w.end - w.first > 2 && mended <= kMostMended * intervals) {
      all.push_back(w);
    }
  }
  return all;
}

}  // namespace ebb
