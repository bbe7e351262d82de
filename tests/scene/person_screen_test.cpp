#include "visualizer/scene/person_screen.hpp"

#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "scene/own_rhythm.hpp"

namespace ebb::scene {
namespace {

constexpr Microseconds kFrame{16'667};

SourceStatus source(LinkState state, bool simulated, std::string note = "") {
  SourceStatus status;
  status.state = state;
  status.simulated = simulated;
  status.note = std::move(note);
  return status;
}

/// A person in front of the screen, at virtual time.
class Sitting : public testing::Test {
 protected:
  void wait(double seconds) {
    const HostTime end = now + to_microseconds(Seconds{seconds});
    do {
      now += kFrame;
      screen.advance(now, sensed(), beats());
    } while (now < end);
  }
  std::vector<Beat> beats() const {
    if (!sensor || dead) {
      return {};
    }
    return {{now, Milliseconds{900}, IntervalVerdict::normal, Milliseconds{0}}};
  }
  std::optional<Snapshot> sensed() const {
    if (dead) {
      return dead;
    }
    if (!sensor) {
      return std::nullopt;
    }
    Snapshot s;
    s.sources = sources;
    s.time = now;
    s.signal = SignalWord::good;
    const double rate = 12.0;
    const double turns = to_seconds(now) * rate / 60.0;
    s.breath_rate = Estimate<BreathsPerMinute>{BreathsPerMinute{rate}, {}, {}, 0.9, now};
    s.breath_phase = Estimate<Turns>{wrapped(Turns{turns}), {}, {}, 0.9, now};
    s.breath_origin = BreathOrigin::respiration;
    return s;
  }
  void press(Key key) { screen.press(key, now); }
  Picture picture() const { return screen.picture({1280, 720}); }
  std::vector<std::string> texts() const {
    std::vector<std::string> all;
    for (const Shape& shape : picture().shapes) {
      if (const auto* words = std::get_if<Words>(&shape)) {
        all.push_back(words->text);
      }
    }
    return all;
  }
  bool says(const std::string& part) const {
    for (const std::string& text : texts()) {
      if (text.find(part) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
  bool heart_seen() const {
    for (const Shape& shape : picture().shapes) {
      if (std::holds_alternative<Stroke>(shape)) {
        return true;
      }
    }
    return false;
  }
  double opacity_of(const std::string& text) const {
    double opacity = 0.0;
    for (const Shape& shape : picture().shapes) {
      if (const auto* words = std::get_if<Words>(&shape); words != nullptr && words->text == text) {
        opacity = words->colour.a;
      }
    }
    return opacity;
  }
  /// Rings with dashes: the own breath.
  bool ring_seen() const {
    for (const Shape& shape : picture().shapes) {
      const auto* ring = std::get_if<Ring>(&shape);
      if (ring != nullptr && ring->dashes > 0) {
        return true;
      }
    }
    return false;
  }
  const Disc* guide(const Picture& picture) const {
    for (const Shape& shape : picture.shapes) {
      if (const auto* disc = std::get_if<Disc>(&shape)) {
        return disc;
      }
    }
    return nullptr;
  }

  HostTime now{};
  bool sensor = false;
  std::vector<SourceStatus> sources;
  std::optional<Snapshot> dead;  ///< the last one that came, for ever
  std::vector<PracticeEvent> told;
  PersonScreen screen{Shelf{shelf_practice("own-rhythm"), shelf_practice("feet-and-room")},
                      Settings{}, [this](const PracticeEvent& event) { told.push_back(event); }};
};

TEST_F(Sitting, A1_TheFirstLineComesWithinFiveSecondsOfOneKey) {
  wait(1.0);
  EXPECT_TRUE(says("begin: Finding our own rhythm"));
  EXPECT_TRUE(says("no sensor needed"));
  press(Key::space);
  wait(3.0);
  EXPECT_TRUE(says("We might arrive slowly."));
  EXPECT_FALSE(says("~"));
}

TEST_F(Sitting, A2_TheFirstScreenHasNoTextLongerThanNineWords) {
  wait(2.0);
  for (const std::string& text : texts()) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
      words += c != ' ' && !inside ? 1U : 0U;
      inside = c != ' ';
    }
    EXPECT_LE(words, 9U) << text;
  }
}

TEST_F(Sitting, A31_TheStartScreenIsTheSameEveryTime) {
  wait(2.0);
  const Picture first = picture();
  PersonScreen later{Shelf{shelf_practice("own-rhythm"), shelf_practice("feet-and-room")},
                     Settings{}, nullptr};
  HostTime then = at_seconds<HostTime>(90.0 * 86400.0);
  for (const HostTime end = then + (now - HostTime{}); then < end;) {
    then += kFrame;
    later.advance(then, std::nullopt, {});
  }
  const Picture second = later.picture({1280, 720});
  ASSERT_EQ(second.shapes.size(), first.shapes.size());
  for (std::size_t i = 0; i < first.shapes.size(); ++i) {
    if (const auto* words = std::get_if<Words>(&first.shapes[i])) {
      EXPECT_EQ(*words, std::get<Words>(second.shapes[i]));
    }
  }
}

TEST_F(Sitting, F15_TheGuideHasTheCurvesSizeWithinAPixel) {
  press(Key::space);
  press(Key::enter);  // past arriving, to where the shape keeps company
  wait(20.0);
  const Layout layout = lay_out({1280, 720}, Settings{});
  double smallest = 1e9;
  double widest = 0.0;
  for (int i = 0; i < 1200; ++i) {
    wait(0.0);
    ASSERT_TRUE(screen.run_view());
    const Cue cue = screen.run_view()->cue;
    ASSERT_TRUE(cue.shown);
    const Picture seen = picture();
    const Disc* disc = guide(seen);
    ASSERT_NE(disc, nullptr);
    EXPECT_NEAR(disc->radius, layout.smallest + (layout.widest - layout.smallest) * cue.size, 1.0);
    smallest = std::min(smallest, disc->radius);
    widest = std::max(widest, disc->radius);
  }
  EXPECT_NEAR(widest / smallest, 1.6, 0.02);
}

TEST_F(Sitting, A7_HidingTakesRingAndCornerWordAwayWithinAFrame) {
  sensor = true;
  press(Key::space);
  press(Key::enter);
  wait(12.0);
  ASSERT_TRUE(ring_seen());
  ASSERT_TRUE(says("~ good"));
  press(Key::hide);
  wait(0.0);
  EXPECT_FALSE(ring_seen());
  EXPECT_FALSE(says("~"));
  EXPECT_TRUE(screen.feedback_hidden());
  wait(10.0);
  EXPECT_FALSE(ring_seen());

  press(Key::escape);
  wait(1.0);
  press(Key::space);
  press(Key::space);
  EXPECT_TRUE(screen.feedback_hidden()) << "hidden next time in this practice";
  press(Key::hide);
  press(Key::enter);
  wait(12.0);
  EXPECT_TRUE(ring_seen());
  EXPECT_TRUE(says("~ good"));
}

TEST_F(Sitting, A8_F13_LosingTheSensorLeavesTheGuideItsTime) {
  sensor = true;
  press(Key::space);
  press(Key::enter);
  wait(20.0);
  ASSERT_TRUE(ring_seen());
  const double rate = screen.run_view()->cue.rate.value();
  sensor = false;
  for (int i = 0; i < 18; ++i) {
    wait(1.0);
    EXPECT_NEAR(screen.run_view()->cue.rate.value(), rate, rate * 0.02) << i;
    EXPECT_TRUE(i < 3 || !ring_seen());
  }
  EXPECT_FALSE(says("sensor"));
}

TEST_F(Sitting, A8_F13_AGuideThatLeadsKeepsItsPaceWhileTheSensorIsGone) {
  sensor = true;
  for (const Key key : {Key::space, Key::enter, Key::enter}) {  // to where the guide leads
    press(key);
    wait(8.0);
  }
  ASSERT_EQ(screen.run_view()->step, "ease");
  const double rate = screen.run_view()->cue.rate.value();
  EXPECT_LT(rate, 11.9) << "it leads";
  sensor = false;
  for (int i = 0; i < 45; ++i) {
    wait(1.0);
    EXPECT_NEAR(screen.run_view()->cue.rate.value(), rate, rate * 0.02) << i;
  }
  sensor = true;
  wait(30.0);
  EXPECT_LT(screen.run_view()->cue.rate.value(), rate * 0.97) << "and leads on";
}

TEST_F(Sitting, A9_WhenTheServiceDiesItsLastWordRestsAndTheRingLeaves) {
  sensor = true;
  press(Key::space);
  press(Key::enter);
  wait(20.0);
  ASSERT_TRUE(ring_seen());
  ASSERT_TRUE(says("~ good"));
  dead = sensed();
  wait(1.5);
  EXPECT_TRUE(says("~ good"));
  wait(3.5);
  EXPECT_FALSE(ring_seen());
  EXPECT_TRUE(says("~ resting"));
  EXPECT_FALSE(says("~ good"));
  EXPECT_TRUE(screen.run_view()->cue.shown);
  dead.reset();
  wait(8.0);
  EXPECT_TRUE(says("~ good"));
  EXPECT_TRUE(ring_seen());
}

TEST_F(Sitting, A9_AServiceWithoutSensorsIsNotMissed) {
  dead.emplace();
  dead->time = now;
  press(Key::space);
  wait(10.0);
  EXPECT_FALSE(says("~"));
}

TEST_F(Sitting, ASimulatedBodyIsCalledSoWhereverItIsShown) {
  sensor = true;
  sources = {source(LinkState::streaming, true)};
  wait(2.0);
  EXPECT_TRUE(says("~ simulated"));
  press(Key::space);
  press(Key::enter);
  wait(12.0);
  EXPECT_TRUE(says("~ simulated"));
  EXPECT_TRUE(says("simulated heart"));
  EXPECT_FALSE(says("~ good"));
  EXPECT_TRUE(ring_seen());
  press(Key::space);
  wait(3.0);
  EXPECT_TRUE(says("~ simulated")) << "while resting";
  press(Key::space);
  press(Key::hide);
  wait(3.0);
  EXPECT_FALSE(says("simulated"));
  press(Key::hide);
  wait(3.0);
  dead = sensed();
  wait(10.0);
  EXPECT_TRUE(says("~ simulated"));
  EXPECT_TRUE(says("simulated heart"));
}

TEST_F(Sitting, ARealSourceBesideASimulatedOneIsNotCalledSimulated) {
  sensor = true;
  sources = {source(LinkState::streaming, true), source(LinkState::streaming, false)};
  wait(2.0);
  EXPECT_TRUE(says("~ good"));
  sources[1].state = LinkState::lost;
  wait(3.0);
  EXPECT_TRUE(says("~ simulated"));
  sources = {source(LinkState::searching, true), source(LinkState::streaming, false)};
  wait(3.0);
  EXPECT_TRUE(says("~ good"));
}

TEST_F(Sitting, ASensorsTroubleIsToldOnTheStartScreenAndNowhereElse) {
  sensor = true;
  sources = {source(LinkState::streaming, false),
             source(LinkState::searching, false,
                    "/dev/ttyUSB0: permission denied. `sudo usermod -aG dialout $USER`, then log "
                    "in again."),
             source(LinkState::searching, false, "Another one.")};
  wait(2.0);
  for (const Extent size : {Extent{1280, 720}, Extent{360, 240}, Extent{3840, 2160}}) {
    std::string all;
    double lowest = 0.0;
    const Picture seen = screen.picture(size);
    for (const Shape& shape : seen.shapes) {
      if (const auto* words = std::get_if<Words>(&shape)) {
        all += words->text + " ";
        if (words->text.find("log in") != std::string::npos) {
          lowest = words->at.y;
        }
      }
    }
    EXPECT_NE(all.find("/dev/ttyUSB0: permission denied."), std::string::npos) << all;
    EXPECT_NE(all.find("again."), std::string::npos) << all;
    EXPECT_LT(lowest, lay_out(size, Settings{}).foot);
  }
  EXPECT_FALSE(says("Another"));
  press(Key::space);
  for (const Key key : {Key::enter, Key::help, Key::help, Key::space, Key::space, Key::ease_off}) {
    wait(2.0);
    EXPECT_FALSE(says("permission"));
    press(key);
  }
}

TEST_F(Sitting, HowToGoOnIsSaidNearTheFootWithAndWithoutAShape) {
  for (const bool breathing : {false, true}) {
    Practice practice = shelf_practice("own-rhythm");
    practice.steps[0].lasts = UntilReady{};
    practice.steps[0].breath = breathing ? BreathMode{FollowBreath{}} : BreathMode{NoBreath{}};
    PersonScreen other{Shelf{practice, std::nullopt}, Settings{}, nullptr};
    other.press(Key::space, now);
    for (int i = 0; i < 300; ++i) {
      other.advance(now += kFrame, std::nullopt, {});
    }
    ASSERT_EQ(other.run_view()->cue.shown, breathing);
    const Picture seen = other.picture({1280, 720});
    bool said = false;
    for (const Shape& shape : seen.shapes) {
      const auto* words = std::get_if<Words>(&shape);
      if (words != nullptr && words->text == "Enter   on") {
        said = true;
        EXPECT_GT(words->at.y, 600.0);
        EXPECT_GT(words->colour.a, 0.5);
      }
    }
    EXPECT_TRUE(said);
  }
}

TEST_F(Sitting, InAndOutPassIntoEachOtherAroundTheTurn) {
  press(Key::space);
  press(Key::enter);
  wait(12.0);
  // At the turn both are on their way; 150 ms from it there is one, and whole.
  bool inhaling = screen.run_view()->cue.inhaling;
  double in = opacity_of("in");
  double out = opacity_of("out");
  int turns = 0;
  for (int i = 0; i < 1500; ++i) {
    const double in_before = in;
    const double out_before = out;
    wait(0.0);
    in = opacity_of("in");
    out = opacity_of("out");
    if (screen.run_view()->cue.inhaling == inhaling) {
      continue;
    }
    inhaling = !inhaling;
    ++turns;
    for (const double word : {in_before, out_before}) {
      EXPECT_GT(word, 0.1) << inhaling;
      EXPECT_LT(word, 0.6) << inhaling;
    }
    wait(0.2);
    EXPECT_EQ(opacity_of(inhaling ? "out" : "in"), 0.0);
    EXPECT_GT(opacity_of(inhaling ? "in" : "out"), 0.8);
  }
  EXPECT_GE(turns, 6);
}

TEST_F(Sitting, F02_EscapeLeavesFromAnyMomentAndEndsTellTheirEnd) {
  std::mt19937 random{7};
  for (int i = 0; i < 50; ++i) {
    press(Key::space);
    ASSERT_EQ(screen.place(), Place::practice);
    for (const Key key : {Key::enter, Key::ease_off, Key::help, Key::blank, Key::space}) {
      if (random() % 3 == 0) {
        press(key);
      }
      wait(static_cast<double>(random() % 3000) * 1e-3);
    }
    if (screen.place() == Place::practice) {
      press(Key::escape);
    }
    wait(0.0);
    EXPECT_EQ(screen.place(), Place::closed);
    EXPECT_FALSE(screen.leaving());
    EXPECT_FALSE(screen.help_open());
    EXPECT_FALSE(screen.blank());
    EXPECT_EQ(told.back().what.substr(0, 5), "ended");
    press(Key::space);
    EXPECT_EQ(screen.place(), Place::start);
  }
  press(Key::escape);
  EXPECT_TRUE(screen.leaving());
}

TEST_F(Sitting, A17_AnEarlyEndLooksLikeAFullOne) {
  press(Key::space);
  wait(50.0);
  press(Key::escape);
  wait(5.0);
  const auto early = texts();
  press(Key::space);
  wait(2.0);
  press(Key::space);
  for (int i = 0; i < 40 && screen.place() == Place::practice; ++i) {
    press(Key::enter);
    wait(1.0);
  }
  ASSERT_EQ(screen.place(), Place::closed);
  wait(5.0);
  EXPECT_EQ(texts(), early);
}

TEST_F(Sitting, F03_EasingOffStillsDimsAndTurnsOutward) {
  sensor = true;
  press(Key::space);
  press(Key::enter);
  wait(20.0);
  press(Key::ease_off);
  wait(0.0);
  const Picture first = picture();
  wait(0.5);
  const Picture second = picture();
  if (guide(second) != nullptr) {
    EXPECT_EQ(guide(second)->radius, guide(first)->radius) << "still";
  }
  EXPECT_TRUE(says("We can ease right off."));
  wait(5.5);
  const Picture dim = picture();
  EXPECT_NEAR(dim.backdrop.brightness, 0.4, 0.01);
  EXPECT_EQ(guide(dim), nullptr);
  EXPECT_FALSE(ring_seen());
  EXPECT_FALSE(
      says("in"
           "-breath"));
  EXPECT_TRUE(says("stop for today"));
  wait(8.0);
  EXPECT_TRUE(says("Something far away to look at."));
  press(Key::ease_off);
  wait(8.0);
  EXPECT_EQ(screen.run_view()->state, RunState::running);
  EXPECT_NEAR(picture().backdrop.brightness, 1.0, 0.01);
}

TEST_F(Sitting, F04_GroundingOpensFromAnywhereAndShowsNoBreath) {
  for (const bool practising : {false, true}) {
    if (practising) {
      press(Key::space);
      wait(5.0);
    }
    press(Key::grounding);
    wait(2.0);
    EXPECT_TRUE(says("The floor is here."));
    wait(1.5);
    EXPECT_EQ(guide(picture()), nullptr);
    EXPECT_FALSE(ring_seen());
    press(Key::escape);
    press(Key::space);
  }
}

TEST_F(Sitting, A18_AnyKeyBringsABlankScreenBackAndDoesNothingElse) {
  press(Key::space);
  wait(3.0);
  press(Key::blank);
  wait(4.0);
  EXPECT_EQ(picture().backdrop.brightness, 0.0);
  EXPECT_TRUE(picture().shapes.empty());
  press(Key::enter);
  EXPECT_FALSE(screen.blank());
  EXPECT_EQ(screen.run_view()->step_number, 0U);
}

TEST_F(Sitting, A18_TheKeysToSomethingEasierActAtOnceOnABlankScreen) {
  press(Key::space);
  wait(3.0);
  press(Key::blank);
  press(Key::ease_off);
  EXPECT_FALSE(screen.blank());
  EXPECT_EQ(screen.run_view()->state, RunState::eased_off);
  press(Key::blank);
  press(Key::grounding);
  wait(2.0);
  EXPECT_FALSE(screen.blank());
  EXPECT_TRUE(says("The floor is here."));
  press(Key::blank);
  press(Key::escape);
  EXPECT_FALSE(screen.blank());
  EXPECT_EQ(screen.place(), Place::closed);
}

TEST_F(Sitting, HelpRestsThePracticeAndGivesItBack) {
  press(Key::space);
  wait(4.0);
  press(Key::help);
  wait(1.5);
  EXPECT_EQ(screen.run_view()->state, RunState::paused);
  EXPECT_TRUE(says("Light-headed?"));
  EXPECT_TRUE(says("hide or show"));
  press(Key::help);
  wait(1.0);
  EXPECT_EQ(screen.run_view()->state, RunState::running);
}

TEST_F(Sitting, F11_NoStateShowsADigit) {
  sensor = true;
  const std::vector<Key> keys = {Key::space, Key::enter,  Key::plus,     Key::space,    Key::space,
                                 Key::help,  Key::help,   Key::ease_off, Key::ease_off, Key::enter,
                                 Key::enter, Key::escape, Key::space};
  for (const Key key : keys) {
    wait(1.5);
    for (const std::string& text : texts()) {
      EXPECT_EQ(text.find_first_of("0123456789"), std::string::npos) << text;
    }
    press(key);
  }
}

TEST_F(Sitting, RandomKeysNeverTrapAnybody) {
  std::mt19937 random{42};
  sensor = true;
  for (int i = 0; i < 3000; ++i) {
    press(static_cast<Key>(random() % (static_cast<unsigned>(Key::other) + 1U)));
    if (screen.leaving()) {
      break;
    }
    wait(static_cast<double>(random() % 500) * 1e-3);
    const Picture seen = picture();
    EXPECT_LT(seen.shapes.size(), 200U);
  }
  for (int i = 0; i < 3 && !screen.leaving(); ++i) {
    press(Key::escape);
  }
  EXPECT_TRUE(screen.leaving());
}

TEST_F(Sitting, MotionNoneMovesNothing) {
  PersonScreen still{Shelf{shelf_practice("own-rhythm"), std::nullopt},
                     Settings{.motion = Motion::none}, nullptr};
  HostTime t{};
  still.press(Key::space, t);
  still.press(Key::enter, t);
  std::optional<double> radius;
  std::vector<Beat> beat(1);
  for (int i = 0; i < 1800; ++i) {
    t += kFrame;
    beat[0] = {t, Milliseconds{900}, IntervalVerdict::normal, Milliseconds{0}};
    still.advance(t, std::nullopt, i % 60 == 0 ? beat : std::vector<Beat>{});
    const Picture seen = still.picture({1280, 720});
    for (const Shape& shape : seen.shapes) {
      EXPECT_FALSE(std::holds_alternative<Stroke>(shape)) << "a heart trace scrolls";
    }
    if (const Disc* disc = guide(seen)) {
      EXPECT_EQ(disc->radius, radius.value_or(disc->radius));
      radius = disc->radius;
    }
  }
}

}  // namespace
}  // namespace ebb::scene
