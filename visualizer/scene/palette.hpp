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

[[nodiscard]] const Palette& palette(Theme theme);

/// Every colour on its way from one palette to another.
[[nodiscard]] Palette mixed(const Palette& from, const Palette& to, double t);

}  // namespace ebb::scene
