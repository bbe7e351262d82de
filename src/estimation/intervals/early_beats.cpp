#include "estimation/intervals/early_beats.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace ebb {
namespace {

/// Early or late by less than this share of the interval shows nothing.
constexpr double kLeast = 0.07;
/// The quickest deep breath, ms, and how much more than a sine a breath may turn at once.
constexpr double kQuickestBreath = 3750.0;
constexpr double kUneven = 0.11;
constexpr std::size_t kSide = 45;
constexpr std::size_t kFew = 20;
/// Of what is taken for early, so much may be chance.
constexpr double kMostByChance = 0.15;
/// What is this much as large speaks for or against one.
constexpr double kLike = 0.5;
constexpr double kLone = 3.0;

/// About one interval, in shares of the mean of the four intervals that are compared.
struct Turn {
  double early = 0.0;   ///< by how much it is shorter than the intervals on both sides
  double mirror = 0.0;  ///< by how much it is longer, where no early beat explains that
  bool breath = true;   ///< whether a breath might have done it
};

/// How much of the change back, at most, are the changes beside it in a breath.
double breath_share(double interval) {
  const double beats = std::max(kQuickestBreath / interval, 2.0);
  return kUneven + std::max(0.0, -std::cos(2.0 * std::numbers::pi / std::min(beats, 4.0)));
}

std::vector<Turn> turns_in(std::span<const double> intervals) {
  const std::size_t n = intervals.size();
  std::vector<Turn> all(n);
  const auto change = [&](std::size_t i) {
    return i > 0 && i < n ? intervals[i] - intervals[i - 1] : 0.0;
  };
  for (std::size_t i = 1; i + 2 < n; ++i) {
    const double in = change(i);
    const double back = change(i + 1);
    const double out = change(i + 2);
    const double mean =
        0.25 * (intervals[i - 1] + intervals[i] + intervals[i + 1] + intervals[i + 2]);
    const double size = std::min({std::abs(in), std::abs(back), std::abs(out)}) / mean;
    if (in < 0.0 && back > 0.0 && out < 0.0) {
      all[i].early = size;
      all[i].breath = size * mean <= breath_share(mean) * back;
    } else if (in > 0.0 && back < 0.0 && out > 0.0 &&
               (change(i - 1) >= 0.0 || change(i + 3) >= 0.0)) {
      // Else it is the pause between two early beats.
      all[i].mirror = size;
    }
  }
  return all;
}

bool is_early(std::span<const Turn> around, double early) {
  const double like = kLike * early;
  std::size_t alike = 0;
  std::size_t against = 0;
  double largest = 0.0;
  for (const Turn& turn : around) {
    alike += turn.early >= like ? 1U : 0U;
    against += turn.mirror >= like ? 1U : 0U;
    largest = std::max(largest, turn.mirror);
  }
  return early > kLone * largest ||
         static_cast<double>(against + 1) <= kMostByChance * static_cast<double>(alike);
}

}  // namespace

std::vector<bool> early_beats(std::span<const double> intervals) {
  std::vector<bool> early(intervals.size(), false);
  if (intervals.size() < kFew) {
    return early;
  }
  const std::vector<Turn> turns = turns_in(intervals);
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (turns[i].early > kLeast && !turns[i].breath) {
      const std::size_t from = i > kSide ? i - kSide : 0;
      const std::size_t to = std::min(i + kSide + 1, turns.size());
      early[i] = is_early(std::span{turns}.subspan(from, to - from), turns[i].early);
    }
  }
  return early;
}

}  // namespace ebb
