#include "visualizer/render/painter.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "render/canvas.hpp"

namespace ebb::render {
namespace {

constexpr scene::Extent kSize{640, 400};

scene::Picture empty_picture() {
  scene::Picture picture;
  picture.size = kSize;
  picture.backdrop = {scene::from_hex(0x10181C), scene::from_hex(0x10181C), {320, 200}, 100.0, 1.0};
  return picture;
}

TEST(Painter, F15_TheDiscsEdgeLiesWithinAPixelOfItsRadius) {
  EBB_NEEDS_DISPLAY();
  Canvas canvas{kSize};
  const scene::Colour fill = scene::from_hex(0x5F8F8B);
  for (const double radius : {60.0, 93.3, 120.0, 161.7}) {
    scene::Picture picture = empty_picture();
    picture.shapes.emplace_back(scene::Disc{
        {320, 200}, radius, radius * 0.075, radius * 1.2, fill, fill, fill.with_opacity(0.0)});
    const sf::Image seen = canvas.draw(picture);
    const double ground = seen.getPixel(2, 2).g;
    const double body = seen.getPixel(320, 200).g;
    // Where the edge has gone half the way from body to ground, along three rays.
    for (const double angle : {0.1, 1.2, 2.9}) {
      double edge = 0.0;
      for (double r = radius * 0.8; r < radius * 1.2 && edge == 0.0; r += 0.25) {
        const auto x = static_cast<unsigned>(320 + r * std::cos(angle));
        const auto y = static_cast<unsigned>(200 + r * std::sin(angle));
        if (seen.getPixel(x, y).g < 0.5 * (ground + body)) {
          edge = r;
        }
      }
      EXPECT_NEAR(edge, radius, 1.0) << "angle " << angle;
    }
  }
}

TEST(Painter, TheDiscsEdgeIsSoft) {
  EBB_NEEDS_DISPLAY();
  Canvas canvas{kSize};
  const scene::Colour fill = scene::from_hex(0x5F8F8B);
  scene::Picture picture = empty_picture();
  picture.shapes.emplace_back(
      scene::Disc{{320, 200}, 120, 9, 160, fill, fill, fill.with_opacity(0.1)});
  const sf::Image seen = canvas.draw(picture);
  const double full = luminance(seen.getPixel(320, 200)) - luminance(seen.getPixel(2, 2));
  for (unsigned x = 420; x < 480; ++x) {
    const double step = luminance(seen.getPixel(x, 200)) - luminance(seen.getPixel(x + 1, 200));
    EXPECT_LT(std::abs(step), 0.3 * full) << x;
  }
}

TEST(Painter, ABrokenRingHasGapsAndAnUnbrokenOneHasNone) {
  EBB_NEEDS_DISPLAY();
  Canvas canvas{kSize};
  for (const int dashes : {0, 20}) {
    scene::Picture picture = empty_picture();
    picture.shapes.emplace_back(
        scene::Ring{{320, 200}, 100, 4, 1, dashes, scene::from_hex(0xD59C60)});
    const sf::Image seen = canvas.draw(picture);
    int changes = 0;
    bool lit = seen.getPixel(420, 200).r > 90;
    for (int i = 0; i <= 3600; ++i) {
      const double angle = i / 3600.0 * 6.283185307;
      const bool now = seen.getPixel(static_cast<unsigned>(320 + 100 * std::cos(angle)),
                                     static_cast<unsigned>(200 + 100 * std::sin(angle)))
                           .r > 90;
      changes += now != lit ? 1 : 0;
      lit = now;
    }
    EXPECT_NEAR(changes, 2 * dashes, 1);
  }
}

TEST(Painter, WordsLieWhereTheyAreAskedTo) {
  EBB_NEEDS_DISPLAY();
  Canvas canvas{kSize};
  for (const auto align : {scene::Align::left, scene::Align::centre, scene::Align::right}) {
    scene::Picture picture = empty_picture();
    picture.shapes.emplace_back(scene::Words{
        "HELLO", {320, 200}, 40, align, scene::Weight::regular, scene::from_hex(0xFFFFFF)});
    const sf::Image seen = canvas.draw(picture);
    unsigned left = 640;
    unsigned right = 0;
    unsigned bottom = 0;
    for (unsigned y = 0; y < 400; ++y) {
      for (unsigned x = 0; x < 640; ++x) {
        if (seen.getPixel(x, y).r > 120) {
          left = std::min(left, x);
          right = std::max(right, x);
          bottom = std::max(bottom, y);
        }
      }
    }
    EXPECT_NEAR(bottom, 200, 2) << "the baseline";
    const double wanted = align == scene::Align::left     ? left
                          : align == scene::Align::centre ? 0.5 * (left + right)
                                                          : right;
    EXPECT_NEAR(wanted, 320, 5);
  }
}

TEST(Painter, DimmingReachesTheWholeGround) {
  EBB_NEEDS_DISPLAY();
  Canvas canvas{kSize};
  scene::Picture picture = empty_picture();
  picture.backdrop.light = scene::from_hex(0x18242A);
  picture.backdrop.brightness = 0.0;
  const sf::Image seen = canvas.draw(picture);
  for (const unsigned x : {0U, 320U, 639U}) {
    EXPECT_EQ(seen.getPixel(x, 200), sf::Color(0, 0, 0));
  }
}

TEST(Mesh, NeedsNoDisplayAndStaysSmall) {
  Mesh mesh;
  const scene::Colour c = scene::from_hex(0x5F8F8B);
  mesh.add(scene::Disc{{0, 0}, 1000, 50, 1300, c, c, c});
  mesh.add(scene::Ring{{0, 0}, 1000, 3, 1, 40, c});
  mesh.add(scene::Stroke{{{{0, 0}, 1.0}}, 2.0, c});
  EXPECT_GT(mesh.triangles().size(), 0U);
  EXPECT_LT(mesh.triangles().size(), 20'000U);
  EXPECT_EQ(mesh.triangles().size() % 3, 0U);
  mesh.clear();
  mesh.add(scene::Disc{{0, 0}, 0, 0, 0, c, c, c});
  EXPECT_EQ(mesh.triangles().size() % 3, 0U);
}

}  // namespace
}  // namespace ebb::render
