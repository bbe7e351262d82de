#include "visualizer/scene/layout.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

Settings seen_from(double metres) {
  Settings settings;
  settings.distance = metres;
  return settings;
}

TEST(Layout, TypeGrowsWithTheDistanceOfTheScreen) {
  EXPECT_NEAR(type_size(0.6, 96.0), 21.0, 0.5);
  EXPECT_NEAR(type_size(1.0, 96.0), 35.0, 0.5);
  EXPECT_NEAR(type_size(3.0, 96.0), 104.0, 0.5);
  EXPECT_NEAR(type_size(2.0, 110.0), 79.0, 0.5);
}

TEST(Layout, A32_TypeIsLargeEnoughForAScreenTwoMetresAway) {
  EXPECT_GE(lay_out({1920, 1080}, seen_from(2.0)).type, 69.0);
  EXPECT_GE(lay_out({1920, 1080}, seen_from(2.0)).cue_type, 69.0);
}

TEST(Layout, A25_ASmallWindowIsReadableInTheHand) {
  const Layout l = lay_out({360, 240}, seen_from(0.4));
  EXPECT_GE(l.cue_type, type_size(0.4, 96.0) - 1e-9);
  EXPECT_GE(l.type, type_size(0.4, 96.0) - 1e-9);
}

class LayoutOfASize : public testing::TestWithParam<Extent> {};

INSTANTIATE_TEST_SUITE_P(FromSmallToLarge, LayoutOfASize,
                         testing::Values(Extent{360, 240}, Extent{640, 360}, Extent{1024, 768},
                                         Extent{1280, 720}, Extent{1920, 1080}, Extent{3840, 2160},
                                         Extent{720, 1280}));

TEST_P(LayoutOfASize, NothingLiesOnAnythingElse) {
  const Extent size = GetParam();
  const Layout l = lay_out(size, seen_from(0.6));
  EXPECT_GE(l.guide.y - l.widest, 0.0);
  EXPECT_GE(l.guide.x - l.widest, 0.0);
  if (l.cramped) {
    EXPECT_LT(std::abs(l.turn_word - l.guide.y), l.smallest) << "inside the shape";
  } else {
    EXPECT_LE(l.guide.y + l.widest, l.turn_word - l.type * 0.7);
    EXPECT_LT(l.heart_top, l.heart_bottom);
  }
  EXPECT_LE(l.guide.y + l.widest, l.lines_top - l.cue_type * 0.7);
  EXPECT_LE(l.turn_word, l.lines_top - l.cue_type * 0.7);
  EXPECT_LE(l.lines_top + l.leading, l.heart_top);
  EXPECT_LE(l.heart_bottom, l.foot - l.type * 0.7);
  EXPECT_LE(l.foot, size.height);
  EXPECT_GT(l.smallest, 10.0);
  EXPECT_LE(static_cast<double>(l.wrap) * l.cue_type * 0.53, size.width);
}

TEST(Layout, TheGuideGrowsByAsMuchAsTheMotionSettingSays) {
  Settings settings;
  const Layout full = lay_out({1280, 720}, settings);
  EXPECT_NEAR(guide_radius(full, 1.0) / guide_radius(full, 0.0), 1.6, 1e-9);
  settings.motion = Motion::less;
  const Layout less = lay_out({1280, 720}, settings);
  EXPECT_NEAR(guide_radius(less, 1.0) / guide_radius(less, 0.0), 1.2, 1e-9);
}

}  // namespace
}  // namespace ebb::scene
