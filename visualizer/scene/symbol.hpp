#pragma once

#include <string_view>
#include <vector>

#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// Small line drawings: the weather, where a hand may rest, and places.
enum class Symbol {
  none,
  clear,
  bright_spells,
  cloud,
  fog,
  drizzle,
  rain,
  wind,
  storm,
  snow,
  hand_on_heart,
  hand_on_cheek,
  hands_folded,
  warm_cup,
  blanket,
  no_touch,
  shoreline,
  woodland,
  hearth,
  night_sky,
  plain_colour,
};

/// The weather's pictures in the order of their words.
inline constexpr int kWeathers = 9;
[[nodiscard]] Symbol weather(int which);

/// The drawing that goes with a choice of a practice file ("hand on heart", "shoreline"); none for
/// words that nobody has drawn.
[[nodiscard]] Symbol symbol_of(std::string_view choice);

/// Its lines within -1..1 both ways, y downwards.
[[nodiscard]] std::vector<std::vector<Point>> drawing(Symbol symbol);

/// Adds the drawing's lines around a point.
void add_symbol(Picture& picture, Symbol symbol, Point centre, double half_size, double width,
                Colour colour);

}  // namespace ebb::scene
