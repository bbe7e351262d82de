#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "signal/recent_samples.hpp"

namespace ebb {

/// How high and on what level a pulse stands.
struct PpgExtent {
  double amplitude = 0.0;  ///< foot to peak, in the signal's units; never negative
  double baseline = 0.0;   ///< midway between the two
};

/// Foot and peak are the extremes within `reach` values before and after the steepest point at
/// `place`; `sign` is -1 when the pulse points down.
template <std::size_t N>
PpgExtent measure_pulse(const RecentSamples<N>& values, double place, std::int64_t reach,
                        double sign) {
  const auto middle = static_cast<std::int64_t>(std::floor(place));
  const std::int64_t begin = std::max(middle - reach, values.begin());
  const std::int64_t end = std::min(middle + reach + 1, values.end());
  if (middle < begin || middle + 1 >= end) {
    return {};
  }
  double foot = sign * values[middle];
  for (std::int64_t i = begin; i < middle; ++i) {
    foot = std::min(foot, sign * values[i]);
  }
  double peak = sign * values[middle + 1];
  for (std::int64_t i = middle + 2; i < end; ++i) {
    peak = std::max(peak, sign * values[i]);
  }
  return {std::max(0.0, peak - foot), 0.5 * sign * (foot + peak)};
}

}  // namespace ebb
