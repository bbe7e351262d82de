// Esc, E and G at 200 random moments of every practice, spread over all of it.
#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "archive/session_file/session_file.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_writer.hpp"
#include "scene/at_the_screen.hpp"
#include "visualizer/app/hearing.hpp"
#include "visualizer/sound/soundscape.hpp"
#include "visualizer/sound/voice.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;
using scene::Key;
using scene::Place;

constexpr int kMoments = 200;
constexpr double kRate = 1'000.0;      ///< Hz: the level is what matters here
constexpr std::size_t kBlock = 20;     ///< samples: as much as a loudspeaker is given at a time
constexpr double kOnItsWay = 0.06;     ///< s: three blocks are made before they are heard
constexpr double kFrame = 1.0 / 60.0;  ///< s
constexpr double kCoarse = 10.0;       ///< s between two looks on the way to a moment

scene::Home carried_along() {
  scene::Home home;
  home.preferences.carry_me_along = true;
  return home;
}

/// Named by hand, so that Space begins it even after it was eased off.
scene::Shelf shelf_with(const std::string& practice) {
  scene::Shelf shelf = scene::whole_shelf(practice);
  shelf.main_is_fixed = true;
  return shelf;
}

/// Somebody at the screen who hears what a loudspeaker would be given.
class Listening : public scene::AtTheScreen {
 public:
  explicit Listening(const std::string& practice)
      : AtTheScreen{shelf_with(practice), carried_along()},
        scape_({.sample_rate = kRate}, sound::make_tones(kRate)) {}

  /// The frame's wish reaches the samples that are not made yet.
  void frame(double seconds) {
    now += to_microseconds(Seconds{seconds});
    screen.advance(now, std::nullopt, {});
    hear(now + to_microseconds(Seconds{kOnItsWay}));
    scape_.push(sounding_of(screen));
  }
  /// The loudest sample from here on for `seconds`, from 0 to 1.
  double hear_for(double seconds) {
    loudest_ = 0.0;
    hear(heard_ + to_microseconds(Seconds{seconds}));
    return loudest_;
  }
  /// Passes over the sound until `then`.
  void skip_sound_to(HostTime then) { heard_ = then; }
  [[nodiscard]] double seconds_to_hear(HostTime then) const {
    return Seconds{then - heard_}.count();
  }

  void begin() {
    press(Key::space);
    if (screen.page_name() == "card") {
      press(Key::tab);
      press(Key::enter);
    }
  }

 private:
  void hear(HostTime until) {
    std::array<std::int16_t, kBlock> block{};
    while (heard_ + kBlockLasts <= until) {
      scape_.render(heard_, block);
      for (const std::int16_t sample : block) {
        loudest_ = std::max(loudest_, std::abs(sample / 32'768.0));
      }
      heard_ += kBlockLasts;
    }
  }

  static constexpr Microseconds kBlockLasts{20'000};
  sound::Soundscape scape_;
  HostTime heard_{};
  double loudest_ = 0.0;
};

/// How long the practice goes on by itself.
double length_of(const std::string& practice) {
  scene::AtTheScreen at{scene::whole_shelf(practice), carried_along()};
  at.press_all({Key::space});
  if (at.screen.page_name() == "card") {
    at.press_all({Key::tab, Key::enter});
  }
  double seconds = 0.0;
  for (; at.screen.place() == Place::practice && seconds < 1'800.0; seconds += kCoarse) {
    at.wait(kCoarse, to_microseconds(Seconds{kCoarse}));
  }
  EXPECT_LT(seconds, 1'800.0) << practice;
  return seconds;
}

class EveryPractice : public testing::TestWithParam<std::string> {
 protected:
  /// Leads `at` to a random moment of the practice, every other time with keys on the way that lead
  /// nowhere else. The last seconds are heard.
  void be_somewhere(Listening& at, double length) {
    constexpr Key kOnTheWay[] = {Key::enter, Key::tab,     Key::left,    Key::down,
                                 Key::plus,  Key::view,    Key::anchor,  Key::hide,
                                 Key::help,  Key::people,  Key::noticed, Key::blank,
                                 Key::space, Key::comfort, Key::ease_off};
    do {
      leave(at);
      at.begin();
      const double moment = length * static_cast<double>(random_() % 10'000) * 1e-4;
      const bool keys = random_() % 2 == 0;
      for (double t = 0.0; t + kCoarse + 2.0 < moment; t += kCoarse) {
        at.wait(0.0, to_microseconds(Seconds{kCoarse}));
        if (keys && random_() % 16 == 0 && !at.screen.writing()) {
          at.press(kOnTheWay[random_() % std::size(kOnTheWay)]);
        }
      }
      at.skip_sound_to(at.now);
      for (int i = 0; i < 8; ++i) {
        at.frame(0.25);
      }
      at.frame(static_cast<double>(random_() % 100) * 1e-3);
    } while (at.screen.place() != Place::practice);
  }

  static void leave(Listening& at) {
    for (int i = 0; i < 12 && at.screen.place() != Place::start; ++i) {
      at.press(at.screen.place() == Place::closed ? Key::space : Key::escape);
    }
    at.told.clear();
  }

  /// The next frame is the close screen, from 300 ms on nothing is heard, and the last that is told
  /// is the end.
  static void expect_way_out(Listening& at) {
    const HostTime pressed = at.now;
    at.press(Key::escape);
    at.frame(kFrame);
    ASSERT_EQ(at.screen.place(), Place::closed);
    EXPECT_TRUE(at.screen.page_name().empty());
    EXPECT_FALSE(at.screen.blank());
    EXPECT_FALSE(at.screen.sound_wanted());
    const HostTime silent = pressed + Microseconds{300'000};
    at.hear_for(at.seconds_to_hear(silent));
    EXPECT_EQ(at.hear_for(0.2), 0.0) << "still heard after 300 ms";
    EXPECT_EQ(at.told.front().what, "began");
    EXPECT_EQ(at.told.back().what.substr(0, 5), "ended");
  }

  /// What was told, kept as a session is kept, and read again.
  void expect_whole_record(const std::vector<PracticeEvent>& told) {
    const SessionStart start{.id = "0123456789abcdef", .started_ms = 1'763'800'000'000};
    const fs::path file = folder_ / file_name(start);
    {
      SessionWriter writer{std::make_unique<SessionFile>(file, start),
                           [](const std::string& trouble) { ADD_FAILURE() << trouble; }};
      for (const PracticeEvent& event : told) {
        writer.push(KeptItem{Event{event}});
      }
      writer.push(KeptItem{KeptEnd{told.back().time}});
      writer.finish();
    }
    const auto kept = read_session(file);
    ASSERT_TRUE(kept) << kept.error();
    EXPECT_TRUE(kept->finished);
    ASSERT_EQ(kept->practice.size(), told.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
      EXPECT_EQ(kept->practice[i].what, told[i].what);
      EXPECT_EQ(kept->practice[i].step, told[i].step);
      EXPECT_EQ(kept->practice[i].time, told[i].time);
    }
  }

  void SetUp() override { fs::remove_all(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  std::mt19937 random_{std::random_device::result_type(GetParam().size() * 7919)};
  fs::path folder_ =
      fs::path{testing::TempDir()} / ("ebb-every-moment-" + std::to_string(::getpid()));
};

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Practice& practice : scene::all_practices()) {
    all.push_back(practice.id);
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(OnTheShelf, EveryPractice, testing::ValuesIn(names()),
                         [](const auto& one) {
                           std::string name = one.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

bool sounds(const std::string& practice) {
  const Practice known = scene::shelf_practice(practice);
  if (known.quiet) {
    return false;  // no sound unless it is asked for
  }
  return std::any_of(known.steps.begin(), known.steps.end(), [](const Step& step) {
    return !std::holds_alternative<NoBreath>(step.breath);
  });
}

TEST_P(EveryPractice, F02_EscapeIsTheCloseScreenTheNextFrameAndSilentWithin300Milliseconds) {
  const double length = length_of(GetParam());
  Listening at{GetParam()};
  int heard = 0;
  for (int i = 0; i < kMoments; ++i) {
    be_somewhere(at, length);
    heard += at.screen.sound_wanted() && sounding_of(at.screen).level > 0.0 ? 1 : 0;
    expect_way_out(at);
  }
  EXPECT_EQ(heard > 0, sounds(GetParam())) << "there was something to silence";
  expect_whole_record(at.told);
}

TEST_P(EveryPractice, F03_EaseOffActsAtOnceAndIsSilentWithinSixSecondsAtAnyMoment) {
  const double length = length_of(GetParam());
  Listening at{GetParam()};
  for (int i = 0; i < kMoments; ++i) {
    be_somewhere(at, length);
    if (at.screen.run_view()->state == RunState::eased_off && at.screen.page_name().empty()) {
      at.press(Key::ease_off);  // it eases off already, and this leads back
      at.frame(0.5);
    }
    if (at.screen.writing()) {
      at.press(Key::tab);  // E is a letter of what is written
    }
    const HostTime pressed = at.now;
    at.press(Key::ease_off);
    at.frame(kFrame);
    ASSERT_EQ(at.screen.run_view()->state, RunState::eased_off);
    EXPECT_FALSE(at.screen.run_view()->cue.shown);
    EXPECT_FALSE(at.screen.sound_wanted());
    while (at.now < pressed + Microseconds{6'000'000}) {
      at.frame(1.0);
    }
    EXPECT_EQ(at.hear_for(0.2), 0.0) << "still heard after 6 s";
    expect_way_out(at);
  }
  EXPECT_TRUE(at.was_told("eased off"));
  expect_whole_record(at.told);
}

TEST_P(EveryPractice, F04_GroundingIsThereTheNextFrameWithoutAShapeAndSoonSilentAtAnyMoment) {
  const double length = length_of(GetParam());
  Listening at{GetParam()};
  for (int i = 0; i < kMoments; ++i) {
    be_somewhere(at, length);
    if (at.screen.writing()) {
      at.press(Key::tab);
    }
    const HostTime pressed = at.now;
    at.press(Key::grounding);
    at.frame(kFrame);
    ASSERT_EQ(at.screen.place(), Place::practice);
    EXPECT_EQ(at.screen.practice()->id, "feet-and-room");
    EXPECT_FALSE(at.screen.run_view()->cue.shown);
    EXPECT_TRUE(at.screen.page_name().empty());
    while (at.now < pressed + Microseconds{1'200'000}) {
      at.frame(0.3);
    }
    EXPECT_EQ(at.hear_for(0.2), 0.0) << "still heard after 1.2 s";
    expect_way_out(at);
  }
  expect_whole_record(at.told);
}

}  // namespace
}  // namespace ebb::app
