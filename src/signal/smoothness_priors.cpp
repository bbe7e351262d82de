#include "signal/smoothness_priors.hpp"

#include <cstddef>

namespace ebb {
namespace {

/// How often D2' D2 counts the place i of n, on the diagonal and beside it by one.
double squares(std::size_t i, std::size_t n) {
  const bool end = i == 0 || i + 1 == n;
  const bool next = i == 1 || i + 2 == n;
  return end ? 1.0 : next ? 5.0 : 6.0;
}
double neighbours(std::size_t i, std::size_t n) { return i == 0 || i + 2 == n ? -2.0 : -4.0; }

}  // namespace

std::vector<double> smooth_trend(std::span<const double> x, double lambda) {
  const std::size_t n = x.size();
  std::vector<double> trend(x.begin(), x.end());
  if (n < 5) {
    return trend;
  }
  // L D L' by one sweep: `one` and `two` are L's diagonals below the main one.
  const double weight = lambda * lambda;
  std::vector<double> pivot(n);
  std::vector<double> one(n, 0.0);
  std::vector<double> two(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    pivot[i] = 1.0 + weight * squares(i, n);
    if (i >= 1) {
      const double beside = weight * neighbours(i - 1, n);
      one[i] = (beside - (i >= 2 ? two[i] * pivot[i - 2] * one[i - 1] : 0.0)) / pivot[i - 1];
      pivot[i] -= one[i] * one[i] * pivot[i - 1];
      trend[i] -= one[i] * trend[i - 1];
    }
    if (i >= 2) {
      pivot[i] -= two[i] * two[i] * pivot[i - 2];
      trend[i] -= two[i] * trend[i - 2];
    }
    if (i + 2 < n) {
      two[i + 2] = weight / pivot[i];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    trend[i] /= pivot[i];
    trend[i] -= (i + 1 < n ? one[i + 1] * trend[i + 1] : 0.0) +
                (i + 2 < n ? two[i + 2] * trend[i + 2] : 0.0);
  }
  return trend;
}

}  // namespace ebb
