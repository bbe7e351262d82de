#pragma once

#include <vector>

#include <SFML/Graphics/RenderTarget.hpp>
#include <SFML/Graphics/Text.hpp>
#include <SFML/Graphics/Texture.hpp>

#include "visualizer/render/fonts.hpp"
#include "visualizer/render/mesh.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::render {

/// Draws a picture onto any target of the picture's size. Keeps what rarely changes (the ground,
/// glyphs, the triangle buffer), so a frame costs little without a graphics card.
class Painter {
 public:
  explicit Painter(const Fonts& fonts) : fonts_(&fonts) {}

  void paint(const scene::Picture& picture, sf::RenderTarget& target);

 private:
  void paint_backdrop(const scene::Picture& picture, sf::RenderTarget& target);
  void paint_words(const scene::Words& words, sf::RenderTarget& target);

  const Fonts* fonts_;
  Mesh mesh_;
  sf::Text text_;
  sf::Texture backdrop_;
  scene::Backdrop drawn_;
  scene::Extent drawn_size_{0, 0};
};

/// The still ground as pixels: a wide light that fades outwards, with a fixed grain of half a step
/// so that no bands show. Solid; brightness is left out.
[[nodiscard]] std::vector<sf::Uint8> backdrop_pixels(const scene::Backdrop& backdrop,
                                                     scene::Extent size);

}  // namespace ebb::render
