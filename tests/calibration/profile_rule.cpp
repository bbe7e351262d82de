#include "calibration/profile_rule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

#include "session/calm_down/fall_candidates.hpp"
#include "session/calm_down/fall_rule.hpp"

namespace ebb::calibration {
namespace {

constexpr std::size_t kHalfTimes = FallCandidates::kHalfTimes;
constexpr double kSecondsEach = 40.0;
constexpr double kThreshold = 1.64;
constexpr double kUnknowns = 3.0;
constexpr double kLeastOfRest = 3.0;  // standard deviations
constexpr double kWidest = 4.0;

/// What the best line of a form leaves over, for each half-time that is tried.
std::array<double, kHalfTimes> profile_of(const FallCandidates& candidates, FallForm form) {
  const std::vector<double>& series = candidates.series();
  const std::size_t points = candidates.points().size();
  const auto row = static_cast<std::size_t>(std::find(kFallForms.begin(), kFallForms.end(), form) -
                                            kFallForms.begin());
  std::array<double, kHalfTimes> left{};
  for (std::size_t k = 0; k < kHalfTimes; ++k) {
    double sum = 0.0;
    double squares = 0.0;
    double product = 0.0;
    double whole = 0.0;
    for (std::size_t i = 0; i < points; ++i) {
      const double* at = &series[i * FallCandidates::kWidth];
      const double g = at[row * kHalfTimes + k];
      const double y = at[FallCandidates::kRates];
      sum += g;
      squares += g * g;
      product += g * y;
      whole += y * y;
    }
    squares -= sum * sum / static_cast<double>(points);
    left.at(k) = whole - (squares > 1e-9 ? product * product / squares : 0.0);
  }
  return left;
}

/// The half-times around the least of a profile that lie below a limit; nothing when they reach
/// either end of what was tried.
std::optional<TruthRange> below(const std::array<double, kHalfTimes>& profile, double limit,
                                const FallCandidates& candidates) {
  const auto inside = [limit](double value) { return value <= limit; };
  const auto first = static_cast<std::size_t>(std::find_if(profile.begin(), profile.end(), inside) -
                                              profile.begin());
  const auto after = static_cast<std::size_t>(
      std::find_if(profile.rbegin(), profile.rend(), inside).base() - profile.begin());
  if (first == 0 || after >= kHalfTimes) {
    return std::nullopt;
  }
  const auto crossing = [&](std::size_t out, std::size_t in) {
    const double share = (profile.at(out) - limit) / (profile.at(out) - profile.at(in));
    const auto from = static_cast<double>(out);
    return candidates.half_time(from + share * (static_cast<double>(in) - from));
  };
  return TruthRange{crossing(first - 1, first), crossing(after, after - 1)};
}

}  // namespace

std::optional<ProfileFall> profile_fall(const CalmDown& told) {
  if (told.caption == CalmDownCaption::waves || told.caption == CalmDownCaption::too_short ||
      told.caption == CalmDownCaption::too_little_signal) {
    return std::nullopt;
  }
  const double span = std::min(told.recovery.seconds(), kLongestRecovery);
  const auto end = std::find_if(told.curve.points.begin(), told.curve.points.end(),
                                [](const BreathMean& p) { return p.middle > kLongestRecovery; });
  const std::span<const BreathMean> points{told.curve.points.begin(), end};
  const FallCandidates candidates{points, span};
  const auto line = best_line(candidates);
  if (!line || !may_show_line(*line, span)) {
    return std::nullopt;
  }
  const auto profile = profile_of(candidates, line->shape.form);
  const double least = *std::min_element(profile.begin(), profile.end());
  const double rest = std::sqrt(least / (static_cast<double>(points.size()) - kUnknowns));
  if (line->fall < kLeastOfRest * rest) {
    return std::nullopt;
  }
  ProfileFall fall{line->shape.half_time, std::nullopt};
  const double n_eff = span / kSecondsEach;
  fall.range = below(profile, least * (1.0 + kThreshold / (n_eff - kUnknowns)), candidates);
  if (fall.range && fall.range->ratio() > kWidest) {
    fall.range.reset();
  }
  return fall;
}

}  // namespace ebb::calibration
