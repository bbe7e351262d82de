#include "guidance/practice_run.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "walk.hpp"

namespace ebb::test {
namespace {

TEST(PracticeRun, TimedStepsFollowEachOtherAtTheirInstants) {
  Walk walk{of({timed("a", NoBreath{}, 12.5), timed("b", PaceBreath{}, 30), ready("c")})};
  walk.to(3600);
  EXPECT_EQ(walk.when("began"), 0.0);
  EXPECT_EQ(walk.when("step", "a"), 0.0);
  EXPECT_EQ(walk.when("step", "b"), 12.5);
  EXPECT_EQ(walk.when("step", "c"), 42.5);
  EXPECT_EQ(walk.when("ended"), -1.0) << "the last step waits for the person";
}

TEST(PracticeRun, StartsAtTheFirstAdvanceWithTheBreathThatIsKnown) {
  Walk walk{of({timed("a", RampBreath{}, 60)})};
  const Breather person{15.0};
  const RunView view = walk.to(0, breathing(person, 0));
  EXPECT_TRUE(view.cue.shown);
  EXPECT_NEAR(view.cue.rate.value(), 15.0, 1.5);
}

TEST(PracticeRun, AStepWithoutBreathShowsNoCue) {
  Walk walk{of({timed("a", NoBreath{}, 10), timed("b", FollowBreath{}, 10), ready("c")})};
  for (double t = 0; t < 40; t += 0.25) {
    EXPECT_EQ(walk.to(t).cue.shown, t >= 10 && t < 20) << t;
  }
  for (const auto& e : walk.told()) {
    EXPECT_TRUE(e.what != "cue in" || e.step == "b");
  }
}

TEST(PracticeRun, AKeyMovesOnAtOnceAndTheEndIsTheSameEarlyOrLate) {
  Walk walk{of({ready("a"), timed("b", PaceBreath{}, 360)})};
  walk.to(5);
  walk.press(Wish::on, 5.2);
  EXPECT_EQ(walk.when("moved on: key"), 5.2);
  EXPECT_EQ(walk.when("step", "b"), 5.2);
  walk.to(50);
  walk.press(Wish::stop, 50);
  const RunView closed = walk.to(50.02);
  EXPECT_EQ(closed.state, RunState::closed);
  EXPECT_FALSE(closed.cue.shown);
  EXPECT_EQ(walk.when("ended early"), 50.0);
  const auto told = walk.told().size();
  walk.press(Wish::on, 60);
  walk.to(4000);
  EXPECT_EQ(walk.told().size(), told) << "nothing starts by itself after a stop";
}

TEST(PracticeRun, BreathsAreCountedFromTheShapesFirstOne) {
  Step step = ready("a");
  step.breath = FollowBreath{};
  step.lasts = BreathCount{4};
  Walk walk{of({step, ready("b")})};
  const Breather person{12.0};
  walk.along(0, 60, [&](double t) { return breathing(person, t); });
  EXPECT_NEAR(walk.when("step", "b"), 20.0, 0.01);
}

TEST(PracticeRun, ABreathThatIsUnderWayIsNotCounted) {
  Step step = ready("b");
  step.breath = PaceBreath{};
  step.lasts = BreathCount{2};
  Walk walk{of({timed("a", FollowBreath{}, 9.0), step, ready("c")})};  // breaths of 6 s
  walk.to(60);
  EXPECT_GT(walk.when("step", "c"), 24.0);
  EXPECT_LT(walk.when("step", "c"), 26.0);
}

TEST(PracticeRun, AtMostCapsACountOfBreaths) {
  Step step = ready("a");
  step.breath = FollowBreath{};
  step.lasts = BreathCount{100};
  step.at_most = Seconds{45};
  Walk walk{of({step, ready("b")})};
  walk.to(200);
  EXPECT_EQ(walk.when("step", "b"), 45.0);
}

TEST(PracticeRun, UntilReadyWaitsForEverAndHintsAfterAtMost) {
  Step step = ready("a", {"One."});
  step.at_most = Seconds{60};
  Walk walk{of({step, ready("b")})};
  EXPECT_TRUE(walk.to(59).waiting);
  EXPECT_FALSE(walk.to(59).hint);
  EXPECT_TRUE(walk.to(61).hint);
  EXPECT_EQ(walk.to(7200).step, "a");
  EXPECT_EQ(walk.to(7200).line, "One.") << "the line stays where the person has to choose";
}

TEST(PracticeRun, CarryMeAlongGoesThroughEveryStep) {
  Step hinted = ready("a", {"One."});
  hinted.at_most = Seconds{60};
  Walk walk{of({hinted, ready("b", {"Two.", "Three."}), ready("c")}), {true, {}}};
  walk.to(600);
  EXPECT_EQ(walk.when("step", "b"), 16.0) << "its line is read in 4 s, and 12 s are to be there";
  EXPECT_GT(walk.when("step", "c"), 36.0);
  EXPECT_GT(walk.when("ended"), 0.0);
  EXPECT_EQ(walk.to(601).state, RunState::closed);
}

TEST(PracticeRun, CarryMeAlongStaysNoLongerThanAtMost) {
  Step brief = ready("a", {"One.", "Two.", "Three.", "Four."});
  brief.at_most = Seconds{20};
  Walk walk{of({brief, ready("b")}), {true, {}}};
  walk.to(600);
  EXPECT_EQ(walk.when("step", "b"), 20.0);
}

TEST(PracticeRun, SlowerAndQuickerDoNothingWhereNoShapeIsShown) {
  Walk walk{of({timed("a", NoBreath{}, 30), timed("b", PaceBreath{}, 600)})};
  walk.to(1);
  walk.press(Wish::slower, 1);
  walk.press(Wish::quicker, 2);
  walk.to(40);
  walk.press(Wish::ease_off, 40);
  walk.press(Wish::slower, 41);
  EXPECT_EQ(walk.count("slower"), 0);
  EXPECT_EQ(walk.count("quicker"), 0);
  walk.press(Wish::ease_off, 50);
  walk.press(Wish::slower, 60);
  EXPECT_EQ(walk.count("slower"), 1);
}

TEST(PracticeRun, ToldCuesAreTheBreathsOfTheGuideWithTheirRate) {
  Walk walk{of({timed("a", PaceBreath{.rate = BreathsPerMinute{6.0}}, 120)})};
  walk.to(119);
  double last = -1.0;
  double period = 0.0;
  for (const auto& e : walk.told()) {
    if (e.what != "cue in") {
      continue;
    }
    if (last >= 0.0) {
      EXPECT_NEAR(to_seconds(e.time) - last, period, 1e-4);
    }
    last = to_seconds(e.time);
    period = 60.0 / e.rate;
  }
  EXPECT_GE(walk.count("cue in"), 10);
  EXPECT_EQ(walk.when("cue in"), 0.0);
}

TEST(PracticeRun, MarksAreToldWhenTheirStepBegins) {
  Step step = timed("a", NoBreath{}, 10);
  step.mark = "ease begins";
  Walk walk{of({timed("0", NoBreath{}, 5), step})};
  walk.to(20);
  EXPECT_EQ(walk.when("mark: ease begins"), 5.0);
}

TEST(PracticeRun, APauseStopsTimeAndResumesWithAnOutBreath) {
  Walk walk{of({timed("a", PaceBreath{}, 30), ready("b")})};
  walk.to(12);
  walk.press(Wish::pause_or_resume, 12);
  const RunView held = walk.to(13.5);
  EXPECT_EQ(held.state, RunState::paused);
  EXPECT_NEAR(held.cue.size, 0.5, 1e-6);
  const auto told = walk.told().size();
  walk.to(500);
  EXPECT_EQ(walk.told().size(), told) << "nothing happens meanwhile";
  walk.press(Wish::pause_or_resume, 512);
  EXPECT_FALSE(walk.to(512.1).cue.inhaling);
  walk.to(600);
  EXPECT_EQ(walk.when("paused"), 12.0);
  EXPECT_EQ(walk.when("resumed"), 512.0);
  EXPECT_EQ(walk.when("step", "b"), 530.0);
}

TEST(PracticeRun, EasingOffHidesBreathAndWordsAtOnceAndCanBeTakenBack) {
  Step step = timed("a", RampBreath{}, 300);
  step.say = {"One.", "Two."};
  Walk walk{of({step})};
  const Breather person{15.0};
  walk.along(0, 40, [&](double t) { return breathing(person, t); });
  walk.press(Wish::ease_off, 40);
  const RunView eased = walk.to(40.02, breathing(person, 40.02));
  EXPECT_EQ(eased.state, RunState::eased_off);
  EXPECT_FALSE(eased.cue.shown);
  EXPECT_TRUE(eased.line.empty());
  EXPECT_EQ(walk.when("eased off"), 40.0);
  const double still = walk.to(41.1, breathing(person, 41.1)).cue.size;
  EXPECT_EQ(walk.to(55, breathing(person, 55)).cue.size, still);
  walk.press(Wish::ease_off, 100);
  const RunView back = walk.along(100, 160, [&](double t) { return breathing(person, t); });
  EXPECT_EQ(back.state, RunState::running);
  EXPECT_TRUE(back.cue.shown);
  EXPECT_NEAR(back.cue.rate.value(), 15.0, 0.3) << "nobody is led again unasked";
}

TEST(PracticeRun, EasingOffWorksOutOfAPause) {
  Walk walk{of({timed("a", PaceBreath{}, 300)})};
  walk.to(10);
  walk.press(Wish::pause_or_resume, 10);
  walk.press(Wish::ease_off, 12);
  EXPECT_EQ(walk.to(12).state, RunState::eased_off);
  walk.press(Wish::stop, 20);
  EXPECT_EQ(walk.to(20).state, RunState::closed);
  EXPECT_EQ(walk.when("ended early"), 20.0);
}

TEST(PracticeRun, SkipLinePassesALineFirstAndThenTheStep) {
  Step step = timed("a", NoBreath{}, 240);
  step.say = {"One.", "Two."};
  step.skip_line = true;
  Walk walk{of({step, ready("b")})};
  walk.to(1);
  walk.press(Wish::on, 1);
  EXPECT_EQ(walk.to(3).line, "Two.");
  walk.press(Wish::on, 3);
  EXPECT_EQ(walk.to(3.1).step, "b");
}

TEST(PracticeRun, ThePersonsOwnWordsStandInTheirSlots) {
  Step step = ready("a", {"{kind_words|Gently, now.} And {nothing|so on}."});
  EXPECT_EQ(Walk(of({step})).to(1).line, "Gently, now. And so on.");
  const RunChoices mine{false, {{"kind_words", "of course you're tired, love"}}};
  EXPECT_EQ(Walk(of({step}), mine).to(1).line, "of course you're tired, love And so on.");
}

TEST(PracticeRun, WhatItTellsDoesNotDependOnHowOftenItIsAsked) {
  const auto diary = [](double step) {
    Step breathe = timed("b", RampBreath{}, 240);
    breathe.say = {"One two three.", "Four five six."};
    breathe.move_on = MoveOn{.for_breaths = 60, .or_after = Seconds{180}};
    Walk walk{of({timed("a", FollowBreath{}, 40), breathe, timed("c", NoBreath{}, 60)})};
    const Breather person{14.0};
    walk.along(
        0, 300, [&](double t) { return breathing(person, t); }, step);
    return walk.told();
  };
  const auto often = diary(0.001);
  for (const double step : {0.0166, 0.1, 1.0}) {
    const auto seldom = diary(step);
    ASSERT_EQ(seldom.size(), often.size()) << step;
    for (std::size_t i = 0; i < often.size(); ++i) {
      EXPECT_EQ(seldom[i].what, often[i].what);
      EXPECT_NEAR(to_seconds(seldom[i].time), to_seconds(often[i].time), 0.001);
    }
  }
}

TEST(PracticeRun, LateBodyDataChangesNoStep) {
  const auto diary = [](double every) {
    Walk walk{of({timed("a", FollowBreath{}, 40), timed("b", RampBreath{}, 120), ready("c")})};
    const Breather person{14.0};
    for (double t = 0; t < 300; t += 0.05) {
      const double seen = std::floor(t / every) * every;  // news comes only so often
      BodyNow body = breathing(person, seen);
      body.breath->phase = person.at(t).phase;  // and is carried on
      walk.to(t, t < 15 ? BodyNow{} : body);
    }
    return walk.when("step", "c");
  };
  EXPECT_EQ(diary(0.05), diary(5.0));
}

}  // namespace
}  // namespace ebb::test
