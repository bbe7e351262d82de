#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace ebb {

/// The value that a `share` (0 to 1) of the others lies below, between two neighbours where it
/// falls between them. `sorted` in order, at least one.
[[nodiscard]] inline double quantile(std::span<const double> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

}  // namespace ebb
