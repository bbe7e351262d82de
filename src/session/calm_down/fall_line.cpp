#include "session/calm_down/fall_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace ebb {
namespace {

constexpr std::size_t kShapes = FallCandidates::kShapes;
constexpr std::size_t kWidth = FallCandidates::kWidth;
constexpr std::size_t kRates = FallCandidates::kRates;

double aicc(double squares, double points, double unknowns) {
  return points * std::log(squares / points) + 2.0 * unknowns +
         2.0 * unknowns * (unknowns + 1.0) / (points - unknowns - 1.0);
}

}  // namespace

std::optional<FallLine> best_line(const FallCandidates& candidates) {
  constexpr std::size_t kFewestPoints = 12;
  const std::size_t points = candidates.points().size();
  if (points < kFewestPoints) {
    return std::nullopt;
  }
  const std::vector<double>& series = candidates.series();
  const auto n = static_cast<double>(points);
  double flat = 1e-9 * n;  // no heart is so even
  for (std::size_t i = 0; i < points; ++i) {
    const double y = series[i * kWidth + kRates];
    flat += y * y;
  }
  const double flat_aicc = aicc(flat, n, 2.0);
  std::optional<FallLine> best;
  for (std::size_t j = 0; j < kShapes; ++j) {
    const FallShape shape = candidates.shape(j);
    if (shape.form == FallForm::two_speeds) {
      continue;
    }
    double sum = 0.0;
    double squares = 0.0;
    double product = 0.0;
    for (std::size_t i = 0; i < points; ++i) {
      const double g = series[i * kWidth + j];
      sum += g;
      squares += g * g;
      product += g * series[i * kWidth + kRates];
    }
    squares -= sum * sum / n;
    const double fall = product / squares;
    if (!(squares > 1e-9) || !(fall > 0.0)) {
      continue;
    }
    const double unknowns = shape.form == FallForm::exponential ? 4.0 : 5.0;
    const double gain = flat_aicc - aicc(std::max(flat - fall * product, 1e-9 * n), n, unknowns);
    if (!best || gain > best->aicc_gain) {
      best = FallLine{shape, candidates.mean_rate() - fall * sum / n, fall, gain};
    }
  }
  return best;
}

}  // namespace ebb
