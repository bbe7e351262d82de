#include "signal/cubic_spline.hpp"

#include <cassert>
#include <cstddef>
#include <vector>

namespace ebb {
namespace {

/// A sixth of the second derivative at each point, by elimination down and up (Thomas).
std::vector<double> bends(std::span<const double> x, std::span<const double> y) {
  const std::size_t n = x.size();
  std::vector<double> bend(n, 0.0);
  std::vector<double> upper(n, 0.0);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double before = x[i] - x[i - 1];
    const double after = x[i + 1] - x[i];
    const double turn = (y[i + 1] - y[i]) / after - (y[i] - y[i - 1]) / before;
    const double pivot = 2.0 * (before + after) - before * upper[i - 1];
    upper[i] = after / pivot;
    bend[i] = (turn - before * bend[i - 1]) / pivot;
  }
  for (std::size_t i = n - 1; i-- > 1;) {
    bend[i] -= upper[i] * bend[i + 1];
  }
  return bend;
}

}  // namespace

void sample_cubic_spline(std::span<const double> x, std::span<const double> y, double first,
                         double step, std::span<double> out) {
  assert(x.size() == y.size() && x.size() >= 2);
  const std::vector<double> bend = bends(x, y);
  std::size_t piece = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double at = first + step * static_cast<double>(i);
    while (piece + 2 < x.size() && at >= x[piece + 1]) {
      ++piece;
    }
    const double h = x[piece + 1] - x[piece];
    const double up = at - x[piece];
    const double down = x[piece + 1] - at;
    out[i] = (bend[piece] * down * (down * down - h * h) +
              bend[piece + 1] * up * (up * up - h * h) + y[piece] * down + y[piece + 1] * up) /
             h;
  }
}

}  // namespace ebb
