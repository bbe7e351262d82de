#include "visualizer/scene/typed_text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

TEST(Caret, StandsAfterTheLastCharacterWhicheverWayItIsRead) {
  EXPECT_EQ(with_caret("", false), "|");
  EXPECT_EQ(with_caret("so", false), "so|");
  EXPECT_EQ(with_caret("\u05d0", true), "\u05d0|");
  EXPECT_EQ(with_caret("so", true), "so|\u200e");
  EXPECT_EQ(with_caret("\u05d0 12", false), "\u05d0 12|\u200f");
  EXPECT_EQ(with_caret("\u0628 ok ", true), "\u0628 ok |\u200e");
}

TEST(Caret, AnyBytesAreAText) {
  EXPECT_EQ(with_caret("\xff\xbf\xbf\xbf\xbf\xbf", false).substr(6), "|");
  EXPECT_EQ(with_caret("\x80", true).substr(1, 1), "|");
}

}  // namespace
}  // namespace ebb::scene
