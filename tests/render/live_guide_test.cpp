// The guide as it is drawn while a practice runs, against the curve that it is cued by.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <variant>

#include <gtest/gtest.h>

#include "render/canvas.hpp"
#include "scene/at_the_screen.hpp"
#include "visualizer/scene/layout.hpp"

namespace ebb::render {
namespace {

constexpr scene::Extent kSize{1280, 720};

/// Green between the pixels' middles.
double brightness(const sf::Image& seen, double x, double y) {
  const double left = std::floor(x - 0.5);
  const double top = std::floor(y - 0.5);
  const auto at = [&](double dx, double dy) {
    return static_cast<double>(
        seen.getPixel(static_cast<unsigned>(std::clamp(left + dx, 0.0, kSize.width - 1.0)),
                      static_cast<unsigned>(std::clamp(top + dy, 0.0, kSize.height - 1.0)))
            .g);
  };
  const double right = x - 0.5 - left;
  const double below = y - 0.5 - top;
  return (at(0, 0) * (1.0 - right) + at(1, 0) * right) * (1.0 - below) +
         (at(0, 1) * (1.0 - right) + at(1, 1) * right) * below;
}

/// Where brightness falls away along rays from the middle, mean over rays that meet no words: the
/// edge is as steep on its inner side as on its outer.
double edge_of(const sf::Image& seen, const scene::Layout& layout) {
  constexpr int kRays = 9;
  constexpr double kStep = 0.25;  // pixels
  double sum = 0.0;
  for (int ray = 0; ray < kRays; ++ray) {
    const double angle = -std::numbers::pi * (0.15 + 0.7 * ray / (kRays - 1));
    const auto along = [&](double r) {
      return brightness(seen, layout.guide.x + r * std::cos(angle),
                        layout.guide.y + r * std::sin(angle));
    };
    double weight = 0.0;
    double weighted = 0.0;
    const int steps = static_cast<int>((layout.widest * 1.2 - layout.smallest * 0.7) / kStep);
    for (int i = 0; i < steps; ++i) {
      const double r = layout.smallest * 0.7 + i * kStep;
      const double slope = std::max(along(r - 2.0) - along(r + 2.0), 0.0);
      weight += slope * slope;
      weighted += slope * slope * r;
    }
    sum += weight > 0.0 ? weighted / weight : 0.0;
  }
  return sum / kRays;
}

/// Without the guide's thin line, which lies across the edge.
scene::Picture without_rings(scene::Picture picture) {
  auto& shapes = picture.shapes;
  shapes.erase(std::remove_if(shapes.begin(), shapes.end(),
                              [](const scene::Shape& shape) {
                                return std::holds_alternative<scene::Ring>(shape);
                              }),
               shapes.end());
  return picture;
}

TEST(LiveGuide, F15_TheDrawnDiscsEdgeFollowsTheCuesCurveWithinAPixel) {
  EBB_NEEDS_DISPLAY();
  Canvas canvas{kSize};
  scene::AtTheScreen at;
  at.press(scene::Key::space);
  at.press(scene::Key::enter);
  at.wait(20.0);
  const scene::Layout layout = scene::lay_out(kSize, scene::Settings{});
  double smallest = 1e9;
  double widest = 0.0;
  double first_breath = -1.0;
  for (int frame = 0; frame < 44; ++frame) {
    at.wait(0.43);
    ASSERT_TRUE(at.screen.run_view());
    const Cue cue = at.screen.run_view()->cue;
    ASSERT_TRUE(cue.shown);
    const auto breath = static_cast<double>(cue.breath);
    first_breath = first_breath < 0.0 ? breath : first_breath;
    const sf::Image seen = canvas.draw(without_rings(at.picture(kSize)));
    const double edge = edge_of(seen, layout);
    EXPECT_NEAR(edge, scene::guide_radius(layout, cue.size), 1.0)
        << "frame " << frame << ", size " << cue.size;
    smallest = std::min(smallest, edge);
    widest = std::max(widest, edge);
    if (frame == 43) {
      EXPECT_GE(breath, first_breath + 3.0) << "several breaths";
    }
  }
  EXPECT_GT(widest / smallest, 1.5) << "from rest to the turn and back";
}

}  // namespace
}  // namespace ebb::render
