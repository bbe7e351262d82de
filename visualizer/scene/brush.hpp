#pragma once

#include <string>
#include <string_view>

#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

inline constexpr double kUnseen = 1.0 / 512.0;

/// Adds words unless nobody could see them.
void add_words(Picture& picture, std::string_view text, Point at, double size, Align align,
               Weight weight, Colour colour, double opacity);

/// The same words, which can also be pressed while `live`.
void add_hint(Picture& picture, std::string_view text, Point at, double size, Align align,
              Colour colour, double opacity, Key key, bool live);

/// Between a key and what it does: an em space, which no wrapping takes away; it is drawn as three
/// plain ones.
inline constexpr std::string_view kApart = "\u2003";

/// "E   ease off"
[[nodiscard]] std::string spelled(std::string_view key, std::string_view does);

}  // namespace ebb::scene
