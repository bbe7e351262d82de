#pragma once

#include <SFML/Graphics/RenderTarget.hpp>
#include <SFML/Graphics/Text.hpp>

#include "visualizer/render/fonts.hpp"
#include "visualizer/render/mesh.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::render {

/// Draws a picture onto any target of the picture's size. On a software renderer pixels are what
/// costs: the ground is cleared, not drawn, its light is drawn without blending, nothing is
/// textured but glyphs, and no pixel of the guide is filled twice.
class Painter {
 public:
  explicit Painter(const Fonts& fonts) : fonts_(&fonts) {}

  void paint(const scene::Picture& picture, sf::RenderTarget& target);
  /// Only that part of it, in whole pixels: the rest of the target stays as it is.
  void paint_part(const scene::Picture& picture, const scene::Box& part, sf::RenderTarget& target);

 private:
  void paint_within(const scene::Picture& picture, const scene::Box& part,
                    sf::RenderTarget& target);
  void paint_backdrop(const scene::Backdrop& backdrop, sf::RenderTarget& target);
  void paint_words(const scene::Words& words, sf::RenderTarget& target);
  /// Makes the text ready, its glyphs included. How wide it is.
  double set_words(const scene::Words& words);

  const Fonts* fonts_;
  Mesh mesh_;
  sf::Text text_;
};

}  // namespace ebb::render
