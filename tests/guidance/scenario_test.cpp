// Acceptance scenarios, as far as guidance alone can show them, with the shipped practices.
#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "guidance/practice_file.hpp"
#include "guidance/practice_run.hpp"
#include "guidance/shelf.hpp"
#include "guidance/wording.hpp"
#include "shipped.hpp"
#include "walk.hpp"

namespace ebb {
namespace {

using test::at;
using test::Breather;
using test::breathing;
using test::shipped;
using test::Walk;

std::vector<PracticeEvent> cues(const Walk& walk, std::string_view step) {
  std::vector<PracticeEvent> all;
  for (const auto& e : walk.told()) {
    if (e.what == "cue in" && e.step == step) {
      all.push_back(e);
    }
  }
  return all;
}

TEST(Scenario, A1_WithoutASensorTheFirstLineIsThereAtOnceAndTheFirstCueSoonAfterOneKey) {
  Walk walk{shipped("own-rhythm")};
  EXPECT_EQ(walk.to(1.0).line, "We might arrive slowly.");
  walk.press(Wish::on, 1.0);
  const RunView view = walk.to(1.1);
  EXPECT_EQ(view.step, "listen");
  EXPECT_TRUE(view.cue.shown);
}

TEST(Scenario, F16_WithNeitherSensorNorKeyTheShapeIsThereFromTheVeryBeginning) {
  for (const bool carried : {true, false}) {
    Walk walk{shipped("own-rhythm"), {carried, {}}};
    for (double t = 0; t < 30; t += 0.1) {
      EXPECT_TRUE(walk.to(t).cue.shown) << t;
    }
    EXPECT_EQ(walk.when("cue in"), 0.0);
    EXPECT_EQ(walk.to(30).step, carried ? "listen" : "arrive");
  }
}

TEST(Scenario, F01_WhoComesBreathlessAndSettlesIsNotHurriedByTheRamp) {
  Walk walk{shipped("own-rhythm")};
  Breather mina{22.0};
  for (double t = 0; t < 300; t += 0.1) {
    if (t > 20 && t < 32 && std::fmod(t, 1.0) < 0.1) {
      mina.change(t, std::max(12.0, 22.0 - (t - 20)));
    }
    walk.to(t, breathing(mina, t));
    if (t > 30 && t < 30.15) {
      walk.press(Wish::on, t);
    }
  }
  const auto ramp = cues(walk, "ease");
  ASSERT_GT(ramp.size(), 20U);
  double slowest = 99.0;
  for (const auto& cue : ramp) {
    EXPECT_LE(cue.rate, 1.1 * 12.0) << to_seconds(cue.time);
    slowest = std::min(slowest, cue.rate);
  }
  EXPECT_NEAR(slowest, 9.0, 0.05);
}

TEST(Scenario, A6_TheGuideMeetsHerAndTheStepStillEndsByOrAfter) {
  Walk walk{shipped("own-rhythm")};
  const Breather mina{16.0};
  const auto body = [&](double t) { return breathing(mina, t); };
  walk.along(0, 5, body);
  walk.press(Wish::on, 5);
  walk.along(5, 300, body);
  const auto ramp = cues(walk, "ease");
  ASSERT_GT(ramp.size(), 20U);
  EXPECT_NEAR(ramp.front().rate, 16.0, 1.6);
  double slowest = 99.0;
  for (std::size_t i = 1; i < ramp.size(); ++i) {
    EXPECT_LE(ramp[i - 1].rate / ramp[i].rate, 1.0401);
    slowest = std::min(slowest, ramp[i].rate);
  }
  EXPECT_NEAR(slowest, 12.0, 0.05);
  EXPECT_GT(ramp.back().rate, 13.0) << "drifted back toward her";
  EXPECT_NEAR(walk.when("step", "rest") - walk.when("step", "ease"), 180.0, 0.01);
  EXPECT_EQ(walk.when("moved on: condition"), -1.0);
}

TEST(Scenario, A6_SomeoneWhoFollowsIsLetGoSooner) {
  Walk walk{shipped("own-rhythm")};
  Breather mina{12.0};
  for (double t = 0; t < 300; t += 0.1) {
    const RunView view = walk.to(t, breathing(mina, t));
    if (t > 5 && t < 5.15) {
      walk.press(Wish::on, t);
    }
    if (view.step == "ease") {
      mina.change(t, view.cue.rate.value());
    }
  }
  const double ease = walk.when("step", "ease");
  EXPECT_GT(walk.when("moved on: condition", "ease"), ease + 30.0);
  EXPECT_LT(walk.when("moved on: condition", "ease"), ease + 120.0);
}

TEST(Scenario, A8_ASensorThatFallsOffLeavesTheGuidesTimeAlone) {
  const auto story = [](int trouble) {
    Walk walk{shipped("own-rhythm")};
    const Breather mina{15.0};
    for (double t = 0; t < 320; t += 0.1) {
      BodyNow body = breathing(mina, t);
      if (t > 120 && t < 165) {
        body = trouble == 0 ? BodyNow{} : body;
        if (trouble == 1) {  // nonsense, and judged to be
          body.breath = OwnBreath{BreathsPerMinute{70000.0}, Turns{0.3}, 0.1};
        }
      }
      walk.to(t, body);
      if (t > 5 && t < 5.15) {
        walk.press(Wish::on, t);
      }
    }
    return walk.told();
  };
  for (const int trouble : {0, 1}) {
    const auto told = story(trouble);
    double before = 0.0;
    for (const auto& e : told) {
      const double t = to_seconds(e.time);
      if (e.what == "cue in" && t < 120) {
        before = e.rate;
      } else if (e.what == "cue in" && t > 124 && t < 165) {
        EXPECT_NEAR(e.rate, before, 0.02 * before) << t;
      }
    }
    const auto rest = std::find_if(told.begin(), told.end(), [](const auto& e) {
      return e.what == "step" && e.step == "rest";
    });
    ASSERT_NE(rest, told.end());
    EXPECT_NEAR(to_seconds(rest->time), 5.1 + 40.0 + 180.0, 0.2) << "the same timeline goes on";
  }
}

TEST(Scenario, A10_LightHeadedOwnPaceIsThereAtOnce) {
  Walk walk{shipped("own-rhythm")};
  const Breather mina{15.0};
  const auto body = [&](double t) { return breathing(mina, t); };
  walk.to(0, body(0));
  walk.press(Wish::on, 1);
  walk.along(1, 80, body);
  walk.press(Wish::own_pace, 80);
  EXPECT_EQ(walk.when("own pace"), 80.0);
  const auto after = walk.along(80, 100, body);
  EXPECT_NEAR(after.cue.rate.value(), 15.0, 0.3);
  // The first breath that begins after the key is already hers, but for the quarter of it that may
  // go into finding her turn.
  const auto ramp = cues(walk, "ease");
  const auto first = std::find_if(ramp.begin(), ramp.end(),
                                  [](const auto& e) { return to_seconds(e.time) > 80.0; });
  ASSERT_NE(first, ramp.end());
  EXPECT_GE(first->rate, 15.0 / 1.25 - 1e-3);
}

TEST(Scenario, A12_WhenTheBodyQuickensInATenderStepTheRampBecomesFollow) {
  for (const double quality : {0.9, 0.4}) {
    Walk walk{shipped("kind-companion")};
    const Breather mina{14.0};
    const auto body = [&](double t) {
      return BodyNow{mina.at(t), BeatsPerMinute{t < 60 ? 68.0 : 82.0}, quality};
    };
    walk.to(0, body(0));
    walk.press(Wish::on, 1);
    walk.press(Wish::on, 2);
    ASSERT_EQ(walk.to(2, body(2)).step, "be-met");
    walk.along(2, 100, body);
    if (quality < 0.5) {
      EXPECT_EQ(walk.when("guide eased"), -1.0);
      continue;
    }
    EXPECT_GE(walk.when("guide eased"), 90.0);
    EXPECT_LE(walk.when("guide eased"), 100.0);
    const auto view = walk.along(100, 115, body);
    EXPECT_NEAR(view.cue.rate.value(), 14.0, 0.3) << "following, not leading";
    EXPECT_EQ(walk.count("guide eased"), 1);
  }
}

TEST(Scenario, A17_EndingEarlyLooksTheSame) {
  Walk early{shipped("own-rhythm")};
  early.to(50);
  early.press(Wish::stop, 50);
  Walk full{shipped("own-rhythm")};
  full.to(0);
  for (int i = 0; i < 5; ++i) {
    full.press(Wish::on, 10.0 + i);
  }
  RunView a = early.to(60);
  RunView b = full.to(60);
  EXPECT_EQ(a.state, RunState::closed);
  EXPECT_EQ(b.state, RunState::closed);
  EXPECT_EQ(a.line, b.line);
  EXPECT_EQ(a.cue.shown, b.cue.shown);
  EXPECT_EQ(a.waiting, b.waiting);
  EXPECT_EQ(early.when("ended early"), 50.0);
  EXPECT_EQ(full.when("ended"), 14.0);
}

TEST(Scenario, EveryShippedPracticeComesToAnEndWithAnyBodyAndHasNoCueWhereThereIsNoBreath) {
  std::mt19937 dice{9};
  for (const char* id : {"as-for-a-friend", "feet-and-room", "kind-companion", "kind-pause",
                         "next-kind-step", "own-rhythm", "pocket-minute", "steady-place",
                         "thaw-gently", "true-moment", "warm-hand", "watching-weather"}) {
    const Practice practice = shipped(id);
    Walk walk{practice, {true, {}}};
    RunView view;
    for (double t = 0; t < 3600 && view.state != RunState::closed; t += 0.25) {
      const Breather someone{4.0 + static_cast<double>(dice() % 25), 0.1,
                             static_cast<double>(dice() % 10) / 10};
      view = walk.to(t, breathing(someone, t));
      const auto step = std::find_if(practice.steps.begin(), practice.steps.end(),
                                     [&](const Step& s) { return s.id == view.step; });
      ASSERT_NE(step, practice.steps.end());
      EXPECT_TRUE(!std::holds_alternative<NoBreath>(step->breath) || !view.cue.shown);
    }
    EXPECT_EQ(view.state, RunState::closed) << id;
    EXPECT_EQ(walk.count("ended"), 1) << id;
  }
}

TEST(Scenario, FeetAndRoomHasNoBreathCueAtAll) {
  Walk walk{shipped("feet-and-room"), {true, {}}};
  walk.to(3600);
  EXPECT_EQ(walk.count("cue in"), 0);
}

TEST(Scenario, A25_APocketMinuteEndsByItselfAfterAboutAMinute) {
  Walk walk{shipped("pocket-minute")};
  EXPECT_TRUE(walk.to(1).quiet) << "no sound unless asked for";
  EXPECT_EQ(walk.to(200).state, RunState::closed);
  EXPECT_GT(walk.when("ended"), 45.0);
  EXPECT_LT(walk.when("ended"), 90.0);
}

Shelf shipped_shelf() {
  std::vector<ShelfText> texts;
  for (const char* id : test::kShipped) {
    texts.push_back({id, test::shipped_text(id), ShelfPlace::shipped});
  }
  return lay_out_shelf(texts);
}

TEST(Scenario, A2_InABadMomentOneKeyBeginsTheLastLightPracticeWithFewWords) {
  const Shelf shelf = shipped_shelf();
  for (const char* last : {"warm-hand", "watching-weather", "own-rhythm", "pocket-minute"}) {
    const Practice* first = begins_first(practices_on(shelf), {}, last);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->id, last);
    Walk walk{*first};
    const std::string line = walk.to(1.9).line;
    EXPECT_FALSE(line.empty());
    EXPECT_LE(std::count(line.begin(), line.end(), ' ') + 1, 9) << line;
  }
}

TEST(Scenario, A2_ATenderPracticeIsNeverOneKeyAwayAndOneThatWasEasedOffIsNotFirst) {
  const Shelf shelf = shipped_shelf();
  for (const char* last : {"kind-companion", "kind-pause", "thaw-gently", "", "no-such"}) {
    EXPECT_EQ(begins_first(practices_on(shelf), {}, last)->id, "own-rhythm") << last;
  }
  const OwnWay eased{.not_first = {"own-rhythm"}};
  EXPECT_NE(begins_first(practices_on(shelf), eased, "own-rhythm")->id, "own-rhythm");
  EXPECT_EQ(begins_first({}, {}, "own-rhythm"), nullptr);
}

TEST(Scenario, A11_APracticeThatWasEasedOffIsNotOfferedFirstNextTime) {
  const Shelf shelf = shipped_shelf();
  const OwnWay eased{.not_first = {"warm-hand"}};
  EXPECT_EQ(begins_first(practices_on(shelf), eased, "warm-hand")->id, "own-rhythm");
  const std::vector<const Practice*> alone{practices_on(shelf).front()};
  const OwnWay all{.not_first = {alone.front()->id}};
  EXPECT_EQ(begins_first(alone, all, "")->id, alone.front()->id) << "better than nothing";
}

TEST(Scenario, F52_WhatIsNeverUsedIsNeverFirst) {
  const Shelf shelf = shipped_shelf();
  const OwnWay way{.never = {"own-rhythm", "warm-hand"}};
  const Practice* first = begins_first(practices_on(shelf), way, "warm-hand");
  ASSERT_NE(first, nullptr);
  EXPECT_NE(first->id, "own-rhythm");
  EXPECT_NE(first->id, "warm-hand");
  OwnWay none;
  for (const Practice* practice : practices_on(shelf)) {
    none.never.insert(practice->id);
  }
  EXPECT_EQ(begins_first(practices_on(shelf), none, "own-rhythm"), nullptr);
}

TEST(Scenario, F63_WhatWasAgreedOnComesBeforeTheUsualAndAfterWhatWasUsedLast) {
  const Shelf shelf = shipped_shelf();
  const OwnWay way{.shelf = {"kind-pause", "watching-weather", "pocket-minute"}};
  EXPECT_EQ(begins_first(practices_on(shelf), way, "")->id, "watching-weather");
  EXPECT_EQ(begins_first(practices_on(shelf), way, "warm-hand")->id, "warm-hand");
}

TEST(Scenario, A13_AMarkOfTheTherapistsIsNothingThatARunCouldShow) {
  Walk walk{shipped("own-rhythm")};
  walk.to(10);
  const auto told = walk.told().size();
  walk.to(20);
  for (std::size_t i = told; i < walk.told().size(); ++i) {
    EXPECT_EQ(walk.told()[i].what.rfind("cue", 0), 0U) << "a run tells only what it did itself";
  }
}

TEST(Scenario, A16_WithoutTheConsoleThePracticeEndsInItsOwnTime) {
  Walk walk{shipped("own-rhythm"), {.carry_me_along = true}};
  walk.to(30);
  walk.run().offer({.kind = ConsoleOffer::Kind::pace}, at(30));  // and then the link drops
  const RunView view = walk.to(1000);
  EXPECT_EQ(view.state, RunState::closed);
  Walk alone{shipped("own-rhythm"), {.carry_me_along = true}};
  alone.to(1000);
  EXPECT_EQ(walk.when("ended"), alone.when("ended"));
}

TEST(Scenario, A18_WithClosedEyesTheStepsMoveAndInAndOutAreToldInTurn) {
  Walk walk{shipped("own-rhythm"), {.carry_me_along = true}};
  for (double t = 0; t < 900; t += 0.25) {
    walk.to(t);
  }
  EXPECT_GT(walk.when("ended"), 0.0) << "without a key";
  std::string last = "cue out";
  double in = 0.0;
  for (const auto& e : walk.told()) {
    if (e.what.rfind("cue", 0) != 0) {
      continue;
    }
    EXPECT_NE(e.what, last) << to_seconds(e.time);
    last = e.what;
    if (e.what == "cue in") {
      in = to_seconds(e.time);
    } else {
      EXPECT_NEAR(to_seconds(e.time) - in, 0.4 * 60.0 / e.rate, 0.02) << "at the turn itself";
    }
  }
}

TEST(Scenario, A23_FriendsWordsComeBackAndTheSituationIsNotKept) {
  Walk walk{shipped("as-for-a-friend")};
  walk.to(1);
  EXPECT_TRUE(walk.run().answer("forgot the meeting", at(1)));
  walk.press(Wish::on, 2);
  EXPECT_TRUE(walk.run().answer("of course you're tired, love", at(3)));
  walk.press(Wish::on, 4);
  walk.press(Wish::on, 5);
  bool back = false;
  for (double t = 5; t < 60; t += 0.2) {
    back = back || walk.to(t).line == "of course you're tired, love";
  }
  EXPECT_TRUE(back);
  ASSERT_EQ(walk.run().answers().size(), 1U);
  EXPECT_EQ(walk.run().answers()[0].step, "friend");
}

TEST(Scenario, A24_ValueAndStepGoToTheJournalAndNothingAsksForARating) {
  Walk walk{shipped("next-kind-step")};
  for (int i = 1; i <= 5; ++i) {
    const RunView view = walk.to(i);
    if (view.step == "matters") {
      EXPECT_TRUE(walk.run().answer("honesty", at(i)));
    } else if (view.step == "step") {
      EXPECT_TRUE(walk.run().answer("apologise to Sam, Thursday", at(i)));
    }
    walk.press(Wish::on, i);
  }
  ASSERT_EQ(walk.run().answers().size(), 2U);
  for (const Answer& answer : walk.run().answers()) {
    EXPECT_EQ(answer.keep, Ask::Keep::journal);
  }
  for (const Step& step : shipped("next-kind-step").steps) {
    EXPECT_TRUE(!step.ask || step.ask->kind == Ask::Kind::line);
  }
}

TEST(Scenario, F26_TheSameWeatherBeforeAndAfterIsAnsweredLikeAnother) {
  const auto closing = [](std::size_t after) {
    Walk walk{shipped("watching-weather")};
    walk.run().choose_answer(4, at(1));
    for (int i = 1; i <= 3; ++i) {
      walk.press(Wish::on, 1 + i);
    }
    walk.run().choose_answer(after, at(6));
    return walk.to(8).line;
  };
  EXPECT_EQ(closing(4), closing(7));
}

TEST(Scenario, A31_AfterNinetyDaysTheSameBegins) {
  const auto begun = [](double day) {
    PracticeRun run{shipped("own-rhythm"), Pacer::Config{}, at(day * 86400.0), nullptr};
    return run.advance(at(day * 86400.0 + 1.0), BodyNow{});
  };
  const RunView today = begun(0);
  const RunView later = begun(90);
  EXPECT_EQ(today.line, later.line);
  EXPECT_EQ(today.step, later.step);
  EXPECT_NEAR(today.cue.size, later.cue.size, 1e-9);
}

TEST(Scenario, A34_NoShippedPracticeClaimsAnythingAboutHealth) {
  for (const char* id : test::kShipped) {
    const std::string text = lowered(test::shipped_text(id));
    for (const char* claim :
         {"therapy", "treatment", "cbt", "measures", "anxiety", "panic", "vagal", "nervous system",
          "clinically", "proven", "cortisol", "monitor", "detect", "diagnos", "abnormal"}) {
      EXPECT_FALSE(says(text, claim)) << id << ": " << claim;
    }
  }
}

}  // namespace
}  // namespace ebb
