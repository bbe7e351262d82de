#include "visualizer/app/hearing.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "scene/own_rhythm.hpp"

namespace ebb::app {
namespace {

using Kind = SoundChoice::Kind;

TEST(Hearing, TakesASoundByItsNameOrAFolder) {
  EXPECT_EQ(parse_sound("tones", "").kind, Kind::tones);
  EXPECT_EQ(parse_sound("off", "").kind, Kind::off);
  EXPECT_EQ(parse_sound("", "").kind, Kind::waves);
  EXPECT_EQ(parse_sound("", "/nowhere/at/all").kind, Kind::waves);
  EXPECT_EQ(parse_sound("", std::filesystem::temp_directory_path()).kind, Kind::own);
  EXPECT_EQ(parse_sound("waves", std::filesystem::temp_directory_path()).kind, Kind::waves);
  EXPECT_EQ(parse_sound("/home/mina/sea", "").folder, "/home/mina/sea");
}

TEST(Hearing, SaysWhichSoundOfOnesOwnIsMissing) {
  try {
    const Hearing hearing{{Kind::own, "/nowhere/at/all"}};
    FAIL() << "it was read";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string{error.what()}.find("/nowhere/at/all/in.wav: not found"),
              std::string::npos)
        << error.what();
  }
}

class OnAScreen : public testing::Test {
 protected:
  sound::Sounding at(double seconds) {
    screen.advance(at_seconds<HostTime>(seconds), std::nullopt, {});
    return sounding_of(screen);
  }
  void press(scene::Key key, double seconds) { screen.press(key, at_seconds<HostTime>(seconds)); }

  scene::PersonScreen screen{
      {scene::shelf_practice("own-rhythm"), std::nullopt}, scene::Settings{}, {}};
};

TEST_F(OnAScreen, CuesAreHeardWhileTheGuideMoves) {
  EXPECT_EQ(at(0.0).level, 0.0);
  press(scene::Key::space, 0.1);
  double heard = 0.0;
  for (int i = 0; i < 600; ++i) {
    heard = std::max(heard, at(0.2 + 0.1 * i).level);
  }
  EXPECT_EQ(heard, 1.0);
}

TEST_F(OnAScreen, TheSoundKeyAndLeavingSilenceThem) {
  press(scene::Key::space, 0.1);
  double now = 0.2;
  while (at(now).level == 0.0 && now < 120.0) {
    now += 0.1;
  }
  ASSERT_EQ(at(now).level, 1.0) << "the guide never came";
  press(scene::Key::sound, now);
  EXPECT_EQ(at(now).level, 0.0);
  press(scene::Key::sound, now);
  EXPECT_EQ(at(now).level, 1.0);
  press(scene::Key::ease_off, now);
  EXPECT_EQ(at(now).level, 0.0);
  EXPECT_LE(at(now).within.count(), 6.0);
  press(scene::Key::ease_off, now + 1.0);
  press(scene::Key::escape, now + 2.0);
  EXPECT_EQ(at(now + 2.0).level, 0.0);
  EXPECT_LE(at(now + 2.0).within.count(), 0.2) << "leaving is silent at once";
}

}  // namespace
}  // namespace ebb::app
