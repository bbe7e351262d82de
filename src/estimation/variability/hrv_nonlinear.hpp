#pragma once

#include <optional>

#include "estimation/intervals/nn_series.hpp"

namespace ebb {

/// Non-linear indices (the Poincare plot's are in HrvTime).
struct HrvNonlinear {
  /// Richman & Moorman 2000 (AJP Heart 278): m = 2, r = 0.2 times the standard deviation (n - 1),
  /// distances up to and including r, the same beginnings for both lengths, no self-matches.
  /// Nothing for fewer than 100 beginnings, no match, or more than 250000.
  std::optional<double> sample_entropy;
  /// Peng et al. 1995 (Chaos 5): slope of log F(n) over log n, n = 4, 5 ... 16 beats; windows side
  /// by side, a line taken from each. Nothing if fewer than four windows of the longest fit.
  std::optional<double> dfa_alpha1;
  std::optional<double> dfa_alpha2;  ///< n = 16, 17 ... 64
};

[[nodiscard]] HrvNonlinear hrv_nonlinear(const NnSeries& series);

}  // namespace ebb
