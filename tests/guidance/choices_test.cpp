// Anchors, tone, touch, questions, dots, marks: what a person may choose within a step.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "breather.hpp"
#include "shipped.hpp"
#include "walk.hpp"

namespace ebb::test {
namespace {

Practice anchored() {
  Step step = timed("a", RampBreath{}, 120);
  step.say = {"One easy breath.", "There is no hurry.", "Breathing out."};
  Practice practice = of({step, step});
  practice.steps[1].id = "b";
  practice.anchors = {"breath", "feet", "sound"};
  return practice;
}

TEST(Anchors, F07_AnAnchorThatIsNotTheBreathHidesTheShapeAndItsWordsAtOnce) {
  Walk walk{anchored()};
  EXPECT_EQ(walk.to(3).line, "One easy breath.");
  walk.press(Wish::next_anchor, 3);
  EXPECT_FALSE(walk.to(3.02).cue.shown);
  EXPECT_EQ(walk.to(4.5).line, "Feet, and the floor under them.");
  EXPECT_EQ(walk.to(4.5).anchor, "feet");
  for (double t = 4; t < 230; t += 0.1) {
    const RunView view = walk.to(t);
    EXPECT_FALSE(view.cue.shown) << t;
    EXPECT_FALSE(speaks_of_breath(view.line)) << view.line;
  }
  EXPECT_EQ(walk.count("anchor: feet"), 1);
  EXPECT_EQ(walk.when("step", "b"), 120.0) << "the step is as long as it was";
}

TEST(Anchors, TheBreathComesBackWithItsShapeAtThePersonsRate) {
  Walk walk{anchored()};
  const Breather person{14.0};
  const auto body = [&](double t) { return breathing(person, t); };
  walk.along(0, 40, body);
  walk.press(Wish::next_anchor, 40);
  walk.along(40, 60, body);
  walk.press(Wish::next_anchor, 60);
  EXPECT_FALSE(walk.to(60.1, body(60.1)).cue.shown);
  walk.press(Wish::next_anchor, 62);
  const RunView back = walk.to(62.1, body(62.1));
  EXPECT_TRUE(back.cue.shown);
  EXPECT_NEAR(back.cue.rate.value(), 14.0, 0.5);
  EXPECT_FALSE(walk.run().choose_anchor("hands", at(63))) << "not one of this practice's";
}

TEST(Anchors, UntilOneIsChosenThePracticeIsAsItIsWritten) {
  Walk walk{shipped("steady-place")};
  walk.press(Wish::on, 1);
  EXPECT_TRUE(walk.to(2).cue.shown) << "sound is named first, and the ramp is shown all the same";
}

TEST(Anchors, APracticesOwnLinesComeBeforeTheUsualOnes) {
  Practice practice = anchored();
  practice.anchor_lines["feet"] = {"Both heels."};
  Walk walk{practice, {.anchor = "feet"}};
  EXPECT_EQ(walk.to(3).line, "Both heels.");
}

TEST(Anchors, F07_EveryShippedPracticeRunsToItsEndOnEveryOtherAnchorWithoutABreath) {
  for (const char* id : test::kShipped) {
    const Practice practice = shipped(id);
    for (const auto& anchor : practice.anchors) {
      if (anchor == "breath") {
        continue;
      }
      Walk walk{practice, {.carry_me_along = true, .anchor = anchor}};
      RunView view;
      for (double t = 0; t < 3600 && view.state != RunState::closed; t += 0.5) {
        view = walk.to(t);
        EXPECT_FALSE(view.cue.shown) << id;
        EXPECT_FALSE(speaks_of_breath(view.line)) << id << ": " << view.line;
      }
      EXPECT_EQ(view.state, RunState::closed) << id;
      EXPECT_EQ(walk.count("cue in"), 0);
    }
  }
}

TEST(Touch, F24_WithoutTouchThePracticeRunsToItsEndWithoutATouchWord) {
  Walk walk{shipped("warm-hand"), {.carry_me_along = true}};
  walk.to(1);
  const auto& choices = walk.to(1).touch;
  ASSERT_EQ(choices.back(), "no touch");
  EXPECT_TRUE(walk.run().choose_touch(choices.size() - 1, at(1)));
  RunView view;
  for (double t = 2; t < 3600 && view.state != RunState::closed; t += 0.2) {
    view = walk.to(t);
    EXPECT_FALSE(speaks_of_touch(view.line)) << view.line;
  }
  EXPECT_EQ(view.state, RunState::closed);
}

TEST(Touch, F24_AChoiceIsRememberedAndEveryOneCanBeMade) {
  Walk walk{shipped("warm-hand"), {.touch = "hands folded"}};
  EXPECT_EQ(walk.to(1).touched, 2U);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_TRUE(walk.run().choose_touch(i, at(2)));
    EXPECT_EQ(walk.to(2).touched, i);
  }
  EXPECT_FALSE(walk.run().choose_touch(6, at(3)));
}

TEST(ToneOfWords, F35_AFirmToneChangesWordsAndNothingElse) {
  const Practice practice = shipped("kind-pause");
  const auto diary = [&practice](Tone tone, std::vector<std::string>& said) {
    Walk walk{practice, {.tone = tone}};
    const Breather person{13.0};
    for (double t = 0; t < 120; t += 0.1) {
      const RunView view = walk.to(t, breathing(person, t));
      if (!view.line.empty() && (said.empty() || said.back() != view.line)) {
        said.push_back(view.line);
      }
    }
    std::vector<std::pair<double, std::string>> told;
    for (const auto& e : walk.told()) {
      told.emplace_back(to_seconds(e.time), e.what);
    }
    return told;
  };
  std::vector<std::string> gentle;
  std::vector<std::string> firm;
  EXPECT_EQ(diary(Tone::gentle, gentle), diary(Tone::firm, firm));
  EXPECT_EQ(gentle.size(), firm.size());
  EXPECT_NE(gentle, firm);
  EXPECT_THAT(firm, ::testing::Contains("Enough for today. We are on our own side."));
}

Practice asking(Ask::Keep keep, const std::string& fills = "") {
  Step step = ready("asks", {"Something."});
  step.ask = Ask{.text = "A word", .keep = keep, .fills = fills};
  Practice practice = of({step, ready("then", {"{own|nothing said}"})});
  practice.slots = {"own"};
  return practice;
}

TEST(Asking, A22_AnAnswerIsKeptWhereThePersonSays) {
  Walk walk{asking(Ask::Keep::journal)};
  EXPECT_FALSE(walk.to(1).ask->answered);
  EXPECT_TRUE(walk.run().answer("nothing much, a bit lighter in the jaw", at(2)));
  EXPECT_TRUE(walk.to(2).ask->answered);
  ASSERT_EQ(walk.run().answers().size(), 1U);
  EXPECT_EQ(walk.run().answers()[0].keep, Ask::Keep::journal);
  EXPECT_EQ(walk.run().answers()[0].text, "nothing much, a bit lighter in the jaw");
  EXPECT_TRUE(walk.run().answer("jaw", at(3), Ask::Keep::session));
  ASSERT_EQ(walk.run().answers().size(), 1U) << "in place of the first";
  EXPECT_EQ(walk.run().answers()[0].keep, Ask::Keep::session);
  EXPECT_TRUE(walk.run().answer("jaw", at(4), Ask::Keep::nowhere));
  EXPECT_TRUE(walk.run().answers().empty()) << "let go of";
}

TEST(Asking, F41_WhatIsKeptNowhereNeverLeavesTheRun) {
  const std::string secret = "xylophone";
  Walk walk{asking(Ask::Keep::nowhere)};
  EXPECT_TRUE(walk.run().answer(secret, at(1)));
  for (double t = 1; t < 30; t += 0.5) {
    const RunView view = walk.to(t);
    EXPECT_EQ(view.line.find(secret), std::string::npos);
    EXPECT_EQ(view.ask->text.find(secret), std::string::npos);
  }
  EXPECT_TRUE(walk.run().answers().empty());
  EXPECT_TRUE(walk.run().slots().empty());
  for (const auto& e : walk.told()) {
    EXPECT_EQ(e.what.find(secret), std::string::npos);
    EXPECT_EQ(e.step.find(secret), std::string::npos);
  }
}

TEST(Asking, NoAnswerOfAnyKindIsTold) {
  for (const auto keep : {Ask::Keep::journal, Ask::Keep::session, Ask::Keep::nowhere}) {
    Walk walk{asking(keep, "own")};
    walk.to(1);
    const auto before = walk.told().size();
    walk.run().answer("words of one's own", at(1));
    EXPECT_EQ(walk.told().size(), before);
    walk.press(Wish::on, 2);
    EXPECT_EQ(walk.to(4).line, "words of one's own");
  }
}

TEST(Asking, F40_ALongPasteIsCutAndControlCharactersGo) {
  Practice practice = asking(Ask::Keep::session);
  practice.steps[0].ask->kind = Ask::Kind::lines;
  Walk walk{practice};
  std::string page;
  for (int i = 0; i < 200; ++i) {
    page += "line\x1b[2J \xC3\xA9\n";
  }
  EXPECT_TRUE(walk.run().answer(page, at(1)));
  const std::string& kept = walk.run().answers()[0].text;
  EXPECT_LE(kept.size(), kLongestAnswer);
  EXPECT_LE(std::count(kept.begin(), kept.end(), '\n'), kMostAnswerLines - 1);
  EXPECT_EQ(kept.find('\x1b'), std::string::npos);
  EXPECT_FALSE(walk.run().answer(" \n ", at(2))) << "silence is an answer, and no text";
  walk.press(Wish::on, 3);
  EXPECT_FALSE(walk.run().answer("late", at(4))) << "nothing is asked here";
}

TEST(Asking, F26_NineWeathersWithWordsAndChoicesAreChosenByTheirPlace) {
  Walk walk{shipped("watching-weather")};
  const RunView view = walk.to(1);
  ASSERT_TRUE(view.ask);
  EXPECT_EQ(view.ask->choices.size(), 9U);
  EXPECT_TRUE(walk.run().choose_answer(4, at(2)));
  EXPECT_EQ(walk.run().answers()[0].text, view.ask->choices[4]);
  EXPECT_FALSE(walk.run().choose_answer(9, at(2)));

  Walk moment{shipped("true-moment")};
  const RunView which = moment.to(1);
  EXPECT_EQ(which.ask->text, "Which is nearest?");
  EXPECT_EQ(which.ask->choices.size(), 5U);
  EXPECT_TRUE(moment.run().answer("quiet", at(2))) << "another word";
  EXPECT_EQ(moment.run().slots().at("moment"), "quiet");
}

TEST(Slots, WordsThatArePutInAreSaidAtTheNextLine) {
  Step step = timed("a", PaceBreath{.rate = BreathsPerMinute{10.0}}, 120);
  step.say = {"{kind_words|First.}", "{kind_words|Second.}"};
  Practice practice = of({step});
  practice.slots = {"kind_words"};
  Walk walk{practice};
  EXPECT_EQ(walk.to(2).line, "First.");
  EXPECT_TRUE(walk.run().set_slot("kind_words", "Easy does it.", at(2)));
  EXPECT_FALSE(walk.run().set_slot("unheard_of", "x", at(2)));
  EXPECT_EQ(walk.to(3).line, "First.") << "what is being read stays";
  bool said = false;
  for (double t = 4; t < 40; t += 0.5) {
    const std::string line = walk.to(t).line;
    EXPECT_NE(line, "Second.");
    said = said || line == "Easy does it.";
  }
  EXPECT_TRUE(said);
}

TEST(Dots, AreFilledOneByOneAndNothingHappensWhenAllAre) {
  Walk walk{shipped("feet-and-room")};
  walk.press(Wish::on, 1);
  for (int i = 0; i <= 6; ++i) {
    EXPECT_EQ(walk.to(2 + i).tally->filled, std::min(i, 5));
    walk.press(Wish::fill_dot, 2 + i);
  }
  EXPECT_EQ(walk.to(60).step, "see");
  walk.press(Wish::on, 60);
  EXPECT_EQ(walk.to(61).tally->filled, 0) << "anew in the next step";
}

TEST(Marks, F33_AThoughtNoticedIsARippleAndAMarkAndIsNeverCounted) {
  for (const char* id : {"watching-weather", "own-rhythm"}) {
    Walk walk{shipped(id)};
    walk.press(Wish::on, 1);
    EXPECT_FALSE(walk.to(2).ripple);
    walk.press(Wish::notice_thought, 2);
    const RunView view = walk.to(2.1);
    ASSERT_TRUE(view.ripple);
    EXPECT_NEAR(view.ripple->count(), 0.1, 1e-6);
    EXPECT_EQ(view.reply, "Noticed.");
    EXPECT_FALSE(walk.to(6.2).ripple);
    walk.press(Wish::notice_thought, 7);
    EXPECT_EQ(walk.to(7.1).reply, "Noticed.") << "the second as the first";
    EXPECT_EQ(walk.count("mark: thought noticed"), 2);
  }
}

TEST(Imagery, F28_NearerAndFartherChangeOnlyThePicture) {
  Walk walk{shipped("kind-companion")};
  walk.to(1);
  const auto told = walk.told().size();
  walk.press(Wish::farther, 1);
  EXPECT_GT(walk.to(1).distance, 0.5);
  for (int i = 0; i < 20; ++i) {
    walk.press(Wish::nearer, 1);
  }
  EXPECT_EQ(walk.to(1).distance, 0.0);
  EXPECT_EQ(walk.told().size(), told);
  EXPECT_EQ(Walk(shipped("watching-weather")).to(1).imagery->theme, "sky");
}

TEST(Feedback, A7_HidingIsToldAndNothingElseChanges) {
  Walk walk{shipped("own-rhythm")};
  walk.to(1);
  walk.press(Wish::hide_feedback, 2);
  EXPECT_TRUE(walk.to(2).feedback_hidden);
  EXPECT_EQ(walk.when("not shared"), 2.0);
  walk.press(Wish::hide_feedback, 3);
  EXPECT_EQ(walk.when("shared"), 3.0);
}

TEST(SkipStep, PassesAllTheStepsLinesAtOnce) {
  Walk walk{shipped("steady-place")};
  walk.press(Wish::on, 1);
  EXPECT_EQ(walk.to(1.1).step, "senses");
  walk.press(Wish::skip_step, 2);
  EXPECT_EQ(walk.to(2.1).step, "stay");
}

TEST(EaseLine, ComesOnlyIfItIsWishedForAndAtMostOnceInTwoMinutes) {
  for (const bool wished : {false, true}) {
    Step step = timed("a", RampBreath{}, 100);
    step.ease_watch = true;
    Practice practice = of({step, step, step});
    practice.steps[1].id = "b";
    practice.steps[2].id = "c";
    Walk walk{practice, {.ease_line = wished}};
    const Breather person{12.0};
    std::vector<double> seen;
    bool there = false;
    for (double t = 0; t < 300; t += 0.1) {
      const double since = std::fmod(t, 100.0);
      const auto view = walk.to(t, {person.at(t), BeatsPerMinute{since < 20 ? 65.0 : 85.0}, 0.9});
      const bool now = view.line.find("easier") != std::string::npos;
      if (now && !there) {
        seen.push_back(t);
      }
      there = now;
    }
    EXPECT_EQ(walk.count("guide eased"), 3);
    EXPECT_EQ(seen.size(), wished ? 2U : 0U);
  }
}

}  // namespace
}  // namespace ebb::test
