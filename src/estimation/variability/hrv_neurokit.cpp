#include "estimation/variability/hrv_neurokit.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "estimation/variability/hrv.hpp"
#include "signal/detrended_fluctuation.hpp"
#include "signal/spread.hpp"

namespace ebb {
std::optional<NeurokitIndices> neurokit_indices(std::span<const double> intervals) {
  const std::optional<HrvTime> ours = hrv_time(intervals);
  if (!ours) {
    return std::nullopt;
  }
  const auto n = static_cast<double>(intervals.size());
  std::vector<double> sums;
  for (std::size_t i = 1; i < intervals.size(); ++i) {
    sums.push_back(intervals[i - 1] + intervals[i]);
  }
  NeurokitIndices h;
  h.pnn50 = 100.0 * static_cast<double>(ours->nn50) / n;
  h.pnn20 = 100.0 * static_cast<double>(ours->nn20) / n;
  h.mad = 1.4826 * ours->mad;
  h.mcvnn = h.mad / ours->median_rr;
  h.sd2 = deviation(sums) / std::numbers::sqrt2;
  h.ellipse = std::numbers::pi * ours->sd1 * h.sd2;
  h.csi = ours->sd1 > 0.0 ? h.sd2 / ours->sd1 : 0.0;
  h.cvi = h.sd2 > 0.0 && ours->sd1 > 0.0 ? std::log10(16.0 * ours->sd1 * h.sd2) : 0.0;
  const std::vector<std::span<const double>> runs{intervals};
  const auto exponent = [&runs](std::size_t first, std::size_t last) {
    return scaling_exponent(
        runs,
        {.first = first, .last = last, .overlapping = true, .fewest_windows = 1, .flat = 1e-8});
  };
  h.dfa_alpha1 = exponent(4, 11);
  const std::size_t tenth = (intervals.size() + 1) / 10;
  if (tenth >= 13) {
    h.dfa_alpha2 = exponent(12, tenth);
  }
  return h;
}

std::optional<NeurokitPieces> neurokit_pieces(std::span<const double> intervals, double minutes) {
  const double length = 60000.0 * minutes;
  std::vector<double> ends;
  double end = 0.0;
  for (const double ms : intervals) {
    end += ms;
    ends.push_back(end);
  }
  const double pieces = std::nearbyint(end / length);
  if (!(pieces >= 3.0) || pieces > static_cast<double>(intervals.size())) {
    return std::nullopt;
  }
  std::vector<double> means;
  std::vector<double> deviations;
  for (std::size_t i = 0; i < static_cast<std::size_t>(pieces); ++i) {
    const auto piece = static_cast<double>(i);
    const auto at = [&ends](double ms) { return std::lower_bound(ends.begin(), ends.end(), ms); };
    const auto first = static_cast<std::size_t>(at(piece * length) - ends.begin());
    const auto beyond = static_cast<std::size_t>(at((piece + 1.0) * length) - ends.begin());
    if (beyond < first + 3) {
      return std::nullopt;
    }
    const auto cut = intervals.subspan(first, beyond - 1 - first);
    means.push_back(mean(cut));
    deviations.push_back(deviation(cut));
  }
  return NeurokitPieces{deviation(means), mean(deviations)};
}

}  // namespace ebb
