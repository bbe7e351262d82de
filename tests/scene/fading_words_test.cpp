#include "visualizer/scene/fading_words.hpp"

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

constexpr Seconds kFrame{1.0 / 60.0};

TEST(FadingWords, ComeAtOnceAfterSilence) {
  FadingWords words{Seconds{0.3}, Seconds{0.3}};
  for (int i = 0; i < 100; ++i) {
    words.advance("", 1.0, kFrame);
  }
  EXPECT_EQ(words.opacity(), 0.0);
  words.advance("here", 1.0, kFrame);
  EXPECT_EQ(words.text(), "here");
  EXPECT_GT(words.opacity(), 0.0);
}

TEST(FadingWords, LeaveFullyBeforeOthersCome) {
  FadingWords words{Seconds{0.3}, Seconds{0.3}};
  for (int i = 0; i < 30; ++i) {
    words.advance("one", 1.0, kFrame);
  }
  double before = words.opacity();
  EXPECT_EQ(before, 1.0);
  for (int i = 0; words.text() == "one"; ++i) {
    ASSERT_LT(i, 30);
    words.advance("two", 1.0, kFrame);
    if (words.text() == "one") {
      EXPECT_LE(words.opacity(), before);
      before = words.opacity();
    }
  }
  EXPECT_LT(before, 0.05);
}

TEST(Glide, TakesItsTimeWhateverIsAsked) {
  Glide glide{Seconds{0.5}};
  double before = 0.0;
  for (int i = 0; i < 600; ++i) {
    glide.advance(i / 7 % 2 == 0 ? 1.0 : 0.0, kFrame);
    EXPECT_LT(std::abs(glide.value() - before), 0.06);
    before = glide.value();
  }
}

}  // namespace
}  // namespace ebb::scene
