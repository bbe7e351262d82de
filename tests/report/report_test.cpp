#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/heart_analysis.hpp"
#include "report/analysis_plot.hpp"
#include "report/png.hpp"
#include "report/svg.hpp"

namespace ebb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kFont = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

Analysis swinging_heart() {
  HeartAnalysis heart;
  for (int i = 0; i < 400; ++i) {
    heart.push_interval(i == 200 ? 1700.0 : 850.0 + 40.0 * std::sin(0.6 * i));
  }
  return gather({{RecordedKind::intervals, heart.finish()}});
}

TEST(Svg, PrintsEachShapeAndEscapesText) {
  Drawing drawing{100.0, 50.0, {255, 255, 255}, {}};
  drawing.shapes.emplace_back(Path{{{0.0, 0.5}, {10.25, 20.0}}, {1, 2, 255}, 1.5});
  drawing.shapes.emplace_back(Dot{{3.0, 4.0}, 2.0, {}});
  drawing.shapes.emplace_back(Label{{5.0, 6.0}, "a<b & c", 12.0, Label::Anchor::end, {}});
  const std::string svg = print_svg(drawing);
  EXPECT_THAT(svg, HasSubstr("points=\"0,0.5 10.25,20 \""));
  EXPECT_THAT(svg, HasSubstr("#0102ff"));
  EXPECT_THAT(svg, HasSubstr("<circle cx=\"3\" cy=\"4\" r=\"2\""));
  EXPECT_THAT(svg, HasSubstr("text-anchor=\"end\""));
  EXPECT_THAT(svg, HasSubstr("a&lt;b &amp; c"));
}

TEST(Svg, ReplacesBytesThatAreNoLetters) {
  const auto printed = [](const std::string& text) {
    Drawing drawing{100.0, 50.0, {}, {}};
    drawing.shapes.emplace_back(Label{{5.0, 6.0}, text, 12.0, Label::Anchor::start, {}});
    return print_svg(drawing);
  };
  EXPECT_THAT(printed("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\xB1z"),
              HasSubstr(">a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\xB1z<"));
  EXPECT_THAT(printed("caf\xE9.csv"), HasSubstr(">caf?.csv<"));
  EXPECT_THAT(printed("caf\xE9"), HasSubstr(">caf?<"));
  EXPECT_THAT(printed("\xC0\xAF|\x80|\xED\xA0\x80|\xF5|\n"), HasSubstr(">??|?|???|?|?<"));
}

TEST(AnalysisPlot, HasAPanelForEachThingThatWasFound) {
  const std::string heart = print_svg(analysis_plot(swinging_heart(), "f"));
  EXPECT_THAT(heart, HasSubstr("Interval from beat to beat"));
  EXPECT_THAT(heart, HasSubstr("Breaths a minute"));
  EXPECT_THAT(heart, HasSubstr("Spectrum"));
  Findings belt;
  belt.seconds = 60.0;
  belt.breath.series = {{1.0, 12.0, 0.9, 11.0, 13.0}, {2.0, 12.5, 0.9, 12.0, 13.0}, {3.0}};
  const std::string breath =
      print_svg(analysis_plot(gather({{RecordedKind::respiration, belt}}), "f"));
  EXPECT_THAT(breath, HasSubstr("Breaths a minute"));
  EXPECT_THAT(breath, Not(HasSubstr("Interval from")));
}

TEST(AnalysisPlot, DrawsNothingOutsideThePage) {
  const Drawing drawing = analysis_plot(swinging_heart(), "f");
  for (const Shape& shape : drawing.shapes) {
    if (const auto* path = std::get_if<Path>(&shape)) {
      for (const Point& point : path->points) {
        EXPECT_TRUE(point.x >= 0.0 && point.x <= drawing.width);
        EXPECT_TRUE(point.y >= 0.0 && point.y <= drawing.height);
      }
    }
  }
}

TEST(AnalysisPlot, StaysSmallForADay) {
  HeartAnalysis heart;
  for (int i = 0; i < 20'000; ++i) {
    heart.push_interval(850.0 + 40.0 * std::sin(0.6 * i));
  }
  std::size_t points = 0;
  for (const Shape& shape :
       analysis_plot(gather({{RecordedKind::intervals, heart.finish()}}), "f").shapes) {
    const auto* path = std::get_if<Path>(&shape);
    points += path != nullptr ? path->points.size() : 0;
  }
  EXPECT_LT(points, 12'000U);
}

TEST(Png, HasItsSizeAndMoreThanPaper) {
  if (!std::filesystem::exists(kFont)) {
    GTEST_SKIP() << "no " << kFont;
  }
  const Drawing drawing = analysis_plot(swinging_heart(), "f");
  const auto png = print_png(drawing, kFont);
  ASSERT_TRUE(png);
  ASSERT_GT(png->size(), 10'000U);
  EXPECT_EQ(std::string(png->begin() + 1, png->begin() + 4), "PNG");
  const auto side = [&png](std::size_t at) { return 256U * (*png)[at + 2] + (*png)[at + 3]; };
  EXPECT_EQ(side(16), static_cast<unsigned>(drawing.width));
  EXPECT_EQ(side(20), static_cast<unsigned>(drawing.height));
}

TEST(Png, SaysSoWhenItCannotBePacked) {
  if (!std::filesystem::exists(kFont)) {
    GTEST_SKIP() << kFont << " is not here";
  }
  const auto png = print_png(Drawing{0.0, 0.0, {}, {}}, kFont);
  ASSERT_FALSE(png);
  EXPECT_THAT(png.error(), HasSubstr("could not be packed"));
}

TEST(Png, SaysSoWithoutATypeface) {
  const auto png = print_png(Drawing{10.0, 10.0, {}, {}}, "/nowhere.ttf");
  ASSERT_FALSE(png);
  EXPECT_THAT(png.error(), HasSubstr("fonts-inter"));
}

}  // namespace
}  // namespace ebb
