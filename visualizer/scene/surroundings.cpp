#include "visualizer/scene/surroundings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "visualizer/scene/glide.hpp"

namespace ebb::scene {
namespace {

constexpr double kUnseen = 1.0 / 512.0;
constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr Colour kEmber = from_hex(0xB98A5A);

Disc glow(Point centre, double radius, double reach, Colour colour, double solid) {
  const Colour c = colour.with_opacity(solid);
  return {centre, radius, radius * 0.9, reach, c, c.thinned(0.8), c.thinned(0.5)};
}

void add_waves(Picture& picture, double width, double y, double height, double waves, double shift,
               double line, Colour colour) {
  Stroke stroke{{}, line, colour};
  constexpr int kPieces = 80;
  for (int i = 0; i <= kPieces; ++i) {
    const double share = static_cast<double>(i) / kPieces;
    stroke.nodes.push_back({{width * share, y + height * std::sin(kTurn * (waves * share + shift))},
                            raised_cosine(share / 0.2) * raised_cosine((1.0 - share) / 0.2)});
  }
  picture.shapes.emplace_back(std::move(stroke));
}

/// Three soft clouds that cross in about ten minutes.
void add_sky(Picture& picture, const Colour& colour, double seconds, double shown) {
  const double w = picture.size.width;
  const double h = picture.size.height;
  constexpr std::array<std::array<double, 3>, 3> kClouds = {
      {{0.12, 0.2, 1.0}, {0.5, 0.1, 0.7}, {0.84, 0.28, 0.85}}};
  for (const auto& [start, high, size] : kClouds) {
    const double along = start + seconds / 600.0;
    const double x = (along - std::floor(along)) * 1.5 - 0.25;
    const double edge = raised_cosine((x + 0.25) / 0.25) * raised_cosine((1.25 - x) / 0.25);
    for (const auto& [dx, dy, r] : {std::array{-0.075, 0.02, 0.055}, std::array{0.0, -0.012, 0.08},
                                    std::array{0.08, 0.018, 0.06}}) {
      const double radius = r * size * h * 1.1;
      picture.shapes.emplace_back(glow({(x + dx * size) * w, (high + dy * size) * h}, radius,
                                       radius * 1.9, colour, 0.1 * shown * edge));
    }
  }
}

void add_shoreline(Picture& picture, const Palette& colours, double seconds, double shown) {
  const double w = picture.size.width;
  const double h = picture.size.height;
  const Colour line = colours.guide_fill.with_opacity(0.5 * shown);
  picture.shapes.emplace_back(
      glow({w * 0.5, h * 0.34}, h * 0.1, h * 0.5, colours.guide_fill, 0.12 * shown));
  add_waves(picture, w, h * 0.42, 0.0, 1.0, 0.0, 1.6, line);
  for (int i = 0; i < 3; ++i) {
    const double deep = 0.5 + 0.07 * i;
    const double sway = seconds / (17.0 + 4.0 * i);
    add_waves(picture, w, h * (deep + 0.006 * std::sin(kTurn * sway)), h * 0.008, 3.0 - 0.5 * i,
              0.08 * std::sin(kTurn * sway * 0.5) + 0.3 * i, 1.8, line.thinned(0.8 - 0.2 * i));
  }
}

void add_woodland(Picture& picture, const Palette& colours, double shown) {
  const double w = picture.size.width;
  const double h = picture.size.height;
  constexpr std::array<std::array<double, 3>, 8> kTrunks = {{{0.06, 0.62, 0.5},
                                                             {0.13, 0.78, 1.0},
                                                             {0.21, 0.55, 0.4},
                                                             {0.29, 0.66, 0.6},
                                                             {0.71, 0.6, 0.5},
                                                             {0.79, 0.72, 0.8},
                                                             {0.88, 0.8, 1.0},
                                                             {0.95, 0.58, 0.45}}};
  for (const auto& [x, foot, near] : kTrunks) {
    Stroke trunk{{},
                 h * 0.014 * (0.5 + near),
                 colours.guide_fill.with_opacity(0.28 * (0.35 + 0.65 * near) * shown)};
    constexpr int kPieces = 10;
    for (int i = 0; i <= kPieces; ++i) {
      const double share = static_cast<double>(i) / kPieces;
      trunk.nodes.push_back({{x * w + std::sin(share * 2.2 + x * 9.0) * h * 0.008,
                              h * (foot - share * (foot + 0.02))},
                             raised_cosine(share / 0.12) * (1.0 - 0.75 * share)});
    }
    picture.shapes.emplace_back(std::move(trunk));
  }
  picture.shapes.emplace_back(
      glow({w * 0.5, h * 0.3}, h * 0.1, h * 0.6, colours.guide_fill, 0.12 * shown));
}

void add_hearth(Picture& picture, double seconds, double shown) {
  const double w = picture.size.width;
  const double h = picture.size.height;
  const double breath = 0.92 + 0.08 * std::sin(kTurn * seconds / 9.0);
  picture.shapes.emplace_back(
      glow({w * 0.5, h * 0.36}, h * 0.13, h * 0.62, kEmber, 0.2 * breath * shown));
  picture.shapes.emplace_back(
      glow({w * 0.5, h * 0.4}, h * 0.06, h * 0.26, kEmber, 0.3 * breath * shown));
}

void add_night_sky(Picture& picture, const Palette& colours, double shown) {
  const double w = picture.size.width;
  const double h = picture.size.height;
  // Scattered by a small generator with a seed of its own: always the same sky.
  std::uint32_t seed = 20'260'101;
  const auto next = [&seed] {
    seed = seed * 1'664'525U + 1'013'904'223U;
    return static_cast<double>(seed >> 8U) / 16'777'216.0;
  };
  for (int i = 0; i < 60; ++i) {
    const double x = next();
    const double y = next() * 0.62;
    const double bright = 0.25 + 0.6 * next() * next();
    const Colour c = colours.text.with_opacity(bright * 0.6 * shown);
    picture.shapes.emplace_back(
        Disc{{x * w, y * h}, std::max(1.2, h * 0.0022), 1.4, 0.0, c, c, c.thinned(0.0)});
  }
  picture.shapes.emplace_back(
      glow({w * 0.72, h * 0.2}, h * 0.055, h * 0.2, colours.guide_line, 0.3 * shown));
}

/// Somebody, or something, that is kind: a light that is near or far as the person likes it.
void add_light(Picture& picture, const Layout& layout, double nearness, double seconds,
               double shown) {
  const double radius = layout.widest * (0.16 + 0.5 * nearness);
  const double sway = 1.0 + 0.01 * std::sin(kTurn * seconds / 11.0);
  picture.shapes.emplace_back(glow({layout.guide.x, layout.guide.y}, radius * sway, radius * 3.0,
                                   kEmber, (0.1 + 0.22 * nearness) * shown));
}

}  // namespace

Surroundings surroundings_of(std::string_view theme) {
  constexpr std::array<std::pair<std::string_view, Surroundings>, 10> kNames = {
      {{"sky", Surroundings::sky},
       {"shoreline", Surroundings::shoreline},
       {"water", Surroundings::shoreline},
       {"woodland", Surroundings::woodland},
       {"wood", Surroundings::woodland},
       {"hearth", Surroundings::hearth},
       {"night sky", Surroundings::night_sky},
       {"plain colour", Surroundings::plain_colour},
       {"light", Surroundings::light},
       {"companion", Surroundings::light}}};
  for (const auto& [name, which] : kNames) {
    if (name == theme) {
      return which;
    }
  }
  return Surroundings::none;
}

void add_surroundings(Picture& picture, const Layout& layout, const Palette& colours,
                      Surroundings which, double seconds, double nearness, double shown) {
  if (shown <= kUnseen) {
    return;
  }
  switch (which) {
    case Surroundings::sky:
      add_sky(picture, mixed(colours.text, colours.guide_fill, 0.6), seconds, shown);
      break;
    case Surroundings::shoreline:
      add_shoreline(picture, colours, seconds, shown);
      break;
    case Surroundings::woodland:
      add_woodland(picture, colours, shown);
      break;
    case Surroundings::hearth:
      add_hearth(picture, seconds, shown);
      break;
    case Surroundings::night_sky:
      add_night_sky(picture, colours, shown);
      break;
    case Surroundings::plain_colour:
      picture.shapes.emplace_back(glow(layout.guide, layout.widest, picture.size.width * 0.55,
                                       colours.guide_fill, 0.22 * shown));
      break;
    case Surroundings::light:
      add_light(picture, layout, nearness, seconds, shown);
      break;
    case Surroundings::none:
      break;
  }
}

}  // namespace ebb::scene
