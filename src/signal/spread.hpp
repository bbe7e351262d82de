#pragma once

#include <cmath>
#include <numeric>
#include <span>

namespace ebb {

/// Arithmetic mean; there must be a value.
[[nodiscard]] inline double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Standard deviation over n - 1, in two passes so that nothing cancels; there must be two values.
[[nodiscard]] inline double deviation(std::span<const double> values) {
  const double middle = mean(values);
  double squares = 0.0;
  for (const double value : values) {
    squares += (value - middle) * (value - middle);
  }
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

}  // namespace ebb
