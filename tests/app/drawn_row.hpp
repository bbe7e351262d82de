#pragma once

#include <algorithm>
#include <cmath>

#include <SFML/Graphics/Text.hpp>

#include "visualizer/render/fonts.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::app {

/// Where a row of words begins and ends across a picture, in the face it is drawn in. Needs a
/// display.
struct DrawnRow {
  double left = 0.0;
  double right = 0.0;
};

inline DrawnRow drawn_row(const scene::Words& words, const render::Fonts& fonts) {
  const sf::String text = sf::String::fromUtf8(words.text.begin(), words.text.end());
  const auto size = static_cast<unsigned>(std::max(1L, std::lround(words.size)));
  const sf::Text drawn{text, fonts.face(words.weight), size};
  const auto wide = static_cast<double>(drawn.findCharacterPos(text.getSize()).x);
  const double left = words.at.x - (words.align == scene::Align::left     ? 0.0
                                    : words.align == scene::Align::centre ? wide * 0.5
                                                                          : wide);
  return {left, left + wide};
}

}  // namespace ebb::app
