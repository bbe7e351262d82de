#pragma once

#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// What is known of the guide at an instant.
struct GuideLook {
  View view = View::disc;
  Motion motion = Motion::full;
  double size = 0.4;      ///< 0 smallest, 1 widest
  double shown = 0.0;     ///< opacity
  double phase = 0.0;     ///< of the whole breath in turns
  double in_share = 0.4;  ///< of the breath
  double moving = 0.0;    ///< 1 while a breath is shown: what is to come may be seen
  double hue = 0.0;       ///< degrees
};

/// The guide's size at a phase: a raised cosine per half-breath.
[[nodiscard]] double size_at(double phase, double in_share);

/// The shape that keeps company: a disc, a dot on the wave of the breath to come, or a column that
/// fills; for two words only a light behind them.
void add_guide(Picture& picture, const Layout& layout, const Palette& colours,
               const GuideLook& look);

/// The own breath beside the guide, dashed: a ring around the disc's centre, a small one beside the
/// dot or the column.
void add_own_breath(Picture& picture, const Layout& layout, const Palette& colours,
                    const GuideLook& look, double size, double opacity);

}  // namespace ebb::scene
