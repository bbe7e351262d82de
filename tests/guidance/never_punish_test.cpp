// Practice file 2.4: what a condition of the body may do, and what it may never do.
#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "breather.hpp"
#include "guidance/practice_run.hpp"
#include "walk.hpp"

namespace ebb::test {
namespace {

Step conditional(MoveOn::When when, double lasts, double or_after, int breaths = 4) {
  Step step =
      timed("watched", PaceBreath{.rate = BreathsPerMinute{10.0}, .in = 4.0, .out = 6.0}, lasts);
  step.move_on = MoveOn{.when = when, .for_breaths = breaths, .or_after = Seconds{or_after}};
  return step;
}

/// When `practice` moved on by its condition while the body went along.
template <class Body>
double condition_met(const Practice& practice, Body body, RunChoices choices = {}) {
  Walk walk{practice, std::move(choices)};
  walk.along(0, 400, body);
  return walk.when("moved on: condition");
}

TEST(NeverPunish, Rule1_TheStepEndsByOrAfterEvenIfTheConditionIsNeverMet) {
  const Breather far{20.0};
  Step step = conditional(MoveOn::When::breath_near_cue, 240, 90);
  std::get<PaceBreath>(step.breath).rate = BreathsPerMinute{6.0};
  Walk walk{of({step, ready("next")})};
  walk.along(0, 300, [&](double t) { return breathing(far, t); });
  EXPECT_EQ(walk.when("moved on: time"), 90.0);
  EXPECT_EQ(walk.when("moved on: condition"), -1.0);
}

TEST(NeverPunish, Rule2_AConditionMayOnlyMoveOnSooner) {
  const Breather near{10.0};
  Walk met{of({conditional(MoveOn::When::breath_near_cue, 240, 90), ready("next")})};
  met.along(0, 300, [&](double t) { return breathing(near, t); });
  EXPECT_GT(met.when("moved on: condition"), 20.0);
  EXPECT_LT(met.when("moved on: condition"), 40.0);
  EXPECT_EQ(met.count("step"), 2);

  Walk shorter{of({conditional(MoveOn::When::breath_near_cue, 30, 90, 50), ready("next")})};
  shorter.along(0, 300, [&](double t) { return breathing(near, t); });
  EXPECT_EQ(shorter.when("step", "next"), 30.0) << "or_after never extends what was planned";
}

/// Everything that could be seen and heard of what surrounds the words and the shape.
void expect_same_surroundings(const RunView& a, const RunView& b, double t) {
  EXPECT_EQ(a.dim, b.dim) << t;
  EXPECT_EQ(a.motion, b.motion) << t;
  EXPECT_EQ(a.sound, b.sound) << t;
  EXPECT_EQ(a.quiet, b.quiet) << t;
  EXPECT_EQ(a.distance, b.distance) << t;
  EXPECT_EQ(a.imagery.has_value(), b.imagery.has_value()) << t;
  EXPECT_EQ(a.ripple, b.ripple) << t;
  EXPECT_EQ(a.reply, b.reply) << t;
  EXPECT_EQ(a.reply_opacity, b.reply_opacity) << t;
  EXPECT_EQ(a.offered.has_value(), b.offered.has_value()) << t;
  EXPECT_EQ(a.offered_opacity, b.offered_opacity) << t;
  EXPECT_EQ(a.together, b.together) << t;
  EXPECT_EQ(a.feedback_hidden, b.feedback_hidden) << t;
}

/// All that could be chosen.
void expect_same_choices(const RunView& a, const RunView& b, double t) {
  EXPECT_EQ(a.offers, b.offers) << t;
  EXPECT_EQ(a.touch, b.touch) << t;
  EXPECT_EQ(a.touched, b.touched) << t;
  EXPECT_EQ(a.anchor, b.anchor) << t;
  EXPECT_EQ(a.anchors, b.anchors) << t;
  EXPECT_EQ(a.own_key, b.own_key) << t;
  EXPECT_EQ(a.skippable, b.skippable) << t;
  EXPECT_EQ(a.skip_line, b.skip_line) << t;
  ASSERT_EQ(a.ask.has_value(), b.ask.has_value()) << t;
  if (a.ask) {
    EXPECT_EQ(a.ask->text, b.ask->text) << t;
    EXPECT_EQ(a.ask->answered, b.ask->answered) << t;
  }
  ASSERT_EQ(a.tally.has_value(), b.tally.has_value()) << t;
  if (a.tally) {
    EXPECT_EQ(a.tally->of, b.tally->of) << t;
    EXPECT_EQ(a.tally->filled, b.tally->filled) << t;
  }
}

/// Everything that a screen could show, and a loudspeaker say, of two runs.
void expect_same_view(const RunView& a, const RunView& b, double t) {
  EXPECT_EQ(a.state, b.state) << t;
  EXPECT_EQ(a.step, b.step) << t;
  EXPECT_EQ(a.kind, b.kind) << t;
  EXPECT_EQ(a.step_number, b.step_number) << t;
  EXPECT_EQ(a.step_count, b.step_count) << t;
  EXPECT_EQ(a.line, b.line) << t;
  EXPECT_EQ(a.line_opacity, b.line_opacity) << t;
  EXPECT_EQ(a.cue.shown, b.cue.shown) << t;
  EXPECT_EQ(a.cue.inhaling, b.cue.inhaling) << t;
  EXPECT_EQ(a.cue.phase, b.cue.phase) << t;
  EXPECT_EQ(a.cue.size, b.cue.size) << t;
  EXPECT_EQ(a.cue.rate, b.cue.rate) << t;
  EXPECT_EQ(a.cue.breath, b.cue.breath) << t;
  EXPECT_EQ(a.waiting, b.waiting) << t;
  EXPECT_EQ(a.hint, b.hint) << t;
  expect_same_surroundings(a, b, t);
  expect_same_choices(a, b, t);
}

/// Two runs of the same steps, side by side until the first of them moves on by its condition:
/// until then nothing that is seen or told may differ. Answers when it did.
template <class BodyA, class BodyB>
double alike_until_met(const Practice& met, BodyA body, const Practice& not_met, BodyB other) {
  Walk with{met};
  Walk without{not_met};
  for (double t = 0; t < 230; t += 0.1) {
    const RunView a = with.to(t, body(t));
    const RunView b = without.to(t, other(t));
    if (with.when("moved on: condition") >= 0.0) {
      EXPECT_NE(a.step, b.step) << "they part only now";
      return with.when("moved on: condition");
    }
    expect_same_view(a, b, t);
    EXPECT_EQ(with.told().size(), without.told().size()) << t;
    if (::testing::Test::HasFailure()) {
      break;
    }
  }
  return -1.0;
}

Practice spoken(Step step, Tenderness tenderness = Tenderness::light) {
  step.say = {"One two three.", "Four five six.", "Seven eight nine."};
  step.at_most = Seconds{40};
  step.visual = VisualEnvelope{.dim_percent = 40.0, .still = true, .over = Seconds{90}};
  step.sound = SoundEnvelope{.fade = Seconds{60}, .level = 0.3};
  step.offers = {"feet and room", "rest quietly"};
  step.tally = Tally{5, "dots"};
  step.ask = Ask{.text = "What is here?"};
  step.touch = {"hand on heart", "no touch"};
  step.imagery = Imagery{"sky", {}, false};
  Practice practice = of({std::move(step), ready("next", {"Afterwards."})});
  practice.tenderness = tenderness;
  return practice;
}

TEST(NeverPunish, Rule3_ABodyThatMeetsTheConditionAndOneThatDoesNotLookTheSame) {
  // The guide does not listen to the heart, so the two runs differ in nothing but the condition.
  Step step = conditional(MoveOn::When::heart_settling, 0, 220);
  step.lasts = UntilReady{};
  const auto heart = [](double settles) {
    return [settles](double t) {
      return BodyNow{std::nullopt, BeatsPerMinute{70.0 + 0.2 * std::min(t, settles)}, 0.9};
    };
  };
  const double met = alike_until_met(spoken(step), heart(60), spoken(step), heart(1000));
  EXPECT_GT(met, 100.0) << "late";
  EXPECT_LT(met, 140.0);

  Walk walk{spoken(step)};
  const RunView early = walk.to(1);
  const RunView late = walk.to(95);
  EXPECT_GT(late.dim, early.dim) << "there is something that could differ";
  EXPECT_LT(late.sound, early.sound);
  EXPECT_LT(late.motion, 1.0);
  EXPECT_EQ(late.offers.size(), 2U);
}

TEST(NeverPunish, Rule3_TheSameBodyLooksTheSameUnderAConditionThatIsMetAndOneThatIsNot) {
  for (const bool ramp : {true, false}) {
    Step met = conditional(MoveOn::When::breath_near_cue, 0, 220, 12);
    met.lasts = UntilReady{};
    if (ramp) {
      met.breath = RampBreath{};
    }
    Step not_met = met;
    not_met.move_on->for_breaths = 64;
    Breather person{15.0};
    const auto body = [&](double t) {
      if (t > 60 && t < 60.1) {
        person.change(t, 10.0);  // near at last
      }
      return breathing(person, t);
    };
    const auto again = [&](double t) { return breathing(person, t); };
    const double at = alike_until_met(spoken(met), body, spoken(not_met), again);
    EXPECT_GT(at, 100.0) << "late";
    EXPECT_LT(at, 220.0);
  }
}

TEST(NeverPunish, Rule4_NothingCountsMisses) {
  std::mt19937 dice{5};
  Walk walk{of({conditional(MoveOn::When::breath_steady, 240, 120, 8), ready("next")})};
  walk.along(
      0, 300,
      [&](double) {
        return BodyNow{
            OwnBreath{BreathsPerMinute{6.0 + static_cast<double>(dice() % 16)}, Turns{}, 0.9},
            std::nullopt, 0.0};
      },
      1.0);
  for (const auto& e : walk.told()) {
    EXPECT_THAT(e.what, ::testing::AnyOf("began", "step", "cue in", "cue out", "moved on: time",
                                         "moved on: condition"))
        << e.what;
  }
}

TEST(NeverPunish, Rule5_WithPoorOrLostSignalTheConditionSleepsAndTimeRules) {
  const Breather poor{10.0, 0.0, 0.49};
  Walk faint{of({conditional(MoveOn::When::breath_near_cue, 240, 90), ready("next")})};
  faint.along(0, 300, [&](double t) { return breathing(poor, t); });
  EXPECT_EQ(faint.when("moved on: time"), 90.0);

  const Breather good{10.0};
  Walk lost{of({conditional(MoveOn::When::breath_near_cue, 240, 90, 6), ready("next")})};
  lost.along(0, 300, [&](double t) { return t < 25 ? breathing(good, t) : BodyNow{}; });
  EXPECT_EQ(lost.when("moved on: time"), 90.0);
}

TEST(NeverPunish, Rule5_WithoutASensorAReadyStepWaitsForTheKeyAndOrAfterHoldsOtherwise) {
  Step step = conditional(MoveOn::When::breath_steady, 0, 60);
  step.lasts = UntilReady{};
  step.move_on->without_sensor_ready = true;
  Walk waits{of({step, ready("next")})};
  EXPECT_EQ(waits.to(3600).step, "watched");
  waits.press(Wish::on, 3600);
  EXPECT_EQ(waits.when("moved on: key"), 3600.0);

  const Breather someone{10.0};
  Walk sensed{of({step, ready("next")})};
  sensed.along(0, 100, [&](double t) { return t < 10 ? breathing(someone, t) : BodyNow{}; });
  EXPECT_EQ(sensed.when("moved on: time"), 60.0);

  step.move_on->without_sensor_ready = false;
  Walk timed_out{of({step, ready("next")})};
  timed_out.to(100);
  EXPECT_EQ(timed_out.when("moved on: time"), 60.0);
}

TEST(NeverPunish, Rule5_ASensorThatComesLateThrowsNobodyOutOfAReadyStep) {
  for (const auto when : {MoveOn::When::breath_near_cue, MoveOn::When::heart_settling}) {
    Step step = conditional(when, 0, 60, 40);
    step.lasts = UntilReady{};
    step.move_on->without_sensor_ready = true;
    const Breather far{20.0};
    for (const bool stays : {true, false}) {
      Walk walk{of({ready("before"), step, ready("next")})};
      walk.to(5);
      walk.press(Wish::on, 5);
      walk.along(5, 400, [&](double t) {
        const bool seen = t > 200 && (stays || t < 205);
        return seen ? BodyNow{far.at(t), BeatsPerMinute{70.0 + 0.2 * t}, 0.9} : BodyNow{};
      });
      EXPECT_NEAR(walk.when("moved on: time", "watched"), 260.0, 0.2)
          << "or_after counts from the first signal of the step";
    }
  }
}

TEST(NeverPunish, Rule5_ASensorThatIsThereWhenAReadyStepBeginsCountsFromItsBeginning) {
  Step step = conditional(MoveOn::When::breath_near_cue, 0, 60, 40);
  step.lasts = UntilReady{};
  step.move_on->without_sensor_ready = true;
  const Breather far{20.0};
  Walk walk{of({timed("before", FollowBreath{}, 10), step, ready("next")})};
  walk.along(0, 100, [&](double t) { return t < 30 ? breathing(far, t) : BodyNow{}; });
  EXPECT_EQ(walk.when("moved on: time", "watched"), 70.0);
}

TEST(NeverPunish, Rule6_ThePersonsKeyBeatsEveryCondition) {
  const Breather near{10.0};
  Walk walk{of({conditional(MoveOn::When::breath_near_cue, 240, 90, 12), ready("next")})};
  walk.along(0, 7, [&](double t) { return breathing(near, t); });
  walk.press(Wish::on, 7);
  EXPECT_EQ(walk.when("moved on: key"), 7.0);
  walk.along(7, 200, [&](double t) { return breathing(near, t); });
  EXPECT_EQ(walk.when("moved on: condition"), -1.0);
}

TEST(NeverPunish, Rule7_NoConditionStartsATenderStepByItself) {
  const Breather near{10.0};
  Practice tender = of({conditional(MoveOn::When::breath_near_cue, 240, 90), ready("next")});
  tender.tenderness = Tenderness::tender;
  const auto body = [&](double t) { return breathing(near, t); };
  EXPECT_EQ(condition_met(tender, body), -1.0);
  EXPECT_GT(condition_met(tender, body, {true, {}}), 0.0);
}

TEST(NeverPunish, Rule8_NothingThatIsToldNamesAState) {
  const Breather near{10.0};
  Step eased = timed("eased", RampBreath{}, 200);
  eased.ease_watch = true;
  Walk walk{of({conditional(MoveOn::When::breath_near_cue, 240, 90), eased, ready("next")})};
  walk.along(0, 300, [&](double t) {
    return BodyNow{near.at(t), BeatsPerMinute{t < 100 ? 70.0 : 95.0}, 0.9};
  });
  EXPECT_GT(walk.when("guide eased"), 0.0);
  for (const auto& e : walk.told()) {
    for (const char* state : {"distress", "anxi", "calm", "panic", "stress", "fail", "miss"}) {
      EXPECT_THAT(e.what, ::testing::Not(::testing::HasSubstr(state)));
    }
  }
}

TEST(NeverPunish, HeartSettlingNeedsAMinuteOfAHeartThatDoesNotRise) {
  const auto with_heart = [](double slope) {
    Walk walk{of({conditional(MoveOn::When::heart_settling, 240, 200), ready("next")})};
    walk.along(0, 300, [&](double t) {
      return BodyNow{std::nullopt, BeatsPerMinute{70.0 + slope * t}, 0.9};
    });
    return walk.when("moved on: condition");
  };
  EXPECT_GE(with_heart(0.0), 60.0);
  EXPECT_LT(with_heart(0.0), 80.0);
  EXPECT_GT(with_heart(-0.05), 0.0);
  EXPECT_EQ(with_heart(0.1), -1.0);
}

/// Any length and any `without_sensor`, and the longest the step may take when a body is sensed
/// most of the time: by 20 s a signal has been there.
double draw_length(Step& step, std::mt19937& dice) {
  const double lasts = 20.0 + static_cast<double>(dice() % 60);
  step.move_on->without_sensor_ready = dice() % 2 == 0;
  const double longest =
      step.move_on->or_after.count() + (step.move_on->without_sensor_ready ? 20.0 : 0.0);
  switch (dice() % 3) {
    case 0:
      step.lasts = UntilReady{};
      return longest;
    case 1:
      step.lasts = BreathCount{1 + static_cast<int>(dice() % 12)};
      return longest;
    default:
      step.lasts = Seconds{lasts};
      return std::min(lasts, longest);
  }
}

TEST(NeverPunish, NoBodyAndNoKeysCanLengthenRepeatOrLockAStep) {
  std::mt19937 dice{42};
  const auto number = [&dice](unsigned below) { return static_cast<double>(dice() % below); };
  for (int round = 0; round < 200; ++round) {
    std::vector<Step> steps;
    std::vector<double> longest;
    for (int i = 0; i < 4; ++i) {
      const double or_after = 10 + number(60);
      Step step = conditional(static_cast<MoveOn::When>(dice() % 3), 0, or_after,
                              1 + static_cast<int>(dice() % 8));
      step.id = std::to_string(i);
      step.ease_watch = dice() % 2 == 0;
      if (dice() % 2 == 0) {
        step.breath = RampBreath{};
      }
      longest.push_back(draw_length(step, dice));
      steps.push_back(step);
    }
    Practice practice = of(steps);
    practice.tenderness = static_cast<Tenderness>(dice() % 3);
    Walk walk{practice, {.carry_me_along = dice() % 2 == 0}};
    const auto any_body = [&] {
      BodyNow body;
      if (dice() % 4 != 0) {
        body.breath =
            OwnBreath{BreathsPerMinute{number(30)}, Turns{number(100) / 100}, number(10) / 10};
        body.heart_rate = BeatsPerMinute{40 + number(120)};
        body.heart_quality = number(10) / 10;
      }
      return body;
    };
    double held = 0.0;
    double since = 0.0;
    bool running = true;
    for (double t = 0; t < 600; t += 0.37) {
      if (dice() % 60 == 0) {
        constexpr Wish kWishes[] = {Wish::on,      Wish::previous_line, Wish::pause_or_resume,
                                    Wish::slower,  Wish::quicker,       Wish::own_pace,
                                    Wish::ease_off};
        walk.press(kWishes[dice() % 7], t);
      }
      const RunState state = walk.to(t, any_body()).state;
      const bool now_running = state != RunState::paused && state != RunState::eased_off;
      if (running && !now_running) {
        since = t;
      } else if (!running && now_running) {
        held += t - since;
      }
      running = now_running;
    }
    if (!running) {
      walk.press(Wish::on, 600);
      held += 600 - since;
    }
    for (double t = 600; t < 1000 + held && walk.when("ended") < 0.0; t += 1.0) {
      walk.to(t, any_body());
    }
    double whole = 0.0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      whole += longest[i];
      int begun = 0;
      for (const auto& e : walk.told()) {
        begun += e.what == "step" && e.step == steps[i].id ? 1 : 0;
      }
      EXPECT_EQ(begun, 1) << "every step comes once";
    }
    const double end = walk.when("ended");
    ASSERT_GT(end, 0.0) << "round " << round;
    EXPECT_LE(end, whole + held + 0.5) << "round " << round;
  }
}

}  // namespace
}  // namespace ebb::test
