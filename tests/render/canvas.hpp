#pragma once

#include <array>
#include <cstdlib>

#include <SFML/Graphics/Image.hpp>
#include <SFML/Graphics/RenderTexture.hpp>

#include "visualizer/render/display.hpp"
#include "visualizer/render/painter.hpp"

// A test that draws skips itself, with a sentence, where there is nothing to draw on; where there
// is (EBB_HAS_DISPLAY), one that is refused fails.
#define EBB_NEEDS_DISPLAY()                                                           \
  const auto display = ebb::render::Display::open();                                  \
  if (!display) {                                                                     \
    if (std::getenv("EBB_HAS_DISPLAY") != nullptr) {                                  \
      FAIL() << "There is a display here, and it refused to be drawn on.";            \
    }                                                                                 \
    GTEST_SKIP() << "There is no display here; scripts/test brings Xvfb to draw on."; \
  }                                                                                   \
  static_assert(true, "")

namespace ebb::render {

/// Something to draw on and look at.
class Canvas {
 public:
  explicit Canvas(scene::Extent size) {
    texture_.create(static_cast<unsigned>(size.width), static_cast<unsigned>(size.height));
  }
  sf::Image draw(const scene::Picture& picture) {
    painter_.paint(picture, texture_);
    return seen();
  }
  sf::Image draw_part(const scene::Picture& picture, const scene::Box& part) {
    painter_.paint_part(picture, part, texture_);
    return seen();
  }

 private:
  sf::Image seen() {
    texture_.display();
    return texture_.getTexture().copyToImage();
  }

  Fonts fonts_;
  Painter painter_{fonts_};
  sf::RenderTexture texture_;
};

/// WCAG relative luminance of a pixel, 0..1.
inline double luminance(sf::Color c) {
  static const auto linear = [] {
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const double grey = static_cast<double>(i) / 255.0;
      table[i] = scene::luminance({grey, grey, grey, 1.0});
    }
    return table;
  }();
  return 0.2126 * linear[c.r] + 0.7152 * linear[c.g] + 0.0722 * linear[c.b];
}

}  // namespace ebb::render
