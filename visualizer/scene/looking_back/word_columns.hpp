#pragma once

#include <string>
#include <vector>

#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// Words of one day.
struct WordColumn {
  std::string above;  ///< quiet: when that was
  std::string text;
};

/// Side by side from the left, as many as can be read with ease at this type size, at least one;
/// text that is longer than the box is high ends with a sign.
void add_word_columns(Picture& picture, const Box& box, const std::vector<WordColumn>& columns,
                      double type, const Palette& colours, double shown);

}  // namespace ebb::scene
