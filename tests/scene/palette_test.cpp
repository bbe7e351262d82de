#include "visualizer/scene/palette.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "scene/colour_sight.hpp"

namespace ebb::scene {
namespace {

class PaletteOfATheme : public testing::TestWithParam<Theme> {};

INSTANTIATE_TEST_SUITE_P(EveryTheme, PaletteOfATheme,
                         testing::Values(Theme::dark, Theme::light, Theme::dark_high_contrast,
                                         Theme::light_high_contrast));

TEST_P(PaletteOfATheme, WordsStandOffTheGround) {
  const Palette& p = palette(GetParam());
  for (const Colour words : {p.text, p.quiet_text}) {
    EXPECT_GE(contrast(words, p.ground), 4.5);
    EXPECT_GE(contrast(words, p.panel), 4.5);
    // Quiet words are drawn at nine tenths.
    EXPECT_GE(contrast(mixed(p.ground, words, 0.9), p.ground), 4.5);
  }
  for (const Colour line : {p.guide_fill, p.guide_line, p.own_breath, p.heart}) {
    EXPECT_GE(contrast(line, p.ground), 3.0);
  }
}

TEST_P(PaletteOfATheme, A32_LinesStayApartForEveryKindOfEyes) {
  const Palette& p = palette(GetParam());
  for (const Sight sight : {Sight::usual, Sight::protan, Sight::deutan, Sight::tritan}) {
    EXPECT_GE(difference(sight, p.guide_line, p.own_breath), 30.0) << static_cast<int>(sight);
    EXPECT_GE(difference(sight, p.guide_line, p.heart), 30.0) << static_cast<int>(sight);
    EXPECT_GE(difference(sight, p.own_breath, p.heart), 30.0) << static_cast<int>(sight);
  }
}

TEST_P(PaletteOfATheme, A32_LinesStayApartInGreyscale) {
  const Palette& p = palette(GetParam());
  const auto lightness = [](Colour c) { return 116.0 * std::cbrt(luminance(c)) - 16.0; };
  EXPECT_GE(std::abs(lightness(p.guide_line) - lightness(p.own_breath)), 10.0);
  EXPECT_GE(std::abs(lightness(p.guide_line) - lightness(p.heart)), 10.0);
  EXPECT_GE(std::abs(lightness(p.own_breath) - lightness(p.heart)), 10.0);
}

TEST_P(PaletteOfATheme, NothingIsRed) {
  const Palette& p = palette(GetParam());
  for (const Colour c : {p.ground, p.panel, p.text, p.quiet_text, p.guide_fill, p.guide_line,
                         p.own_breath, p.heart}) {
    EXPECT_LT(c.r / (c.r + c.g + c.b + 1e-9), 0.8);
    EXPECT_FALSE(c.r > 0.5 && c.g < 0.35 && c.b < 0.35);
  }
}

TEST(Colour, TurningTheHueByNothingChangesNothing) {
  const Colour teal = from_hex(0x5F8F8B);
  const Colour same = hue_turned(teal, 0.0);
  EXPECT_NEAR(same.r, teal.r, 1e-12);
  EXPECT_NEAR(same.g, teal.g, 1e-12);
  EXPECT_NEAR(same.b, teal.b, 1e-12);
  EXPECT_LT(difference(Sight::usual, teal, hue_turned(teal, 4.0)), 4.0);
}

}  // namespace
}  // namespace ebb::scene
