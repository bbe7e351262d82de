#pragma once

#include <optional>
#include <span>
#include <vector>

#include "session/calm_down/breath_means.hpp"

namespace ebb {

/// The curve at one instant, with the band that says how unsure it is.
struct SmoothPoint {
  double seconds = 0.0;
  double rate = 0.0;  ///< bpm
  double low = 0.0;   ///< what breath means lie within, there: one standard deviation each way
  double high = 0.0;
};

/// The breath means drawn together at one instant, by a bell of 8 s. Nothing where the next one is
/// more than 10 s away: a gap stays a gap.
[[nodiscard]] std::optional<SmoothPoint> smoothed_at(std::span<const BreathMean> points,
                                                     double seconds);

/// How a curve goes up between its lows and highs, drawn together at its points; rises of less than
/// `least` bpm are none. What a single fall has little of.
struct Rises {
  int count = 0;
  double largest = 0.0;  ///< bpm, of those counted
};
[[nodiscard]] Rises rises_of(std::span<const BreathMean> points, double least);

}  // namespace ebb
