#include "estimation/variability/hrv.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "estimation/variability/hrv_shape.hpp"
#include "signal/spread.hpp"

namespace ebb {
namespace {

/// The value below which the share q of a sorted series lies, between two values in proportion.
double quantile(const std::vector<double>& sorted, double q) {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double root_mean_square(const std::vector<double>& v) {
  double sum = 0.0;
  for (const double x : v) {
    sum += x * x;
  }
  return std::sqrt(sum / static_cast<double>(v.size()));
}

std::size_t larger(const std::vector<double>& v, double than) {
  return static_cast<std::size_t>(
      std::count_if(v.begin(), v.end(), [than](double x) { return std::abs(x) > than; }));
}

std::vector<double> differences(const NnSeries& series) {
  std::vector<double> all;
  all.reserve(series.intervals.size());
  for (std::size_t r = 0; r < series.runs.size(); ++r) {
    const auto run = series.run(r);
    for (std::size_t i = 1; i < run.size(); ++i) {
      all.push_back(run[i] - run[i - 1]);
    }
  }
  return all;
}

void take_order(std::vector<double>& rr, HrvTime& h) {
  std::sort(rr.begin(), rr.end());
  h.min_rr = rr.front();
  h.max_rr = rr.back();
  h.min_hr_bpm = 60000.0 / h.max_rr;
  h.max_hr_bpm = 60000.0 / h.min_rr;
  h.median_rr = quantile(rr, 0.5);
  h.iqr = quantile(rr, 0.75) - quantile(rr, 0.25);
  h.prc20 = quantile(rr, 0.2);
  h.prc80 = quantile(rr, 0.8);
  h.triangular_index = triangular_index(rr);
  h.tinn = triangle_base(rr);
  for (double& ms : rr) {
    ms = std::abs(ms - h.median_rr);
  }
  std::sort(rr.begin(), rr.end());
  h.mad = quantile(rr, 0.5);
}

}  // namespace

std::optional<HrvTime> hrv_time(const NnSeries& series) {
  std::vector<double> rr = series.intervals;
  const std::vector<double> d = differences(series);
  if (rr.size() < 3 || d.size() < 2) {
    return std::nullopt;
  }
  HrvTime h;
  h.intervals = rr.size();
  h.differences = d.size();
  h.set_aside = series.set_aside + series.mended_count();
  for (const double ms : rr) {
    h.mean_hr_bpm += 60000.0 / ms;
  }
  h.mean_hr_bpm /= static_cast<double>(rr.size());
  h.mean_rr = mean(rr);
  h.sdnn = deviation(rr);
  h.rmssd = root_mean_square(d);
  h.sdsd = deviation(d);
  h.nn50 = larger(d, 50.0);
  h.nn20 = larger(d, 20.0);
  h.pnn50 = 100.0 * static_cast<double>(h.nn50) / static_cast<double>(d.size());
  h.pnn20 = 100.0 * static_cast<double>(h.nn20) / static_cast<double>(d.size());

  take_order(rr, h);
  const HrvPieces pieces = hrv_pieces(series);
  h.sdann = pieces.sdann;
  h.sdnni = pieces.sdnni;

  h.cvnn = h.sdnn / h.mean_rr;
  h.cvsd = h.rmssd / h.mean_rr;
  h.sd1 = h.sdsd / std::numbers::sqrt2;
  h.sd2 = std::sqrt(std::max(0.0, 2.0 * h.sdnn * h.sdnn - 0.5 * h.sdsd * h.sdsd));
  h.sd1_sd2 = h.sd2 > 0.0 ? h.sd1 / h.sd2 : 0.0;
  h.ellipse = std::numbers::pi * h.sd1 * h.sd2;
  return h;
}

std::optional<HrvTime> hrv_time(std::span<const Beat> judged) {
  return hrv_time(nn_series(judged));
}

std::optional<HrvTime> hrv_time(std::span<const double> intervals_ms) {
  return hrv_time(nn_series(intervals_ms));
}

}  // namespace ebb
