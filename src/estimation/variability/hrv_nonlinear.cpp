#include "estimation/variability/hrv_nonlinear.hpp"

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "signal/detrended_fluctuation.hpp"
#include "signal/sample_entropy.hpp"
#include "signal/spread.hpp"

namespace ebb {
namespace {

constexpr double kTolerance = 0.2;
constexpr std::size_t kFewest = 100;
constexpr std::size_t kMost = 250000;

using Runs = std::span<const std::span<const double>>;

std::optional<double> sample_entropy(std::span<const double> all, Runs runs) {
  if (all.size() < kFewest || all.size() > kMost) {
    return std::nullopt;
  }
  const double spread = deviation(all);
  // What rounding leaves of a constant series is no deviation.
  constexpr double kRounding = 1e-9;
  if (!(spread > kRounding * mean(all))) {
    return std::nullopt;
  }
  const AlikePairs pairs = count_alike_pairs(runs, kTolerance * spread);
  if (pairs.beginnings < kFewest || pairs.of_three == 0) {
    return std::nullopt;
  }
  return std::log(static_cast<double>(pairs.of_two) / static_cast<double>(pairs.of_three));
}

}  // namespace

HrvNonlinear hrv_nonlinear(const NnSeries& series) {
  std::vector<std::span<const double>> runs;
  for (std::size_t r = 0; r < series.runs.size(); ++r) {
    runs.push_back(series.run(r));
  }
  HrvNonlinear h;
  h.sample_entropy = sample_entropy(series.intervals, runs);
  h.dfa_alpha1 = scaling_exponent(runs, {.first = 4, .last = 16});
  h.dfa_alpha2 = scaling_exponent(runs, {.first = 16, .last = 64});
  return h;
}

}  // namespace ebb
