#include "estimation/hrv.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace ebb {
namespace {

constexpr double kBin = 1000.0 / 128.0;

bool is_interval(double ms) { return std::isfinite(ms) && ms > 0.0; }

/// The value below which the share q of a sorted series lies, between two values in proportion.
double quantile(const std::vector<double>& sorted, double q) {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double mean(const std::vector<double>& v) {
  double sum = 0.0;
  for (const double x : v) {
    sum += x;
  }
  return sum / static_cast<double>(v.size());
}

/// In two passes, so that nothing cancels.
double deviation(const std::vector<double>& v, double about) {
  double sum = 0.0;
  for (const double x : v) {
    sum += (x - about) * (x - about);
  }
  return std::sqrt(sum / static_cast<double>(v.size() - 1));
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

std::size_t fullest_bin(const std::vector<double>& sorted) {
  std::size_t fullest = 0;
  std::size_t in_bin = 0;
  double bin = 0.0;
  for (const double x : sorted) {
    const double here = std::floor(x / kBin);
    in_bin = here == bin ? in_bin + 1 : 1;
    bin = here;
    fullest = std::max(fullest, in_bin);
  }
  return fullest;
}

struct Series {
  std::vector<double> intervals;
  std::vector<double> differences;
  std::size_t set_aside = 0;
  bool follows = false;

  void push(double ms, bool normal) {
    if (!normal || !is_interval(ms)) {
      set_aside += is_interval(ms) ? 1U : 0U;
      follows = false;
      return;
    }
    if (follows) {
      differences.push_back(ms - intervals.back());
    }
    intervals.push_back(ms);
    follows = true;
  }
};

std::optional<HrvTime> indices(Series series) {
  std::vector<double>& rr = series.intervals;
  const std::vector<double>& d = series.differences;
  if (rr.size() < 3 || d.size() < 2) {
    return std::nullopt;
  }
  HrvTime h;
  h.intervals = rr.size();
  h.differences = d.size();
  h.set_aside = series.set_aside;
  for (const double ms : rr) {
    h.mean_hr_bpm += 60000.0 / ms;
  }
  h.mean_hr_bpm /= static_cast<double>(rr.size());
  h.mean_rr = mean(rr);
  h.sdnn = deviation(rr, h.mean_rr);
  h.rmssd = root_mean_square(d);
  h.sdsd = deviation(d, mean(d));
  h.nn50 = larger(d, 50.0);
  h.nn20 = larger(d, 20.0);
  h.pnn50 = 100.0 * static_cast<double>(h.nn50) / static_cast<double>(d.size());
  h.pnn20 = 100.0 * static_cast<double>(h.nn20) / static_cast<double>(d.size());

  std::sort(rr.begin(), rr.end());
  h.min_rr = rr.front();
  h.max_rr = rr.back();
  h.min_hr_bpm = 60000.0 / h.max_rr;
  h.max_hr_bpm = 60000.0 / h.min_rr;
  h.median_rr = quantile(rr, 0.5);
  h.iqr = quantile(rr, 0.75) - quantile(rr, 0.25);
  h.prc20 = quantile(rr, 0.2);
  h.prc80 = quantile(rr, 0.8);
  h.triangular_index = static_cast<double>(rr.size()) / static_cast<double>(fullest_bin(rr));
  for (double& ms : rr) {
    ms = std::abs(ms - h.median_rr);
  }
  std::sort(rr.begin(), rr.end());
  h.mad = quantile(rr, 0.5);

  h.cvnn = h.sdnn / h.mean_rr;
  h.cvsd = h.rmssd / h.mean_rr;
  h.sd1 = h.sdsd / std::numbers::sqrt2;
  h.sd2 = std::sqrt(std::max(0.0, 2.0 * h.sdnn * h.sdnn - 0.5 * h.sdsd * h.sdsd));
  h.sd1_sd2 = h.sd2 > 0.0 ? h.sd1 / h.sd2 : 0.0;
  h.ellipse = std::numbers::pi * h.sd1 * h.sd2;
  return h;
}

}  // namespace

std::optional<HrvTime> hrv_time(std::span<const Beat> judged) {
  Series series;
  series.intervals.reserve(judged.size());
  series.differences.reserve(judged.size());
  for (const Beat& beat : judged) {
    series.push(beat.interval.count(), beat.verdict == IntervalVerdict::normal);
  }
  return indices(std::move(series));
}

std::optional<HrvTime> hrv_time(std::span<const double> intervals_ms) {
  Series series;
  series.intervals.reserve(intervals_ms.size());
  series.differences.reserve(intervals_ms.size());
  for (const double ms : intervals_ms) {
    series.push(ms, true);
  }
  return indices(std::move(series));
}

}  // namespace ebb
