#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>

#include "estimation/breath/breath_rate_belief.hpp"

namespace ebb {

// What every spectrum has to be read with that may show a breath: what a heart does without one,
// and what a breath leaves beside its own rate. Rows are over the rates of BreathRateBelief.

/// 1 at the blood-pressure wave's usual 6 a minute, falling to both sides.
[[nodiscard]] inline double near_pressure_wave(double rate) {
  constexpr double kRate = 6.0;
  constexpr double kWidth = 2.0;
  const double away = (rate - kRate) / kWidth;
  return std::exp(-0.5 * away * away);
}

/// Mean of an exponential distribution (a spectrum's, without a peak) from its values: the mean of
/// 1 / sqrt(x), which a few peaks hardly move, is sqrt(pi / mean).
template <class Powers>
[[nodiscard]] float level_of(const Powers& powers) {
  const float mean = powers.rsqrt().mean();
  return std::numbers::pi_v<float> / (mean * mean);
}

/// The powers of a window half as long, whose half-bins are twice as wide: every other rate lies
/// between two of them.
template <class Wide>
[[nodiscard]] BreathRateBelief::QuickRow between_wide_bins(const Wide& wide) {
  constexpr Eigen::Index kHalf = BreathRateBelief::kRates / 2;
  constexpr Eigen::Index kFrom = BreathRateBelief::kFirst / 2 - 2;
  const auto here = wide.template segment<kHalf>(kFrom);
  BreathRateBelief::QuickRow power;
  power(Eigen::seqN(0, kHalf, Eigen::fix<2>)) = here;
  power(Eigen::seqN(1, kHalf, Eigen::fix<2>)) =
      0.5F * (here + wide.template segment<kHalf>(kFrom + 1));
  return power;
}

/// `power` less what is a second harmonic of a slower rate, `share` of that one's power; may be
/// below zero.
[[nodiscard]] inline BreathRateBelief::QuickRow without_second_harmonics(
    const BreathRateBelief::QuickRow& power, double share) {
  constexpr auto kFirst = static_cast<Eigen::Index>(BreathRateBelief::kFirst);
  static_assert(kFirst % 2 == 0);
  const auto half = static_cast<float>(0.5 * share);
  BreathRateBelief::QuickRow own = power;
  for (Eigen::Index i = 0; 2 * i + kFirst + 1 < own.size(); ++i) {
    const Eigen::Index twice = 2 * i + kFirst;
    own[twice] -= 2.0F * half * power[i];
    own[twice + 1] -= half * (power[i] + power[i + 1]);
  }
  return own;
}

}  // namespace ebb
