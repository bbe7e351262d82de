#include "visualizer/scene/preferences.hpp"

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

TEST(Preferences, ComeBackAsTheyWereWritten) {
  Preferences p;
  p.settings = {.theme = Theme::light_high_contrast,
                .motion = Motion::less,
                .distance = 2.0,
                .view = View::hill};
  p.sound = false;
  p.check_in = true;
  p.carry_me_along = true;
  p.firm_tone = true;
  p.kinder_words = true;
  p.voice_of = "Ros \"R\"";
  p.practice = "warm-hand";
  p.place = "night sky";
  p.touch = {{"warm-hand", "hands \"folded\""}};
  p.cards_seen = {"kind-companion"};
  p.feedback_hidden = {"own-rhythm", "kind-pause"};
  p.own.floor = BreathsPerMinute{8.0};
  p.own.anchor = "feet";
  p.own.never = {"kind-companion"};
  const auto read = parse_preferences(print(p), "screen.toml");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->settings.theme, p.settings.theme);
  EXPECT_EQ(read->settings.motion, p.settings.motion);
  EXPECT_EQ(read->settings.view, p.settings.view);
  EXPECT_DOUBLE_EQ(read->settings.distance, 2.0);
  EXPECT_TRUE(read->firm_tone);
  EXPECT_TRUE(read->kinder_words);
  EXPECT_EQ(read->voice_of, p.voice_of);
  EXPECT_DOUBLE_EQ(read->own.floor.value(), 8.0);
  EXPECT_EQ(read->own.anchor, "feet");
  EXPECT_EQ(read->own.never, p.own.never);
  EXPECT_EQ(read->touch, p.touch);
  EXPECT_EQ(print(*read), print(p));
}

TEST(Preferences, PassOverWhatTheyDoNotKnowOrCannotUse) {
  const auto read = parse_preferences(
      "colours = \"purple\"\ndistance = 1e9\nview = \"bar\"\nmore = [1, 2]\nsound = \"loud\"\n",
      "f");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->settings.theme, Theme::dark);
  EXPECT_DOUBLE_EQ(read->settings.distance, 0.6);
  EXPECT_EQ(read->settings.view, View::bar);
  EXPECT_TRUE(read->sound);
}

TEST(Preferences, SayWhereAFileIsBroken) {
  const auto read = parse_preferences("sound = true\nview = \n", "screen.toml");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().substr(0, 14), "screen.toml:2:") << read.error();
  EXPECT_FALSE(parse_preferences(std::string(kLargestPreferences + 1, ' '), "f"));
}

}  // namespace
}  // namespace ebb::scene
