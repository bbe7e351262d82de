#include "visualizer/app/key_script.hpp"

#include <gtest/gtest.h>

namespace ebb::app {
namespace {

TEST(KeyScript, ReadsTimesAndKeysInOrder) {
  const auto keys = parse_keys("12.5:h,0:space,30:escape");
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->size(), 3U);
  EXPECT_EQ((*keys)[0].key, scene::Key::space);
  EXPECT_EQ((*keys)[1].at, Seconds{12.5});
  EXPECT_EQ((*keys)[1].key, scene::Key::hide);
  EXPECT_EQ((*keys)[2].key, scene::Key::escape);
}

TEST(KeyScript, AnEmptyOnePressesNothing) {
  const auto keys = parse_keys("");
  ASSERT_TRUE(keys);
  EXPECT_TRUE(keys->empty());
}

TEST(KeyScript, RefusesWhatItCannotRead) {
  for (const char* text : {"space", "1:", ":e", "x:e", "1:nothing", "-1:e", "nan:e", "1:e 2:e"}) {
    EXPECT_FALSE(parse_keys(text)) << text;
  }
}

TEST(KeyScript, AConsoleTakesEveryCharacter) {
  const auto keys = parse_keys("1:w,2:x,3:enter", true);
  ASSERT_TRUE(keys);
  EXPECT_EQ((*keys)[1].character, U'x');
  EXPECT_EQ((*keys)[2].character, U'\0');
  EXPECT_EQ((*keys)[2].key, scene::Key::enter);
  EXPECT_FALSE(parse_keys("1:w"));
}

TEST(KeyScript, LettersMeanTheSameInBothCases) {
  EXPECT_EQ(key_of(U'E'), key_of(U'e'));
  EXPECT_EQ(key_of(U'?'), scene::Key::help);
  EXPECT_EQ(key_of(U'z'), scene::Key::other);
}

TEST(KeyScript, FiveDigitsChooseInTheirOrderAndTheOthersMeanNothing) {
  EXPECT_EQ(key_of(U'1'), scene::Key::first);
  EXPECT_EQ(key_of(U'5'), scene::Key::fifth);
  for (const char32_t digit : U"06789") {
    EXPECT_EQ(key_of(digit), scene::Key::other);
  }
}

}  // namespace
}  // namespace ebb::app
