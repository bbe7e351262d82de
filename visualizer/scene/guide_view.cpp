#include "visualizer/scene/guide_view.hpp"

#include <algorithm>
#include <cmath>

#include "visualizer/scene/glide.hpp"

namespace ebb::scene {
namespace {

constexpr double kUnseen = 1.0 / 512.0;
constexpr double kBehind = -0.7;  ///< breaths of the wave that are seen
constexpr double kAhead = 1.3;
constexpr double kTurnWide = 1.5;  ///< of the wave's breath, in widest radii
constexpr int kWavePieces = 72;

double solid(const Palette& colours) {
  // On a light ground the same edge changes brightness more as it moves.
  return luminance(colours.ground) > 0.5 ? 0.68 : 0.86;
}

void add_disc(Picture& picture, const Layout& layout, const Palette& colours, double radius,
              double shown, double hue) {
  const Colour fill = hue_turned(colours.guide_fill, hue);
  picture.shapes.emplace_back(
      Disc{layout.guide, radius, radius * 0.075, radius * 1.34, fill.with_opacity(0.42 * shown),
           fill.with_opacity(solid(colours) * shown), fill.with_opacity(0.11 * shown)});
  // The line is only for a shape that moves; a resting one has no edge.
  picture.shapes.emplace_back(
      Ring{layout.guide, radius, std::max(1.6, radius * 0.012), radius * 0.03, 0,
           colours.guide_line.with_opacity(kGuideLineSolid * shown * shown)});
}

double hill_height(const Layout& layout, double size) {
  return layout.guide.y + layout.widest * 0.5 * (1.0 - 2.0 * size);
}

Point hill_dot(const Layout& layout, double size) {
  return {layout.guide.x - layout.widest * 0.35, hill_height(layout, size)};
}

void add_hill(Picture& picture, const Layout& layout, const Palette& colours,
              const GuideLook& look) {
  const Point dot = hill_dot(layout, look.size);
  const double turn = layout.widest * kTurnWide;
  const double lift = dot.y - hill_height(layout, size_at(look.phase, look.in_share));
  Stroke wave{{},
              std::max(2.0, layout.widest * 0.016),
              colours.guide_line.with_opacity(kGuideLineSolid * look.shown * look.moving)};
  if (wave.colour.a > kUnseen) {
    for (int i = 0; i <= kWavePieces; ++i) {
      const double u = kBehind + (kAhead - kBehind) * i / kWavePieces;
      const double seen = raised_cosine((u - kBehind) / 0.35) * raised_cosine((kAhead - u) / 0.6);
      wave.nodes.push_back(
          {{dot.x + u * turn, lift + hill_height(layout, size_at(look.phase + u, look.in_share))},
           seen});
    }
    picture.shapes.emplace_back(std::move(wave));
  }
  const Colour fill = hue_turned(colours.guide_fill, look.hue);
  const double radius = layout.widest * 0.14;
  picture.shapes.emplace_back(
      Disc{dot, radius, radius * 0.3, radius * 2.2, fill.with_opacity(0.8 * look.shown),
           fill.with_opacity(0.95 * look.shown), fill.with_opacity(0.2 * look.shown)});
}

void add_bar(Picture& picture, const Layout& layout, const Palette& colours,
             const GuideLook& look) {
  const double radius = layout.widest * 0.17;
  const double foot = layout.guide.y + layout.widest - radius;
  const double tall = 2.0 * (guide_radius(layout, look.size) - radius);
  const double tallest = 2.0 * (layout.widest - radius);
  const Colour fill = hue_turned(colours.guide_fill, look.hue);
  const double x = layout.guide.x;
  picture.shapes.emplace_back(Capsule{{x, foot},
                                      {x, foot - tallest},
                                      radius * 1.25,
                                      radius * 0.5,
                                      fill.with_opacity(0.16 * look.shown)});
  picture.shapes.emplace_back(Capsule{{x, foot},
                                      {x, foot - tall},
                                      radius,
                                      radius * 0.4,
                                      fill.with_opacity(solid(colours) * look.shown)});
}

/// With no motion at all the shape stays and its light slowly comes and goes.
void add_still(Picture& picture, const Layout& layout, const Palette& colours,
               const GuideLook& look) {
  add_disc(picture, layout, colours, guide_radius(layout, 0.5),
           look.shown * (0.45 + 0.55 * look.size), 0.0);
}

void add_word_light(Picture& picture, const Layout& layout, const Palette& colours,
                    const GuideLook& look) {
  const Colour fill = colours.guide_fill;
  const double light = look.shown * (0.05 + 0.12 * look.size);
  picture.shapes.emplace_back(Disc{layout.guide, layout.smallest * 0.4, layout.smallest * 0.4,
                                   layout.widest * 1.5, fill.with_opacity(light),
                                   fill.with_opacity(light), fill.with_opacity(light)});
}

}  // namespace

double size_at(double phase, double in_share) {
  const double p = phase - std::floor(phase);
  const double share = std::clamp(in_share, 0.1, 0.9);
  return p < share ? raised_cosine(p / share) : raised_cosine((1.0 - p) / (1.0 - share));
}

void add_guide(Picture& picture, const Layout& layout, const Palette& colours,
               const GuideLook& look) {
  if (look.shown <= kUnseen) {
    return;
  }
  if (look.view == View::words) {
    add_word_light(picture, layout, colours, look);
  } else if (look.motion == Motion::none) {
    add_still(picture, layout, colours, look);
  } else if (look.view == View::hill) {
    add_hill(picture, layout, colours, look);
  } else if (look.view == View::bar) {
    add_bar(picture, layout, colours, look);
  } else {
    add_disc(picture, layout, colours, guide_radius(layout, look.size), look.shown, look.hue);
  }
}

void add_own_breath(Picture& picture, const Layout& layout, const Palette& colours,
                    const GuideLook& look, double size, double opacity) {
  if (opacity <= kUnseen || look.motion == Motion::none || look.view == View::words) {
    return;
  }
  Ring ring{layout.guide, 0.0, std::max(2.0, layout.widest * 0.015),
            1.0,          10,  colours.own_breath.with_opacity(opacity)};
  switch (look.view) {
    case View::hill:
      ring.centre = {hill_dot(layout, size).x, hill_height(layout, size)};
      ring.radius = layout.widest * 0.2;
      break;
    case View::bar:
      ring.centre = {layout.guide.x, layout.guide.y + layout.widest - layout.widest * 0.17 -
                                         2.0 * (guide_radius(layout, size) - layout.widest * 0.17)};
      ring.radius = layout.widest * 0.25;
      break;
    default:
      ring.radius = guide_radius(layout, size) * 0.86;
      ring.dashes = 40;
      break;
  }
  picture.shapes.emplace_back(ring);
}

}  // namespace ebb::scene
