#pragma once

#include <string_view>

#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// What lies around a practice of imagery: faint, slow, behind everything else.
enum class Surroundings { none, sky, shoreline, woodland, hearth, night_sky, plain_colour, light };

/// The scene that a practice file names ("sky", "shoreline", "plain colour", "light"); none for a
/// name that nobody has drawn.
[[nodiscard]] Surroundings surroundings_of(std::string_view theme);

/// Draws it. `seconds` moves it where it may move, `nearness` 0..1 is how near the light is.
void add_surroundings(Picture& picture, const Layout& layout, const Palette& colours,
                      Surroundings which, double seconds, double nearness, double shown);

}  // namespace ebb::scene
