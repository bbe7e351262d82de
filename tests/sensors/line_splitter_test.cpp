#include "sensors/line_splitter.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using testing::ElementsAre;

std::vector<std::string> split(LineSplitter& splitter, std::string_view text) {
  std::vector<std::string> out;
  for (const char c : text) {
    if (const auto line = splitter.push(static_cast<std::uint8_t>(c))) {
      out.push_back((line->first ? "first " : "") + std::string{line->text});
    }
  }
  return out;
}

TEST(LineSplitter, TakesEveryKindOfLineEnd) {
  LineSplitter splitter;
  EXPECT_THAT(split(splitter, "tail\r\na\nb\r \t c d\t\n\n\r\n  \ne"),
              ElementsAre("first tail", "a", "b", "c d"));
  EXPECT_THAT(split(splitter, "f\n"), ElementsAre("ef"));
}

TEST(LineSplitter, AnEmptyFirstLineMakesTheNextWhole) {
  LineSplitter splitter;
  EXPECT_THAT(split(splitter, "\n1\n"), ElementsAre("1"));
}

TEST(LineSplitter, DropsWhatIsTooLongAndGoesOn) {
  LineSplitter splitter;
  const std::string longest(LineSplitter::kLongest, 'x');
  EXPECT_THAT(split(splitter, "\n" + longest + "\n" + longest + "y\nz\n"),
              ElementsAre(longest, "z"));
  EXPECT_EQ(splitter.too_long(), 1U);
  EXPECT_EQ(splitter.dropped_bytes(), LineSplitter::kLongest + 1);
}

TEST(LineSplitter, ResetForgetsTheHalfReadLine) {
  LineSplitter splitter;
  split(splitter, "a\nhalf");
  splitter.reset();
  EXPECT_THAT(split(splitter, "b\nc\n"), ElementsAre("first b", "c"));
}

}  // namespace
}  // namespace ebb
