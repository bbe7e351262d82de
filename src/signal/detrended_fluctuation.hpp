#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace ebb {

/// Detrended fluctuation analysis (Peng et al. 1995, "Quantification of scaling exponents and
/// crossover phenomena in nonstationary heartbeat time series", Chaos 5): the series less its mean
/// is summed up, cut into windows of n, a line taken from each; F(n) is the root of the mean square
/// that is left.
struct FluctuationScales {
  std::size_t first = 4;
  std::size_t last = 16;  ///< every whole n from first to last
  /// Windows side by side; or each begun n / 2 after the one before it and none that ends with the
  /// run, as NeuroKit2 has them.
  bool overlapping = false;
  std::size_t fewest_windows = 4;  ///< of the longest n, over all runs
  double flat = 0.0;               ///< windows with less than this mean square are left out
};

/// Slope of log F(n) over log n by least squares. Sums do not run on from one run into the next.
/// Nothing for too few windows or if nothing fluctuates.
[[nodiscard]] std::optional<double> scaling_exponent(std::span<const std::span<const double>> runs,
                                                     const FluctuationScales& scales);

}  // namespace ebb
