#pragma once

#include <vector>

#include <SFML/Graphics/Vertex.hpp>

#include "visualizer/scene/picture.hpp"

namespace ebb::render {

/// Shapes as triangles whose edges fade by vertex opacity: smooth without multisampling, which is
/// what costs most on a software renderer. Works without a display.
class Mesh {
 public:
  void clear() { vertices_.clear(); }
  void add(const scene::Disc& disc);
  void add(const scene::Ring& ring);
  void add(const scene::Stroke& stroke);
  void add(const scene::Capsule& capsule);
  void add(const scene::Band& band);
  /// The light of the ground: solid, to be drawn without blending over its cleared colour.
  void add(const scene::Backdrop& backdrop);
  [[nodiscard]] const std::vector<sf::Vertex>& triangles() const { return vertices_; }

 private:
  void add_band(scene::Point centre, double from, double to, double inner_radius,
                scene::Colour inner, double outer_radius, scene::Colour outer, int pieces);
  void add_quad(const sf::Vertex& a, const sf::Vertex& b, const sf::Vertex& c, const sf::Vertex& d);

  std::vector<sf::Vertex> vertices_;
};

[[nodiscard]] sf::Color to_sfml(scene::Colour colour);

}  // namespace ebb::render
