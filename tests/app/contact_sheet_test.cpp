#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/drawn_row.hpp"
#include "render/canvas.hpp"
#include "scene/at_the_screen.hpp"
#include "scene/words_of.hpp"
#include "visualizer/app/shots.hpp"
#include "visualizer/app/walk.hpp"

namespace ebb::app {
namespace {

using scene::Theme;

constexpr Microseconds kCoarse{200'000};

scene::Picture wordless(scene::Picture picture) {
  picture.shapes.erase(std::remove_if(picture.shapes.begin(), picture.shapes.end(),
                                      [](const scene::Shape& shape) {
                                        return std::holds_alternative<scene::Words>(shape);
                                      }),
                       picture.shapes.end());
  return picture;
}

scene::Colour colour_of(sf::Color c) { return {c.r / 255.0, c.g / 255.0, c.b / 255.0, 1.0}; }

/// Whose settled words may be fainter: what is on its way in or out.
bool settled(const scene::Words& words) { return words.colour.a > 0.7; }

TEST(Shots, F11_ShowNoDigitUnlessItWasAskedFor) {
  const scene::Shelf shelf = scene::whole_shelf();
  for (const Shot& shot : shots()) {
    if (shot.name == "people" || shot.name == "numbers" || shot.name == "past-numbers" ||
        shot.of_console) {
      continue;
    }
    for (const scene::Words& words :
         words_of(picture_of(shot, shelf, {1280, 720}, {}, scene::uk_english(), kCoarse))) {
      EXPECT_EQ(words.text.find_first_of("0123456789"), std::string::npos)
          << shot.name << ": " << words.text;
    }
  }
}

TEST(Shots, A25_EveryWordStaysInASmallWindow) {
  EBB_NEEDS_DISPLAY();
  const render::Fonts fonts;
  const scene::Shelf shelf = scene::whole_shelf();
  constexpr scene::Extent kSmall{360, 240};
  const double least = scene::type_size(0.4, 96.0) * 16.0 / 22.0;
  for (const Shot& shot : shots()) {
    if (shot.of_console) {
      continue;  // a therapist's desk has room
    }
    for (const scene::Words& words :
         words_of(picture_of(shot, shelf, kSmall, {}, scene::uk_english(), kCoarse))) {
      EXPECT_GE(words.size, least * 0.8) << shot.name << ": " << words.text;
      EXPECT_GE(words.at.y, words.size * 0.5) << shot.name << ": " << words.text;
      EXPECT_LE(words.at.y, kSmall.height) << shot.name << ": " << words.text;
      const DrawnRow row = drawn_row(words, fonts);
      EXPECT_GE(row.left, 0.0) << shot.name << ": " << words.text;
      EXPECT_LE(row.right, kSmall.width) << shot.name << ": " << words.text;
    }
  }
}

TEST(Shots, ATherapistSeesTheHeartInASmallWindowToo) {
  const scene::Shelf shelf = scene::whole_shelf();
  for (const scene::Extent size : {scene::Extent{640, 400}, {960, 540}, {1280, 720}}) {
    for (const Shot& shot : shots()) {
      if (shot.name != "console") {
        continue;
      }
      const auto drawn = picture_of(shot, shelf, size, {}, scene::uk_english(), kCoarse);
      const bool heart =
          std::any_of(drawn.shapes.begin(), drawn.shapes.end(), [](const scene::Shape& shape) {
            const auto* line = std::get_if<scene::Stroke>(&shape);
            return line != nullptr && line->colour == scene::palette(Theme::dark).heart;
          });
      EXPECT_TRUE(heart) << size.width << 'x' << size.height;
    }
  }
}

class ShotsIn : public testing::TestWithParam<Theme> {};

std::string name_of(const testing::TestParamInfo<Theme>& one) {
  constexpr const char* kNames[] = {"Dark", "Light", "DarkHighContrast", "LightHighContrast"};
  return kNames[static_cast<std::size_t>(one.param)];
}

INSTANTIATE_TEST_SUITE_P(EveryTheme, ShotsIn,
                         testing::Values(Theme::dark, Theme::light, Theme::dark_high_contrast,
                                         Theme::light_high_contrast),
                         name_of);

/// Each settled word against every pixel that lies under it, as it was drawn.
TEST_P(ShotsIn, F79_WordsStandOffWhateverLiesUnderThem) {
  EBB_NEEDS_DISPLAY();
  const scene::Shelf shelf = scene::whole_shelf();
  constexpr scene::Extent kSize{640, 360};
  render::Canvas canvas{kSize};
  for (const Shot& shot : shots()) {
    const scene::Picture picture =
        picture_of(shot, shelf, kSize, {.theme = GetParam()}, scene::uk_english(), kCoarse);
    const sf::Image under = canvas.draw(wordless(picture));
    for (const scene::Words& words : words_of(picture)) {
      if (!settled(words)) {
        continue;
      }
      const double wide = scene::about_wide(words.text.size(), words.size) * 0.85;
      const double left = words.align == scene::Align::left     ? words.at.x
                          : words.align == scene::Align::centre ? words.at.x - wide * 0.5
                                                                : words.at.x - wide;
      double worst = 21.0;
      for (double x = left; x < left + wide; x += 6.0) {
        const double y = words.at.y - words.size * 0.35;
        if (x < 0.0 || y < 0.0 || x >= kSize.width || y >= kSize.height) {
          continue;
        }
        const scene::Colour ground =
            colour_of(under.getPixel(static_cast<unsigned>(x), static_cast<unsigned>(y)));
        scene::Colour ink = scene::mixed(ground, words.colour, words.colour.a);
        ink.a = 1.0;
        worst = std::min(worst, scene::contrast(ink, ground));
      }
      EXPECT_GE(worst, 4.5) << shot.name << ": " << words.text;
    }
  }
}

TEST(ContactSheet, IsOnePictureOfThemAllAndOneOfEach) {
  EBB_NEEDS_DISPLAY();
  EXPECT_GE(shots().size(), 30U);
  for (const Shot& shot : shots()) {
    EXPECT_TRUE(parse_keys(shot.keys).has_value()) << shot.name;
    EXPECT_TRUE(parse_keys(shot.console, true).has_value()) << shot.name;
  }
}

}  // namespace
}  // namespace ebb::app
