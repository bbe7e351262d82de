#pragma once

#include "session/calm_down/fall_candidates.hpp"

namespace ebb {

/// An interval that is meant to hold the truth with a stated chance.
struct TruthRange {
  double low = 0.0;
  double high = 0.0;

  [[nodiscard]] bool holds(double value) const { return value >= low && value <= high; }
  [[nodiscard]] double ratio() const { return high / low; }
};

/// What a curve tells about its fall.
struct FallChances {
  double evidence = 0.0;      ///< log of how much likelier the curve is with a fall than without
  double fall = 0.0;          ///< bpm lost from the mark to the end of the span: the mean of
  TruthRange fall_range;      ///< 80 %
  TruthRange half_time;       ///< 80 % of those that are shown, in seconds
  TruthRange wide_half_time;  ///< 90 %, whether it is shown or not
  double largest_jump = 0.0;  ///< of what the likeliest fall leaves over (`drift_noise`)
};

/// A whole model instead of one line, since what is left over is not noise but the
/// heart's drift, where neighbours are alike. Level, fall, half-time, form, and the drift's size,
/// correlation time and unevenness are all unknown; all of them are tried over a grid, level and
/// fall are integrated exactly, and the chances added up. Held before the curve is seen: falls
/// like half of a normal distribution of 10 bpm; half-times around 42 s within a factor of 2.5
/// (one standard deviation); drift of 0.6 to 10 bpm with correlation times of 10 to 60 s, and as
/// much again that lasts 300 s. So a curve that says little gets a wide range and not a lucky one.
/// The range that may be shown allows for that as well: hearts that are seldom shown count for more
/// in it than they would, each by how seldom that is.
/// docs/calm-down-curve.md tells how well they hold, and what was tried.
[[nodiscard]] FallChances weigh_falls(const FallCandidates& candidates);

}  // namespace ebb
