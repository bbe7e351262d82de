#include "visualizer/app/hearing.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
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

/// What would open a device counts instead.
class WithoutDevice {
 public:
  explicit WithoutDevice(const std::string& practice, Kind kind = Kind::waves)
      : screen_({scene::shelf_practice(practice), std::nullopt}, scene::Settings{}, {}),
        hearing_({kind}, [this](const sound::Soundscape&) {
          ++opened_;
          return std::unique_ptr<sound::Speaker>{};
        }) {
    screen_.press(scene::Key::space, now_);
  }
  void listen(double seconds) {
    for (const HostTime end = now_ + to_microseconds(Seconds{seconds}); now_ < end;) {
      now_ += Microseconds{100'000};
      screen_.advance(now_, std::nullopt, {});
      hearing_.follow(screen_);
    }
  }
  void press(scene::Key key) { screen_.press(key, now_); }
  [[nodiscard]] const scene::PersonScreen& screen() const { return screen_; }
  [[nodiscard]] int opened() const { return opened_; }

 private:
  HostTime now_{};
  int opened_ = 0;
  scene::PersonScreen screen_;
  Hearing hearing_;
};

TEST(Hearing, A25_NoDeviceIsOpenedByAPocketMinute) {
  WithoutDevice pocket{"pocket-minute"};
  pocket.listen(120.0);
  EXPECT_EQ(pocket.screen().place(), scene::Place::closed) << "it ends by itself";
  EXPECT_EQ(pocket.opened(), 0);
}

TEST(Hearing, A25_NoDeviceIsOpenedWhereSoundIsOff) {
  WithoutDevice silent{"own-rhythm", Kind::off};
  silent.listen(120.0);
  EXPECT_EQ(silent.opened(), 0);
  WithoutDevice unwanted{"own-rhythm"};
  unwanted.press(scene::Key::sound);
  unwanted.listen(120.0);
  EXPECT_EQ(unwanted.opened(), 0);
  WithoutDevice heard{"own-rhythm"};
  heard.press(scene::Key::enter);
  heard.listen(120.0);
  EXPECT_EQ(heard.opened(), 1);
}

TEST(Hearing, AQuietPracticeIsHeardWhenItIsAskedForAndThisTimeOnly) {
  WithoutDevice pocket{"pocket-minute"};
  pocket.listen(5.0);
  pocket.press(scene::Key::sound);
  EXPECT_TRUE(pocket.screen().sound_wanted());
  pocket.listen(5.0);
  EXPECT_EQ(pocket.opened(), 1);
  EXPECT_TRUE(pocket.screen().preferences().sound) << "others are as they were";
  pocket.press(scene::Key::sound);
  EXPECT_FALSE(pocket.screen().sound_wanted());
  EXPECT_TRUE(pocket.screen().preferences().sound);
  pocket.press(scene::Key::sound);
  pocket.press(scene::Key::escape);
  pocket.press(scene::Key::space);
  pocket.press(scene::Key::space);
  pocket.listen(1.0);
  EXPECT_EQ(pocket.screen().place(), scene::Place::practice);
  EXPECT_FALSE(pocket.screen().sound_wanted()) << "the next time it is quiet again";
}

}  // namespace
}  // namespace ebb::app
