#include "visualizer/render/painter.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>

#include <SFML/Graphics/View.hpp>

#include "visualizer/render/line_order.hpp"
#include "visualizer/render/scissor.hpp"
#include "visualizer/scene/damage.hpp"

namespace ebb::render {

void Painter::paint_backdrop(const scene::Backdrop& backdrop, sf::RenderTarget& target) {
  const double b = backdrop.brightness;
  const scene::Colour ground = backdrop.ground;
  target.clear(to_sfml({ground.r * b, ground.g * b, ground.b * b, 1.0}));
  mesh_.clear();
  mesh_.add(backdrop);
  const auto& light = mesh_.triangles();
  target.draw(light.data(), light.size(), sf::Triangles, sf::RenderStates{sf::BlendNone});
}

double Painter::set_words(const scene::Words& words) {
  const std::u32string drawn = in_drawing_order(words.text, words.right_to_left);
  text_.setFont(has_right_to_left_letters(drawn) ? fonts_->right_to_left_face()
                                                 : fonts_->face(words.weight));
  text_.setCharacterSize(static_cast<unsigned>(std::max(1L, std::lround(words.size))));
  text_.setString(sf::String::fromUtf32(drawn.begin(), drawn.end()));
  text_.setFillColor(to_sfml(words.colour));
  return static_cast<double>(text_.findCharacterPos(drawn.size()).x) -
         static_cast<double>(text_.findCharacterPos(0).x);
}

void Painter::paint_words(const scene::Words& words, sf::RenderTarget& target) {
  const double width = set_words(words);
  const double before = words.align == scene::Align::left     ? 0.0
                        : words.align == scene::Align::centre ? width * 0.5
                                                              : width;
  // SFML sets the baseline one type size below the text's origin. Whole pixels keep glyphs crisp.
  text_.setPosition(static_cast<float>(std::round(words.at.x - before)),
                    static_cast<float>(std::round(words.at.y) - text_.getCharacterSize()));
  target.draw(text_);
}

void Painter::paint(const scene::Picture& picture, sf::RenderTarget& target) {
  paint_within(
      picture,
      {0.0, 0.0, static_cast<double>(picture.size.width), static_cast<double>(picture.size.height)},
      target);
}

void Painter::paint_part(const scene::Picture& picture, const scene::Box& part,
                         sf::RenderTarget& target) {
  if (part.width > 0.0 && part.height > 0.0 && target.setActive(true)) {
    // When a font's page of glyphs is full it is copied into a larger one, by a means that a
    // scissor would cut as well: so every glyph is there before.
    for (const scene::Shape& shape : picture.shapes) {
      if (const auto* words = std::get_if<scene::Words>(&shape);
          words != nullptr && overlap(bounds_of(shape, picture.size), part)) {
        set_words(*words);
      }
    }
    const Scissor scissor{part, picture.size.height};
    paint_within(picture, part, target);
  }
}

void Painter::paint_within(const scene::Picture& picture, const scene::Box& part,
                           sf::RenderTarget& target) {
  const auto seen = [&](const scene::Shape& shape) {
    return overlap(bounds_of(shape, picture.size), part);
  };
  target.setView(sf::View{sf::FloatRect{0.0F, 0.0F, static_cast<float>(picture.size.width),
                                        static_cast<float>(picture.size.height)}});
  paint_backdrop(picture.backdrop, target);
  mesh_.clear();
  for (const scene::Shape& shape : picture.shapes) {
    std::visit(
        [&](const auto& drawn) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(drawn)>, scene::Words>) {
            if (seen(shape)) {
              mesh_.add(drawn);
            }
          }
        },
        shape);
  }
  const auto& triangles = mesh_.triangles();
  if (!triangles.empty()) {
    target.draw(triangles.data(), triangles.size(), sf::Triangles);
  }
  for (const scene::Shape& shape : picture.shapes) {
    if (const auto* words = std::get_if<scene::Words>(&shape); words != nullptr && seen(shape)) {
      paint_words(*words, target);
    }
  }
}

}  // namespace ebb::render
