#pragma once

#include <stdexcept>

#include <SFML/Graphics/Font.hpp>

#include "visualizer/scene/picture.hpp"

namespace ebb::render {

/// No readable face on this machine; what() says which package brings one.
struct NoFont : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The faces the screen is set in: Inter, else DejaVu Sans; letters from right to left always in
/// DejaVu Sans, which has their joined forms. The environment variable EBB_FONT names another file
/// for all of them.
class Fonts {
 public:
  /// Throws NoFont.
  Fonts();
  [[nodiscard]] const sf::Font& face(scene::Weight weight) const;
  /// For a line that has letters from right to left.
  [[nodiscard]] const sf::Font& right_to_left_face() const;

 private:
  sf::Font light_;
  sf::Font regular_;
  mutable sf::Font right_to_left_;  ///< read once it is needed: few ever do
  mutable bool right_to_left_read_ = false;
};

}  // namespace ebb::render
