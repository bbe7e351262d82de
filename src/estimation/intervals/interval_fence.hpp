#pragma once

#include <algorithm>

#include "core/event.hpp"

namespace ebb {

// What an interval must be to be thought about at all, in ms; the same live and for a whole
// recording. 273 to 2000 is the range of Lipponen & Tarvainen 2019, the fence for what no
// comparison caught.

constexpr double kShortestInterval = 273.0;
constexpr double kLongestInterval = 2000.0;
/// As long as an interval is ever believed, among others as long (the test patterns of EC57).
constexpr double kLongestOfAll = 4000.0;
/// Beyond this something was lost.
constexpr double kLostInterval = 10'000.0;
/// No spread of changes is finer than this.
constexpr double kFinestSpread = 3.0;
/// The quantile of the intervals around that stands for the long ones among them.
constexpr double kLongQuantile = 0.8;

[[nodiscard]] inline bool is_measured(const Beat& beat) {
  const double ms = beat.interval.count();
  return beat.verdict != IntervalVerdict::gap && ms > 0.0 && ms <= kLostInterval;
}

/// How long an interval may be where the long ones around it are `like`.
[[nodiscard]] inline double fence_among(double like) {
  constexpr double kInKeeping = 1.5;
  return std::max(kLongestInterval, std::min(kInKeeping * like, kLongestOfAll));
}

}  // namespace ebb
