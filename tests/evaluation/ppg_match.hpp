#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "support/beat_score.hpp"

// Pulses against the heart beats they come from: later by a delay that is not known, or by the
// unknown offset between two clocks.
namespace ebb::evaluation {

inline double median_of(std::vector<double> values) {
  if (values.empty()) {
    return std::nan("");
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

inline double nearest(const std::vector<double>& sorted, double t) {
  const auto next = std::lower_bound(sorted.begin(), sorted.end(), t);
  if (next == sorted.begin()) {
    return *next;
  }
  return next == sorted.end() || t - *(next - 1) < *next - t ? *(next - 1) : *next;
}

/// The shift of `truth`, in seconds within +-`most`, that brings it nearest to `found`.
inline double best_lag(const std::vector<double>& truth, const std::vector<double>& found,
                       double most) {
  double best = 0.0;
  double highest = -1.0;
  for (double lag = -most; lag <= most && !found.empty(); lag += 0.01) {
    double sum = 0.0;
    for (const double t : truth) {
      const double off = (nearest(found, t + lag) - t - lag) / 0.07;
      sum += std::exp(-0.5 * off * off);
    }
    if (sum > highest) {
      highest = sum;
      best = lag;
    }
  }
  std::vector<double> offs;
  for (const double t : truth) {
    const double off = found.empty() ? 1.0 : nearest(found, t + best) - t - best;
    if (std::abs(off) < 0.15) {
      offs.push_back(off);
    }
  }
  return offs.empty() ? best : best + median_of(offs);
}

/// Truth and finding where both are there, paired.
struct Pairs {
  test::BeatScore score;
  std::vector<double> interval_errors;  ///< s, of neighbouring beats that were both found
  std::vector<char> right;              ///< of each found beat that was scored
  std::vector<std::size_t> scored;      ///< its index
};

/// Beats of `truth` (already shifted) between `from` and `to` are scored.
inline Pairs pair_beats(const std::vector<double>& truth, const std::vector<double>& found,
                        double from, double to) {
  constexpr double kWithin = 0.15;
  std::vector<double> inside;
  for (const double t : truth) {
    if (t >= from && t <= to) {
      inside.push_back(t);
    }
  }
  Pairs pairs;
  std::vector<double> heard;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!inside.empty() && found[i] >= inside.front() - kWithin &&
        found[i] <= inside.back() + kWithin) {
      heard.push_back(found[i]);
      pairs.scored.push_back(i);
      pairs.right.push_back(std::abs(nearest(inside, found[i]) - found[i]) <= kWithin ? 1 : 0);
    }
  }
  pairs.score = test::score_beats(inside, heard, kWithin);
  for (std::size_t i = 1; i < inside.size() && !heard.empty(); ++i) {
    const double a = nearest(heard, inside[i - 1]);
    const double b = nearest(heard, inside[i]);
    const bool both = std::abs(a - inside[i - 1]) <= kWithin && std::abs(b - inside[i]) <= kWithin;
    const bool neighbours = std::upper_bound(heard.begin(), heard.end(), a) ==
                            std::lower_bound(heard.begin(), heard.end(), b);
    if (both && neighbours && b > a) {
      pairs.interval_errors.push_back(std::abs((b - a) - (inside[i] - inside[i - 1])));
    }
  }
  return pairs;
}

}  // namespace ebb::evaluation
