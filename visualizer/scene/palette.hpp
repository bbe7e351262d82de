#pragma once

#include "visualizer/scene/colour.hpp"
#include "visualizer/scene/settings.hpp"

namespace ebb::scene {

/// Every colour on the screen. Words stand at least 4.5 : 1 off the ground; the three lines stay
/// apart for protan, deutan and tritan eyes (CIE76 of 30 or more) and in greyscale; nothing is red
/// or green, and nothing changes colour to judge.
struct Palette {
  Colour ground;
  Colour panel;  ///< the resting light behind the guide
  Colour text;
  Colour quiet_text;
  Colour guide_fill;
  Colour guide_line;
  Colour own_breath;
  Colour heart;
};

/// How solid the three lines are drawn where they are whole: so that what reaches the eye, over
/// whatever lies under them, is as far apart as the colours are.
inline constexpr double kGuideLineSolid = 0.88;
inline constexpr double kOwnBreathSolid = 0.6;  ///< and never more: it is company, not a target
inline constexpr double kHeartSolid = 1.0;

[[nodiscard]] const Palette& palette(Theme theme);

/// Every colour on its way from one palette to another.
[[nodiscard]] Palette mixed(const Palette& from, const Palette& to, double t);

}  // namespace ebb::scene
