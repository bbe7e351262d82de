// What a therapist holds out from the console, and how the person's keys win.
#include "guidance/console_offer.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "walk.hpp"

namespace ebb::test {
namespace {

using Kind = ConsoleOffer::Kind;

Practice paced() {
  return of({timed("a", PaceBreath{.rate = BreathsPerMinute{9.0}}, 600), ready("b")});
}

TEST(ConsoleOffer, F46_DoingNothingDeclinesAndLeavesEverythingAsItWas) {
  for (const Kind kind : {Kind::soften, Kind::pace, Kind::grounding, Kind::pause, Kind::together}) {
    Walk with{paced()};
    Walk without{paced()};
    with.to(10);
    without.to(10);
    EXPECT_TRUE(with.run().offer({.kind = kind}, at(10)));
    for (double t = 10.1; t < 100; t += 0.1) {
      const RunView a = with.to(t);
      const RunView b = without.to(t);
      EXPECT_EQ(a.offered.has_value(), t < 30) << t;
      EXPECT_EQ(a.state, b.state);
      EXPECT_EQ(a.step, b.step);
      EXPECT_EQ(a.cue.phase, b.cue.phase);
      EXPECT_EQ(a.cue.rate, b.cue.rate);
      EXPECT_EQ(a.dim, b.dim);
      EXPECT_EQ(a.sound, b.sound);
    }
    const std::string name{name_of(kind)};
    EXPECT_EQ(with.when("offered: " + name), 10.0);
    EXPECT_EQ(with.when("not taken up: " + name), 30.0);
  }
}

TEST(ConsoleOffer, APaceThatIsTakenUpIsEasedInto) {
  Walk walk{paced()};
  walk.to(10);
  walk.run().offer({.kind = Kind::pace, .pace = BreathsPerMinute{6.5}}, at(10));
  walk.press(Wish::take_up, 12);
  double last = 9.0;
  for (double t = 12; t < 120; t += 0.1) {
    const double rate = walk.to(t).cue.rate.value();
    EXPECT_LE(last / rate, 1.05 + 1e-6);
    last = rate;
  }
  EXPECT_NEAR(last, 6.5, 0.05);
}

TEST(ConsoleOffer, A14_ThePersonsKeysBeatAnOfferedPace) {
  for (const bool taken_up : {false, true}) {
    Walk walk{paced()};
    walk.to(60);
    walk.run().offer({.kind = Kind::pace, .pace = BreathsPerMinute{6.5}}, at(60));
    if (taken_up) {
      walk.press(Wish::take_up, 60.5);
    }
    walk.press(Wish::quicker, 61);
    walk.press(Wish::quicker, 61.5);
    const RunView view = walk.to(110);
    EXPECT_NEAR(view.cue.rate.value(), 9.0 * 1.05 * 1.05, 0.1);
    EXPECT_FALSE(view.offered);
    EXPECT_EQ(walk.when("chose own pace"), taken_up ? -1.0 : 61.0);
    EXPECT_EQ(walk.count("offered: pace"), 1) << "the next one needs a new key of Ros's";
  }
}

TEST(ConsoleOffer, F47_WithinTheSameHundredMillisecondsThePersonsKeyWins) {
  for (const double after : {-0.09, -0.01, 0.0, 0.01, 0.09}) {
    for (const Wish key : {Wish::quicker, Wish::own_pace, Wish::on, Wish::ease_off}) {
      Walk walk{of({timed("a", PaceBreath{}, 600), timed("b", PaceBreath{}, 600)})};
      walk.to(10);
      const auto offer = [&walk](double t) { walk.run().offer({.kind = Kind::pace}, at(t)); };
      if (after < 0) {
        walk.press(key, 10);
        offer(10 - after);
      } else {
        offer(10);
        walk.press(key, 10 + after);
      }
      EXPECT_FALSE(walk.to(10.2).offered) << after;
      EXPECT_FALSE(walk.run().take_up(at(10.3)));
    }
  }
}

TEST(ConsoleOffer, AKeyThatWasOnItsWayDoesNotTakeUpWhatHasOnlyJustComeUp) {
  Walk walk{paced()};
  walk.to(10);
  walk.run().offer({.kind = Kind::pause}, at(10));
  walk.press(Wish::take_up, 10.05);
  EXPECT_EQ(walk.to(10.1).state, RunState::running);
  walk.press(Wish::take_up, 10.5);
  EXPECT_EQ(walk.to(10.6).state, RunState::paused);
  walk.press(Wish::pause_or_resume, 20);
  EXPECT_FALSE(walk.to(20.1).cue.inhaling);
}

TEST(ConsoleOffer, SofteningStopsLeadingAndMakesLessOfPictureAndSound) {
  Walk walk{of({timed("a", RampBreath{}, 600)})};
  const Breather person{14.0};
  walk.along(0, 40, [&](double t) { return breathing(person, t); });
  walk.run().offer({.kind = Kind::soften}, at(40));
  walk.press(Wish::take_up, 41);
  const RunView view = walk.along(41, 80, [&](double t) { return breathing(person, t); });
  EXPECT_NEAR(view.cue.rate.value(), 14.0, 0.3);
  EXPECT_NEAR(view.dim, 0.3, 1e-9);
  EXPECT_NEAR(view.sound, 0.4, 1e-9);
}

TEST(ConsoleOffer, WordsComeAsALineInTheirTurnAndAskForNothing) {
  Step step = timed("a", PaceBreath{.rate = BreathsPerMinute{10.0}}, 300);
  step.say = {"One two three.", "Four five six."};
  Walk walk{of({step})};
  walk.to(1);
  EXPECT_TRUE(walk.run().offer({.kind = Kind::words, .words = "There is\nno hurry."}, at(1)));
  std::vector<std::string> seen;
  for (double t = 1; t < 100; t += 0.1) {
    const RunView view = walk.to(t);
    EXPECT_FALSE(view.offered);
    if (!view.line.empty() && (seen.empty() || seen.back() != view.line)) {
      EXPECT_TRUE(seen.empty() || !view.cue.inhaling) << "not while the shape rises";
      seen.push_back(view.line);
    }
  }
  EXPECT_EQ(seen,
            (std::vector<std::string>{"One two three.", "There is no hurry.", "Four five six."}));
}

TEST(ConsoleOffer, NothingIsOfferedToSomeoneWhoStandsStillOrOfAPaceThatCouldHarm) {
  Walk walk{paced()};
  walk.to(10);
  const double wrong[] = {3.0, 12.5, 0.0, -1.0, NAN, INFINITY};
  for (const double rate : wrong) {
    EXPECT_FALSE(walk.run().offer({.kind = Kind::pace, .pace = BreathsPerMinute{rate}}, at(10)));
  }
  EXPECT_FALSE(walk.run().offer({.kind = Kind::words, .words = " \n"}, at(10)));
  walk.press(Wish::ease_off, 11);
  EXPECT_FALSE(walk.run().offer({.kind = Kind::soften}, at(20)));
  EXPECT_EQ(walk.when("not taken up: soften"), 20.0);
}

}  // namespace
}  // namespace ebb::test
