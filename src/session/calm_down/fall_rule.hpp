#pragma once

#include <span>

#include "session/calm_down/fall_chances.hpp"
#include "session/calm_down/fall_line.hpp"
#include "session/calm_down/smooth_curve.hpp"

namespace ebb {

// What has to be earned before anything is told of a fall. The numbers are those of
// docs/calm-down-curve.md, where the calibration shows what they give.

/// Less than five minutes, save a breath at either end, reads a half-time too short.
inline constexpr double kShortestRecovery = 285.0;
/// Later on a curve tells of other things.
inline constexpr double kLongestRecovery = 20.0 * 60.0;

/// Up and down at least twice by 6 bpm: waves, and no single curve whatever fits best.
[[nodiscard]] bool is_waves(std::span<const BreathMean> points);

/// Whether one line of 3 bpm or more goes through the curve, better than a flat one and not too
/// quick or slow for the `span` seconds of it: else there is no need to weigh anything.
[[nodiscard]] bool may_show_line(const FallLine& line, double span);

/// Whether it is a fall that a drifting heart hardly makes by itself.
[[nodiscard]] bool may_show_fall(const FallChances& chances);

/// Whether its half-time may be told as well: surer still, a curve that hardly rises in between and
/// nowhere jumps as the drift that is believed in would not, and a fall of 24 bpm at most, as far
/// as this was tried. The 90 % range is no wider than a factor of four and closed within 0.8 of the
/// span: that is of the chances before anything is shown, since a limit on what is shown would
/// choose once more. What is shown is still no wider than a factor of five, and within the span.
[[nodiscard]] bool may_show_half_time(const FallChances& chances,
                                      std::span<const BreathMean> points, double span);

}  // namespace ebb
