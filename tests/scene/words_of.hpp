#pragma once

#include <variant>
#include <vector>

#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// Every row of words in a picture, as it comes.
inline std::vector<Words> words_of(const Picture& picture) {
  std::vector<Words> all;
  for (const Shape& shape : picture.shapes) {
    if (const auto* words = std::get_if<Words>(&shape)) {
      all.push_back(*words);
    }
  }
  return all;
}

}  // namespace ebb::scene
