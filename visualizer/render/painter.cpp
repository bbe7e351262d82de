#include "visualizer/render/painter.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <variant>
#include <vector>

#include <SFML/Graphics/Sprite.hpp>
#include <SFML/Graphics/View.hpp>

#include "visualizer/scene/glide.hpp"

namespace ebb::render {
namespace {

/// Ordered 8 x 8 thresholds, 0..1: the same grain for every frame, so it never shimmers.
double grain(unsigned x, unsigned y) {
  unsigned value = 0;
  for (unsigned bit = 0; bit < 3; ++bit) {
    const unsigned a = (x >> bit) & 1U;
    const unsigned b = (y >> bit) & 1U;
    value |= ((a ^ b) << (5U - 2U * bit)) | (b << (4U - 2U * bit));
  }
  return (static_cast<double>(value) + 0.5) / 64.0;
}

}  // namespace

std::vector<sf::Uint8> backdrop_pixels(const scene::Backdrop& backdrop, scene::Extent size) {
  const auto width = static_cast<unsigned>(std::max(size.width, 1));
  const auto height = static_cast<unsigned>(std::max(size.height, 1));
  std::vector<sf::Uint8> pixels(std::size_t{width} * height * 4U);
  std::size_t at = 0;
  for (unsigned y = 0; y < height; ++y) {
    for (unsigned x = 0; x < width; ++x) {
      const double far = std::hypot(x + 0.5 - backdrop.centre.x, y + 0.5 - backdrop.centre.y);
      const double light = scene::raised_cosine(1.0 - far / std::max(backdrop.reach, 1.0));
      const scene::Colour c = scene::mixed(backdrop.ground, backdrop.light, light);
      const double step = grain(x, y);
      for (const double part : {c.r, c.g, c.b}) {
        pixels[at++] = static_cast<sf::Uint8>(std::min(255.0, std::floor(part * 255.0 + step)));
      }
      pixels[at++] = 255;
    }
  }
  return pixels;
}

void Painter::paint_backdrop(const scene::Picture& picture, sf::RenderTarget& target) {
  scene::Backdrop wanted = picture.backdrop;
  wanted.brightness = 1.0;
  const auto width = static_cast<unsigned>(std::max(picture.size.width, 1));
  const auto height = static_cast<unsigned>(std::max(picture.size.height, 1));
  if (wanted != drawn_ || picture.size != drawn_size_) {
    if (backdrop_.getSize() != sf::Vector2u{width, height} && !backdrop_.create(width, height)) {
      target.clear(to_sfml(picture.backdrop.ground));
      return;
    }
    backdrop_.update(backdrop_pixels(wanted, picture.size).data());
    drawn_ = wanted;
    drawn_size_ = picture.size;
  }
  sf::Sprite ground{backdrop_};
  const double b = picture.backdrop.brightness;
  ground.setColor(to_sfml({b, b, b, 1.0}));
  target.draw(ground, sf::RenderStates{sf::BlendNone});
}

void Painter::paint_words(const scene::Words& words, sf::RenderTarget& target) {
  text_.setFont(fonts_->face(words.weight));
  text_.setCharacterSize(static_cast<unsigned>(std::max(1L, std::lround(words.size))));
  text_.setString(sf::String::fromUtf8(words.text.begin(), words.text.end()));
  text_.setFillColor(to_sfml(words.colour));
  const double width = static_cast<double>(text_.findCharacterPos(words.text.size()).x) -
                       static_cast<double>(text_.findCharacterPos(0).x);
  const double before = words.align == scene::Align::left     ? 0.0
                        : words.align == scene::Align::centre ? width * 0.5
                                                              : width;
  // SFML sets the baseline one type size below the text's origin. Whole pixels keep glyphs crisp.
  text_.setPosition(static_cast<float>(std::round(words.at.x - before)),
                    static_cast<float>(std::round(words.at.y) - text_.getCharacterSize()));
  target.draw(text_);
}

void Painter::paint(const scene::Picture& picture, sf::RenderTarget& target) {
  target.setView(sf::View{sf::FloatRect{0.0F, 0.0F, static_cast<float>(picture.size.width),
                                        static_cast<float>(picture.size.height)}});
  paint_backdrop(picture, target);
  mesh_.clear();
  for (const scene::Shape& shape : picture.shapes) {
    std::visit(
        [this](const auto& drawn) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(drawn)>, scene::Words>) {
            mesh_.add(drawn);
          }
        },
        shape);
  }
  const auto& triangles = mesh_.triangles();
  if (!triangles.empty()) {
    target.draw(triangles.data(), triangles.size(), sf::Triangles);
  }
  for (const scene::Shape& shape : picture.shapes) {
    if (const auto* words = std::get_if<scene::Words>(&shape)) {
      paint_words(*words, target);
    }
  }
}

}  // namespace ebb::render
