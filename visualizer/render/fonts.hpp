#pragma once

#include <stdexcept>

#include <SFML/Graphics/Font.hpp>

#include "visualizer/scene/picture.hpp"

namespace ebb::render {

/// No readable face on this machine; what() says which package brings one.
struct NoFont : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The faces the screen is set in: Inter, else DejaVu Sans. The environment variable EBB_FONT
/// names another file for both weights.
class Fonts {
 public:
  /// Throws NoFont.
  Fonts();
  [[nodiscard]] const sf::Font& face(scene::Weight weight) const;

 private:
  sf::Font light_;
  sf::Font regular_;
};

}  // namespace ebb::render
