#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "render/canvas.hpp"
#include "scene/at_the_screen.hpp"
#include "scene/colour_sight.hpp"
#include "visualizer/app/walk.hpp"

namespace ebb::app {
namespace {

using scene::Colour;
using scene::Sight;
using scene::Theme;
using scene::View;

constexpr scene::Extent kSize{960, 540};

struct Look {
  Theme theme;
  View view;
};

/// The three lines as they were drawn: of each, the pixel that is most itself.
struct Drawn {
  Colour guide;
  Colour own;
  Colour heart;
};

class DrawnLines : public testing::TestWithParam<Look> {};

std::string name_of(const testing::TestParamInfo<Look>& one) {
  constexpr const char* kThemes[] = {"Dark", "Light", "DarkHighContrast", "LightHighContrast"};
  return std::string{kThemes[static_cast<std::size_t>(one.param.theme)]} +
         (one.param.view == View::disc ? "Disc" : "Hill");
}

INSTANTIATE_TEST_SUITE_P(
    EveryTheme, DrawnLines,
    testing::Values(Look{Theme::dark, View::disc}, Look{Theme::light, View::disc},
                    Look{Theme::dark_high_contrast, View::disc},
                    Look{Theme::light_high_contrast, View::disc}, Look{Theme::dark, View::hill},
                    Look{Theme::light, View::hill}, Look{Theme::dark_high_contrast, View::hill},
                    Look{Theme::light_high_contrast, View::hill}),
    name_of);

/// Of the pixels at these places the one that is nearest to what the line is painted with.
Colour nearest(const sf::Image& image, const std::vector<scene::Point>& places, Colour painted) {
  Colour best;
  double least = 1e9;
  for (const scene::Point& at : places) {
    if (at.x < 0.0 || at.y < 0.0 || at.x >= kSize.width || at.y >= kSize.height) {
      continue;
    }
    const sf::Color pixel =
        image.getPixel(static_cast<unsigned>(at.x), static_cast<unsigned>(at.y));
    const Colour colour{pixel.r / 255.0, pixel.g / 255.0, pixel.b / 255.0, 1.0};
    if (const double off = difference(Sight::usual, colour, painted); off < least) {
      least = off;
      best = colour;
    }
  }
  return best;
}

std::vector<scene::Point> around(const scene::Ring& ring) {
  std::vector<scene::Point> places;
  for (int i = 0; i < 720; ++i) {
    const double angle = i * 0.5 * 3.14159265358979 / 180.0;
    for (double r = ring.radius - 3.0; r <= ring.radius + 3.0; r += 0.5) {
      places.push_back({ring.centre.x + r * std::cos(angle), ring.centre.y + r * std::sin(angle)});
    }
  }
  return places;
}

std::vector<scene::Point> along(const scene::Stroke& stroke) {
  std::vector<scene::Point> places;
  for (const auto& node : stroke.nodes) {
    for (double y = node.at.y - 3.0; node.opacity > 0.95 && y <= node.at.y + 3.0; y += 0.5) {
      places.push_back({node.at.x, y});
    }
  }
  return places;
}

bool is_of(const Colour& shape, const Colour& line) {
  return shape.r == line.r && shape.g == line.g && shape.b == line.b;
}

Drawn drawn(const Look& look) {
  Shot shot;
  shot.practice = "own-rhythm";
  shot.keys = "0:space,2:enter";
  shot.at = 31.0;
  shot.view = look.view;
  const scene::Picture picture =
      picture_of(shot, scene::whole_shelf(), kSize, {.theme = look.theme}, scene::uk_english());
  const scene::Palette& colours = scene::palette(look.theme);
  render::Canvas canvas{kSize};
  const sf::Image image = canvas.draw(picture);
  std::vector<scene::Point> guide;
  std::vector<scene::Point> own;
  std::vector<scene::Point> heart;
  const auto add = [](std::vector<scene::Point>& to, const std::vector<scene::Point>& more) {
    to.insert(to.end(), more.begin(), more.end());
  };
  for (const scene::Shape& shape : picture.shapes) {
    if (const auto* ring = std::get_if<scene::Ring>(&shape)) {
      add(is_of(ring->colour, colours.own_breath) ? own : guide, around(*ring));
    } else if (const auto* stroke = std::get_if<scene::Stroke>(&shape)) {
      add(is_of(stroke->colour, colours.heart) ? heart : guide, along(*stroke));
    }
  }
  EXPECT_FALSE(guide.empty() || own.empty() || heart.empty()) << "a line is not there";
  return {nearest(image, guide, colours.guide_line), nearest(image, own, colours.own_breath),
          nearest(image, heart, colours.heart)};
}

TEST_P(DrawnLines, A32_StayApartForEveryKindOfEyesAndInGreyscale) {
  EBB_NEEDS_DISPLAY();
  const Drawn lines = drawn(GetParam());
  for (const Sight sight : {Sight::usual, Sight::protan, Sight::deutan, Sight::tritan}) {
    EXPECT_GE(difference(sight, lines.guide, lines.own), 30.0) << static_cast<int>(sight);
    EXPECT_GE(difference(sight, lines.guide, lines.heart), 30.0) << static_cast<int>(sight);
    EXPECT_GE(difference(sight, lines.own, lines.heart), 30.0) << static_cast<int>(sight);
  }
  const auto lightness = [](Colour c) { return 116.0 * std::cbrt(luminance(c)) - 16.0; };
  EXPECT_GE(std::abs(lightness(lines.guide) - lightness(lines.own)), 10.0);
  EXPECT_GE(std::abs(lightness(lines.guide) - lightness(lines.heart)), 10.0);
  EXPECT_GE(std::abs(lightness(lines.own) - lightness(lines.heart)), 10.0);
}

}  // namespace
}  // namespace ebb::app
