// A therapist's console and the person's screen with nothing but memory between them.
#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scene/at_the_screen.hpp"
#include "visualizer/scene/console_screen.hpp"

namespace ebb::scene {
namespace {

using Kind = ConsoleOffer::Kind;
using What = OfferAnswer::What;

std::vector<std::string> texts_of(const Picture& picture) {
  std::vector<std::string> all;
  for (const Shape& shape : picture.shapes) {
    if (const auto* words = std::get_if<Words>(&shape)) {
      all.push_back(words->text);
    }
  }
  return all;
}

std::string joined(const Picture& picture) {
  std::string all;
  for (const std::string& text : texts_of(picture)) {
    all += text + " ";
  }
  return all;
}

/// Mina at her screen and Ros at the console, as far from each other as memory.
class Mina : public AtTheScreen {
 public:
  using AtTheScreen::AtTheScreen;

  void advance(double seconds) {
    const HostTime end = now + to_microseconds(Seconds{seconds});
    do {
      now += Microseconds{20'000};
      step();
    } while (now < end);
  }
  void step() {
    for (const ConsoleOffer& offer : ros.take_offers()) {
      screen.offer(offer, now, now);
    }
    if (const auto proposal = ros.take_proposal()) {
      agreement = proposal;
      screen.hear(*proposal);
    }
    screen.advance(now, snapshot, {});
    if (const auto settled = screen.take_settled()) {
      agreement = settled;
      agreements.push_back(*settled);
    }
    ConsoleNews news{.snapshot = snapshot,
                     .events = std::exchange(body, {}),
                     .showing = screen.showing(),
                     .agreement = agreement,
                     .can_keep = can_keep};
    for (; passed_on < told.size(); ++passed_on) {
      news.events.emplace_back(told[passed_on]);
    }
    for (const Mark& mark : ros.take_marks()) {
      marks.push_back(mark);
      news.events.emplace_back(mark);
    }
    ros.advance(now, std::move(news));
  }
  void type(const std::string& text) {
    for (const char c : text) {
      ros.type(static_cast<unsigned char>(c), now);
    }
  }
  void begin() {
    press(Key::space);
    advance(1.0);
    press(Key::enter);
    advance(1.0);
  }
  std::string console() const { return joined(ros.picture({1280, 720})); }
  bool console_says(const std::string& part) const {
    return console().find(part) != std::string::npos;
  }

  ConsoleScreen ros{{}, uk_english()};
  std::optional<Snapshot> snapshot = Snapshot{};
  std::optional<SessionAgreement> agreement;
  bool can_keep = true;
  std::vector<SessionAgreement> agreements;
  std::vector<Mark> marks;
  std::size_t passed_on = 0;
  std::vector<Event> body;  ///< beats and breaths that the console has yet to hear
};

TEST(Console, SaysWhereThePracticeIsAndWhatTheScreenShows) {
  Mina mina;
  mina.advance(1.0);
  EXPECT_TRUE(mina.console_says("No practice is running."));
  mina.begin();
  mina.advance(63.0);
  EXPECT_TRUE(mina.console_says("Finding our own rhythm"));
  EXPECT_TRUE(mina.console_says("step 3 of 5: ease, 0:2")) << mina.console();
  EXPECT_TRUE(mina.console_says("guide "));
  EXPECT_TRUE(mina.console_says("the person's screen shows: shape, words"));
  mina.press(Key::blank);
  mina.advance(0.1);
  EXPECT_TRUE(mina.console_says("shows: a blank screen"));
}

/// Mina waits until her screen says it; false if it never does.
bool comes(Mina& mina, const std::string& line) {
  for (int i = 0; i < 200; ++i) {
    if (mina.says(line)) {
      return true;
    }
    mina.advance(0.5);
  }
  return false;
}

TEST(Console, F29_WordsTypedForASlotAreSaidOnThePersonsScreenAtTheNextLine) {
  Mina mina{whole_shelf("kind-pause")};
  mina.begin();
  mina.type("o");
  EXPECT_TRUE(mina.console_says("Own words for \"kind words\""));
  mina.type("Easy does it, love.");
  const std::string before = mina.screen.run_view()->line;
  mina.ros.press(Key::enter, mina.now);
  mina.advance(0.1);
  EXPECT_EQ(mina.screen.run_view()->line, before) << "what is being read stays";
  EXPECT_FALSE(mina.says("love."));
  mina.press(Key::enter);
  EXPECT_TRUE(comes(mina, "Easy does it, love."));
  EXPECT_TRUE(mina.was_told("offered: slot"));
  for (const PracticeEvent& event : mina.told) {
    EXPECT_EQ(event.what.find("love"), std::string::npos) << "no record holds it";
  }
  EXPECT_FALSE(mina.screen.take_slots_changed()) << "nothing was agreed to be kept";
}

TEST(Console, F29_WordsForAPracticeToComeWaitForItAndOnesWithoutWordsTakeThemBack) {
  Mina mina{whole_shelf("kind-pause")};
  mina.agreement = SessionAgreement{.time = mina.now,
                                    .stage = SessionAgreement::Stage::agreed,
                                    .purpose = "words",
                                    .minutes = 10,
                                    .feedback_shown = true,
                                    .kept = true};
  mina.screen.hear(*mina.agreement);
  mina.advance(0.1);
  mina.type("o");
  for (int i = 0; i < 20 && !mina.console_says("\"companion words\""); ++i) {
    mina.ros.press(Key::down, mina.now);
  }
  mina.ros.press(Key::escape, mina.now);
  mina.type("o");
  EXPECT_TRUE(mina.console_says("Own words for \"companion words\"")) << "the one chosen last";
  for (int i = 0; i < 20 && !mina.console_says("\"kind words\""); ++i) {
    mina.ros.press(Key::up, mina.now);
  }
  mina.type("Softly now.");
  mina.ros.press(Key::enter, mina.now);
  mina.advance(0.1);
  EXPECT_TRUE(mina.screen.take_slots_changed()) << "it was agreed that something is kept";
  EXPECT_EQ(mina.screen.slots().at("kind_words"), "Softly now.");
  EXPECT_EQ(mina.screen.slots_to_keep().at("kind_words"), "Softly now.");
  mina.begin();
  mina.press(Key::enter);
  EXPECT_TRUE(comes(mina, "Softly now."));

  Mina other{whole_shelf("kind-pause")};
  other.advance(0.1);
  for (const std::string words : {"Softly now.", ""}) {
    other.type("o" + words);
    other.ros.press(Key::enter, other.now);
    other.advance(0.1);
  }
  other.begin();
  other.press(Key::enter);
  EXPECT_TRUE(comes(other, "Gently, now."));
}

TEST(Console, F29_WhatWasPutInBeforeAYesIsNotKeptWithWhatCameAfterIt) {
  Mina mina{whole_shelf("kind-pause")};
  mina.advance(0.1);
  mina.screen.offer({.kind = Kind::slot, .words = "before", .slot = "companion"}, mina.now,
                    mina.now);
  EXPECT_FALSE(mina.screen.take_slots_changed());
  mina.screen.hear({.time = mina.now,
                    .stage = SessionAgreement::Stage::agreed,
                    .purpose = "words",
                    .minutes = 10,
                    .feedback_shown = true,
                    .kept = true});
  mina.advance(0.1);
  mina.screen.offer({.kind = Kind::slot, .words = "after", .slot = "kind_words"}, mina.now,
                    mina.now);
  EXPECT_TRUE(mina.screen.take_slots_changed());
  EXPECT_EQ(mina.screen.slots_to_keep().at("kind_words"), "after");
  EXPECT_EQ(mina.screen.slots_to_keep().count("companion"), 0U);
}

TEST(Console, WhatThePersonWroteInAPracticeIsNotReplaced) {
  Mina mina{whole_shelf("as-for-a-friend")};
  mina.begin();
  std::size_t asked = 0;
  for (int i = 0; i < 40 && asked == 0; ++i) {
    mina.press(Key::enter);
    mina.advance(0.5);
    const Step& step = mina.screen.practice()->steps[mina.screen.run_view()->step_number];
    asked = step.ask && step.ask->fills == "friend_words" ? mina.screen.run_view()->step_number : 0;
  }
  ASSERT_GT(asked, 0U);
  mina.press(Key::tab);
  mina.press(Key::enter);
  ASSERT_TRUE(mina.screen.writing());
  for (const char c : std::string{"of course"}) {
    mina.screen.type(static_cast<unsigned char>(c));
  }
  mina.press(Key::enter);
  mina.advance(0.5);
  mina.screen.offer({.kind = Kind::slot, .words = "not mine", .slot = "friend_words"}, mina.now,
                    mina.now);
  EXPECT_TRUE(mina.was_told("not taken up: slot"));
  EXPECT_EQ(mina.screen.slots().count("friend_words"), 0U);
  mina.screen.offer({.kind = Kind::slot, .words = "x", .slot = "unheard_of"}, mina.now, mina.now);
  EXPECT_EQ(mina.screen.slots().count("unheard_of"), 0U);
}

TEST(Console, A7_SaysThatNothingIsSharedJustNow) {
  Mina mina;
  mina.begin();
  mina.advance(10.0);
  EXPECT_FALSE(mina.console_says("not shared just now"));
  mina.press(Key::hide);
  mina.advance(0.1);
  EXPECT_TRUE(mina.console_says("not shared just now"));
  mina.press(Key::hide);
  mina.advance(0.1);
  EXPECT_FALSE(mina.console_says("not shared just now"));
}

/// A heart of 73 and a breath of 13, as far as anybody may see.
class Body : public Mina {
 public:
  void live(double seconds) {
    const HostTime end = now + to_microseconds(Seconds{seconds});
    while (now < end) {
      const double t = to_seconds(now);
      snapshot->time = now;
      snapshot->heart_rate = {BeatsPerMinute{73.0}, BeatsPerMinute{71.0}, BeatsPerMinute{75.0}, 0.9,
                              now};
      snapshot->breath_rate = {BreathsPerMinute{13.0}, BreathsPerMinute{11.0},
                               BreathsPerMinute{17.0}, 0.9, now};
      if (t - last_beat_ >= 60.0 / 73.0) {
        last_beat_ = t;
        body.emplace_back(Beat{now, Milliseconds{60'000.0 / 73.0}, IntervalVerdict::normal, {}});
      }
      if (t - last_breath_ >= 60.0 / 13.0) {
        body.emplace_back(
            Breath{.start = at_seconds<HostTime>(last_breath_), .period = Seconds{60.0 / 13.0}});
        last_breath_ = t;
      }
      advance(0.1);
    }
  }
  /// Lines in the colour of the heart.
  long traces() const {
    const Picture seen = ros.picture({1280, 720});
    return std::count_if(seen.shapes.begin(), seen.shapes.end(), [](const Shape& shape) {
      const auto* stroke = std::get_if<Stroke>(&shape);
      return stroke != nullptr && stroke->colour == palette(Theme::dark).heart;
    });
  }

 private:
  double last_beat_ = 0.0;
  double last_breath_ = 0.0;
};

TEST(Console, F47_NothingOfHeartOrBreathIsThereWhileItIsNotShared) {
  Body mina;
  mina.begin();
  mina.live(60.0);
  mina.type("m");
  mina.live(30.0);
  ASSERT_TRUE(mina.console_says("heart about 73 (71 to 75)"));
  ASSERT_TRUE(mina.console_says("breath about 13 (11 to 17)"));
  ASSERT_TRUE(mina.console_says("heart, a mean for each breath"));
  ASSERT_EQ(mina.traces(), 1);
  mina.press(Key::hide);
  mina.advance(0.04);
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(mina.console_says("not shared just now"));
    ASSERT_EQ(mina.traces(), 0);
    for (const std::string& text : texts_of(mina.ros.picture({1280, 720}))) {
      for (const char* figure : {"71", "73", "75", "11", "13", "17", "about", "a mean"}) {
        const bool of_time = text.find("in step") != std::string::npos;
        ASSERT_TRUE(of_time || text.find(figure) == std::string::npos) << text;
      }
      ASSERT_NE(text.find_first_not_of("0123456789"), std::string::npos) << "a figure: " << text;
      ASSERT_NE(text, "breath");
    }
    mina.live(1.0);
  }
  EXPECT_TRUE(mina.console_says("guide ")) << "what is shown to the person is no figure of theirs";
  mina.press(Key::hide);
  mina.live(60.0);
  EXPECT_TRUE(mina.console_says("heart about 73"));
  EXPECT_EQ(mina.traces(), 2) << "what was not shared stays a gap";
}

TEST(Console, F47_WhatWasNotSharedIsNotToldLater) {
  SessionTrace trace;
  const auto at = [](double t) { return at_seconds<HostTime>(t); };
  for (double t = 0.5; t < 120.0; t += 0.5) {
    trace.push(Beat{at(t), Milliseconds{500.0}, IntervalVerdict::normal, {}});
    if (std::fmod(t, 6.0) == 0.0) {
      trace.push(Breath{.start = at(t - 6.0), .period = Seconds{6.0}});
    }
    if (t > 50.0 && t < 80.0) {
      trace.leave_out(at(t));
    }
    trace.advance(at(t));
  }
  trace.push(Breath{.start = at(56.0), .period = Seconds{6.0}});  // late
  for (std::size_t i = 0; i < trace.spots().size(); ++i) {
    const double middle = to_seconds(trace.spots()[i].time);
    EXPECT_TRUE(middle < 50.5 || middle > 79.5) << middle;
  }
  EXPECT_EQ(trace.pieces({0, 0, 100, 100}, at(0), at(120)).size(), 2U);
}

TEST(Console, A13_AMarkKeepsItsTimeWhenItIsLabelledAndShowsNothingOnTheOtherScreen) {
  Mina mina;
  mina.begin();
  mina.advance(20.0);
  const Picture before = mina.picture();
  const HostTime pressed = mina.now;
  mina.type("m");
  mina.step();
  ASSERT_EQ(mina.marks.size(), 1U);
  EXPECT_EQ(mina.marks[0].time, pressed);
  EXPECT_EQ(texts_of(mina.picture()), texts_of(before));
  mina.advance(30.0);
  mina.type("l");
  mina.type("mentioned sister");
  mina.ros.press(Key::enter, mina.now);
  mina.advance(0.1);
  ASSERT_EQ(mina.marks.size(), 2U);
  EXPECT_EQ(mina.marks[1].time, pressed);
  EXPECT_EQ(mina.marks[1].label, "mentioned sister");
  EXPECT_EQ(mina.marks[1].whose, Whose::therapist);
  const auto& moments = mina.ros.moments();
  EXPECT_EQ(std::count_if(moments.begin(), moments.end(), [](const auto& m) { return m.ours; }), 1)
      << "it is one moment still";
  mina.type("lx");
  mina.ros.press(Key::escape, mina.now);
  mina.advance(0.1);
  EXPECT_EQ(mina.marks.size(), 2U) << "Esc leaves a label as it was";
}

TEST(Console, A14_TheConsoleSaysThatTheClientChoseOwnPace) {
  Mina mina;
  mina.begin();
  mina.advance(60.0);
  mina.type("-");
  mina.advance(0.5);
  EXPECT_TRUE(mina.console_says("held out: pace"));
  EXPECT_TRUE(mina.says("offered: a slower pace")) << joined(mina.picture());
  mina.press(Key::plus);
  mina.advance(0.3);
  mina.press(Key::plus);
  mina.advance(0.3);
  EXPECT_TRUE(mina.console_says("client chose own pace at 1:0")) << mina.console();
  EXPECT_FALSE(mina.console_says("held out: pace"));
  const double kept = mina.screen.run_view()->cue.rate.value();
  mina.advance(60.0);
  EXPECT_GE(mina.screen.run_view()->cue.rate.value(), kept - 1e-6) << "her pace holds";
  EXPECT_EQ(std::count_if(mina.told.begin(), mina.told.end(),
                          [](const PracticeEvent& e) { return e.what == "offered: pace"; }),
            1)
      << "the next offer needs a new key";
}

TEST(Console, F46_WhatIsNotTakenUpIsToldNeutrallyAndChangesNothing) {
  Mina mina;
  mina.begin();
  mina.advance(30.0);
  mina.type("s");
  mina.advance(25.0);
  EXPECT_TRUE(mina.console_says("not taken up: softer")) << mina.console();
  EXPECT_EQ(mina.screen.run_view()->dim, 0.0);
}

TEST(Console, F46_EnterTakesUpWhatIsOffered) {
  Mina mina;
  mina.begin();
  mina.advance(30.0);
  mina.type("p");
  mina.advance(1.5);
  EXPECT_TRUE(mina.says("offered: a rest"));
  mina.press(Key::enter);
  mina.advance(0.1);
  EXPECT_EQ(mina.screen.run_view()->state, RunState::paused);
  EXPECT_TRUE(mina.console_says("taken up: a rest"));
  mina.press(Key::space);
  mina.advance(1.0);
  mina.type("g");
  mina.advance(1.0);
  mina.press(Key::enter);
  mina.advance(0.1);
  EXPECT_EQ(mina.screen.practice()->id, "feet-and-room");
  mina.press(Key::escape);
  mina.advance(0.1);
  mina.type("s");
  mina.advance(0.1);
  EXPECT_TRUE(mina.console_says("nothing to hold out"));
}

TEST(Console, F52_SaysThatWhatItHeldOutIsNeverUsedByThisPerson) {
  Home home;
  home.preferences.own.never = {"feet-and-room"};
  Mina mina{whole_shelf(), home};
  mina.begin();
  mina.advance(30.0);
  mina.type("g");
  mina.advance(0.5);
  EXPECT_TRUE(mina.console_says("never used by this person: grounding")) << mina.console();
  EXPECT_FALSE(mina.says("offered"));
}

TEST(Console, F47_AKeyOfTheClientsWithinTheSameMomentWins) {
  Mina mina;
  mina.begin();
  mina.advance(30.0);
  mina.type("p");
  mina.step();
  mina.press(Key::plus);  // within 100 ms
  mina.advance(1.0);
  EXPECT_FALSE(mina.screen.run_view()->offered);
  EXPECT_EQ(mina.screen.run_view()->state, RunState::running);
}

TEST(Console, WordsComeAsALineOnTheOtherScreen) {
  Mina mina;
  mina.begin();
  mina.advance(10.0);
  mina.type("w");
  mina.type("Shoulders may be heavy");
  mina.ros.press(Key::enter, mina.now);
  bool seen = false;
  for (int i = 0; i < 400 && !seen; ++i) {
    mina.advance(0.2);
    seen = mina.screen.run_view()->line == "Shoulders may be heavy";
  }
  EXPECT_TRUE(seen);
}

TEST(Console, AnOfferThatComesLateIsLetGoBy) {
  Mina mina;
  mina.begin();
  mina.advance(30.0);
  mina.screen.offer({.kind = Kind::pause}, mina.now - Microseconds{6'000'000}, mina.now);
  mina.advance(0.5);
  EXPECT_FALSE(mina.screen.run_view()->offered);
}

TEST(Console, F53_NothingIsAgreedByPassingBy) {
  Mina mina;
  mina.advance(1.0);
  EXPECT_TRUE(mina.console_says("Nothing is agreed yet"));
  mina.type("agrounding");
  for (const Key key :
       {Key::down, Key::left, Key::down, Key::right, Key::down, Key::right, Key::down}) {
    mina.ros.press(key, mina.now);
  }
  mina.type("Tuesday A");
  mina.ros.press(Key::down, mina.now);
  mina.ros.press(Key::enter, mina.now);
  mina.advance(2.0);
  EXPECT_EQ(mina.screen.page_name(), "agreement");
  EXPECT_TRUE(mina.says("grounding"));
  EXPECT_TRUE(mina.says("At most a quarter of an hour."));
  EXPECT_TRUE(mina.says("Breath and heart are not shown"));
  EXPECT_TRUE(mina.says("A record of the session is kept."));
  EXPECT_TRUE(mina.says("Until this is agreed everything stays as it is."));
  EXPECT_FALSE(mina.says("Tuesday"));
  mina.press(Key::enter);  // nothing is in focus
  mina.advance(0.1);
  EXPECT_TRUE(mina.agreements.empty());
  mina.press(Key::tab);
  mina.press(Key::enter);
  mina.advance(2.0);
  ASSERT_EQ(mina.agreements.size(), 1U);
  EXPECT_EQ(mina.agreements[0].stage, SessionAgreement::Stage::agreed);
  EXPECT_EQ(mina.agreements[0].purpose, "grounding");
  EXPECT_EQ(mina.agreements[0].minutes, 15);
  EXPECT_FALSE(mina.agreements[0].feedback_shown);
  EXPECT_TRUE(mina.agreements[0].kept);
  EXPECT_EQ(mina.agreements[0].label, "Tuesday A");
  EXPECT_TRUE(mina.console_says("Tuesday A"));
  EXPECT_TRUE(mina.console_says("agreed: grounding, up to 15 min, feedback hidden, kept"));
  EXPECT_EQ(mina.screen.page_name(), "");
  mina.begin();
  EXPECT_TRUE(mina.screen.feedback_hidden()) << "as was agreed";
  EXPECT_TRUE(mina.screen.showing().shared) << "hidden on this screen is not kept from the console";
  mina.press(Key::hide);
  EXPECT_TRUE(mina.screen.showing().shared);
  mina.press(Key::hide);
  EXPECT_FALSE(mina.screen.showing().shared);
}

TEST(Console, F53_NoRecordIsProposedWhereNoneCanBeKept) {
  Mina mina;
  mina.can_keep = false;
  mina.advance(1.0);
  mina.type("a");
  for (const Key key : {Key::down, Key::down, Key::down, Key::right, Key::left, Key::enter}) {
    mina.ros.press(key, mina.now);
  }
  mina.advance(1.0);
  EXPECT_TRUE(mina.console_says("nothing can be kept")) << mina.console();
  mina.ros.press(Key::down, mina.now);
  mina.ros.press(Key::down, mina.now);
  mina.ros.press(Key::enter, mina.now);
  mina.advance(2.0);
  ASSERT_TRUE(mina.agreement);
  EXPECT_FALSE(mina.agreement->kept);
  EXPECT_TRUE(mina.says("No record of the session is kept."));
}

TEST(Console, F53_ALabelIsWrittenOnMarksOfOurOwnOnly) {
  Mina mina;
  mina.begin();
  mina.type("m");
  mina.advance(1.0);
  mina.told.push_back(
      {.time = mina.now, .practice = "own-rhythm", .what = "mark: here", .step = ""});
  mina.advance(1.0);
  ASSERT_EQ(mina.ros.moments().size(), 2U);
  mina.type("l");
  mina.ros.press(Key::down, mina.now);  // to the person's mark, which is not ours to name
  mina.type("sister");
  mina.ros.press(Key::enter, mina.now);
  EXPECT_EQ(mina.ros.moments()[0].label, "sister");
  EXPECT_EQ(mina.ros.moments()[1].label, "here");
}

TEST(Console, F53_AnAnswerIsNotAskedForAgainBecauseItTakesAMomentToComeRound) {
  AtTheScreen mina;
  mina.wait(1.0);
  const SessionAgreement proposed{.time = mina.now, .purpose = "grounding", .kept = true};
  mina.screen.hear(proposed);
  mina.wait(2.0);
  ASSERT_EQ(mina.screen.page_name(), "agreement");
  mina.press_all({Key::tab, Key::enter});
  const auto settled = mina.screen.take_settled();
  ASSERT_TRUE(settled);
  for (int i = 0; i < 5; ++i) {
    mina.screen.hear(proposed);  // the service has not heard yet
    mina.wait(0.1);
  }
  SessionAgreement back = *settled;
  back.time += Microseconds{300};
  mina.screen.hear(back);
  mina.wait(0.1);
  EXPECT_EQ(mina.screen.page_name(), "");
  SessionAgreement again = proposed;
  again.time = mina.now;
  mina.screen.hear(again);
  mina.wait(0.1);
  EXPECT_EQ(mina.screen.page_name(), "agreement") << "another proposal is another card";
  back.time = mina.now + Microseconds{100};
  mina.screen.hear(back);  // answered on another screen
  mina.wait(0.1);
  EXPECT_EQ(mina.screen.page_name(), "");
}

TEST(Console, F53_AProposalWaitsForTheEndOfAPracticeAndMayBeDeclined) {
  Mina mina;
  mina.begin();
  mina.type("a");
  for (int i = 0; i < 5; ++i) {
    mina.ros.press(Key::down, mina.now);
  }
  mina.ros.press(Key::enter, mina.now);
  mina.advance(3.0);
  EXPECT_EQ(mina.screen.page_name(), "");
  EXPECT_TRUE(mina.console_says("not yet answered"));
  mina.press(Key::escape);
  mina.advance(1.0);
  EXPECT_EQ(mina.screen.page_name(), "agreement");
  mina.press(Key::tab);
  mina.press(Key::tab);
  mina.press(Key::enter);
  mina.advance(0.1);
  ASSERT_EQ(mina.agreements.size(), 1U);
  EXPECT_EQ(mina.agreements[0].stage, SessionAgreement::Stage::declined);
  EXPECT_TRUE(mina.console_says("Not agreed"));
}

TEST(Console, A15_TogetherTheGuideFollowsTheSecondBreathAndOUncouples) {
  Mina mina;
  mina.begin();
  const auto breathe = [&mina](double seconds) {
    for (int i = 0; i < static_cast<int>(seconds * 50.0); ++i) {
      const double t = to_seconds(mina.now) + 0.02;
      const Turns phase = wrapped(Turns{t * 8.0 / 60.0});
      const HostTime at = mina.now + Microseconds{20'000};
      mina.snapshot->time = at;
      mina.snapshot->second_breath = SecondBreath{
          {BreathsPerMinute{8.0}, BreathsPerMinute{8.0}, BreathsPerMinute{8.0}, 0.9, at},
          {phase, phase, phase, 0.9, at}};
      mina.advance(0.01);
    }
  };
  breathe(30.0);
  EXPECT_TRUE(mina.console_says("the second breath about 8"));
  mina.type("t");
  breathe(1.0);
  EXPECT_TRUE(mina.says("offered: breathing together"));
  mina.press(Key::enter);
  breathe(60.0);
  EXPECT_TRUE(mina.screen.run_view()->together);
  EXPECT_TRUE(mina.console_says("breathing together"));
  const Cue& cue = mina.screen.run_view()->cue;
  EXPECT_NEAR(cue.rate.value(), 8.0, 0.2);
  EXPECT_NEAR(turns_between(cue.phase, mina.snapshot->second_breath->phase.value), 0.0, 0.06);
  mina.snapshot->second_breath.reset();
  mina.advance(40.0);
  EXPECT_NEAR(mina.screen.run_view()->cue.rate.value(), 8.0, 0.2) << "the pace is kept";
  mina.press(Key::own_pace);
  mina.advance(0.1);
  EXPECT_FALSE(mina.screen.run_view()->together);
}

/// In every state that keys lead to, the person's window holds nothing of the console's.
TEST(Console, A16_ThePersonsWindowHoldsNothingOfTheConsoles) {
  Mina mina;
  std::set<std::string> shared;
  std::vector<std::string> never = {"Tuesday A", "mentioned sister", "6.5"};
  for (const auto& [key, lines] : uk_english().lines()) {
    const std::string room = key.substr(0, key.find('.'));
    if (room != "console" && room != "fault" && room != "proposal" && room != "seen") {
      shared.insert(lines.begin(), lines.end());
    }
  }
  for (const auto& [key, lines] : uk_english().lines()) {
    const std::string room = key.substr(0, key.find('.'));
    if (room == "console" || room == "fault" || room == "proposal") {
      for (const std::string& line : lines) {
        const bool theirs = std::any_of(shared.begin(), shared.end(), [&](const std::string& own) {
          return own.find(line) != std::string::npos;
        });
        if (!theirs && line.size() > 12 && line.find('{') == std::string::npos) {
          never.push_back(line);
        }
      }
    }
  }
  ASSERT_GT(never.size(), 20U);
  const auto look = [&](const char* where) {
    for (const Extent size : {Extent{1280, 720}, Extent{360, 240}}) {
      const std::string seen = joined(mina.picture(size));
      for (const std::string& text : never) {
        EXPECT_EQ(seen.find(text), std::string::npos) << where << ": " << text;
      }
      EXPECT_EQ(seen.find_first_of("0123456789"), std::string::npos) << where << ": " << seen;
    }
  };
  mina.type("atalking");
  for (int i = 0; i < 4; ++i) {
    mina.ros.press(Key::down, mina.now);
  }
  mina.type("Tuesday A");
  mina.ros.press(Key::down, mina.now);
  mina.ros.press(Key::enter, mina.now);
  mina.advance(2.0);
  look("the agreement");
  mina.press(Key::tab);
  mina.press(Key::enter);
  mina.advance(2.0);
  look("the start");
  mina.begin();
  for (const char letter : std::string{"msp-+gw"}) {
    mina.type(std::string{letter});
    mina.advance(1.2);
    look("an offer");
    mina.ros.press(Key::escape, mina.now);
    mina.type("lmentioned sister");
    mina.ros.press(Key::enter, mina.now);
    mina.advance(0.4);
    look("a label");
  }
  for (const Key key : {Key::hide, Key::view, Key::help, Key::help, Key::comfort, Key::escape,
                        Key::space, Key::enter, Key::ease_off, Key::ease_off, Key::blank,
                        Key::space, Key::grounding, Key::escape, Key::space, Key::shelf}) {
    mina.type("ms");
    mina.press(key);
    mina.advance(1.0);
    look("a key");
  }
}

TEST(Console, A16_WithoutTheLinkThePracticeGoesOnAndTheConsoleSaysSo) {
  Mina mina;
  mina.begin();
  mina.advance(10.0);
  const Picture before = mina.picture();
  for (double t = 0.0; t < 5.0; t += 0.1) {  // each for itself
    mina.now += Microseconds{100'000};
    mina.screen.advance(mina.now, std::nullopt, {});
    mina.ros.advance(mina.now, {});
  }
  EXPECT_TRUE(mina.console_says("The person's screen is not there just now."));
  EXPECT_EQ(mina.screen.run_view()->state, RunState::running);
  mina.type("s");
  EXPECT_TRUE(mina.ros.take_offers().empty());
}

TEST(Console, SaysWhatIsInTheWayAndWhatToTry) {
  Mina mina;
  Snapshot snapshot;
  snapshot.heart_fault = SignalFault::off_body;
  mina.snapshot = snapshot;
  mina.advance(1.0);
  EXPECT_TRUE(mina.console_says("heart finding"));
  EXPECT_TRUE(mina.console_says("it is not worn"));
  for (const SignalFault fault :
       {SignalFault::flat, SignalFault::clipped, SignalFault::mains, SignalFault::motion,
        SignalFault::damaged, SignalFault::too_few_beats, SignalFault::two_rates}) {
    mina.snapshot->heart_fault = SignalFault::none;
    mina.snapshot->breath_fault = fault;
    mina.snapshot->time = mina.now;
    mina.advance(0.1);
    EXPECT_TRUE(mina.console_says("Breath: ")) << static_cast<int>(fault);
  }
  mina.snapshot->time = mina.now - Microseconds{20'000'000};
  mina.advance(0.1);
  EXPECT_TRUE(mina.console_says("Nothing is heard from Ebb's service"));
}

TEST(Console, ClosesByASecondWordOnly) {
  Mina mina;
  mina.ros.press(Key::escape, mina.now);
  EXPECT_FALSE(mina.ros.leaving());
  mina.type("m");
  mina.ros.press(Key::escape, mina.now);
  EXPECT_FALSE(mina.ros.leaving());
  mina.ros.press(Key::escape, mina.now);
  EXPECT_TRUE(mina.ros.leaving());
}

TEST(SessionTrace, IsOneMeanABreathWithGapsWhereNothingGoodWasHeard) {
  SessionTrace trace;
  const auto at = [](double t) { return HostTime{} + to_microseconds(Seconds{t}); };
  for (double t = 0.0; t < 120.0; t += 1.0) {
    const bool good = t < 40.0 || t > 80.0;
    trace.push(Beat{
        at(t), Milliseconds{1000.0}, good ? IntervalVerdict::normal : IntervalVerdict::missed, {}});
    if (std::fmod(t, 6.0) == 0.0 && t >= 6.0) {
      trace.push(Breath{.start = at(t - 6.0), .period = Seconds{6.0}});
      trace.push(Breath{.start = at(t - 6.0), .period = Seconds{6.1}});  // another sensor's word
    }
  }
  EXPECT_GE(trace.spots().size(), 12U);
  EXPECT_LE(trace.spots().size(), 20U);
  for (std::size_t i = 0; i < trace.spots().size(); ++i) {
    EXPECT_NEAR(trace.spots()[i].heart, 60.0, 1e-9);
    EXPECT_NEAR(trace.spots()[i].breath, 10.0, 0.2);
  }
  EXPECT_EQ(trace.pieces({0, 0, 100, 100}, at(0), at(120)).size(), 2U);
}

TEST(SessionTrace, WithoutABreathItIsTenSecondsMeans) {
  SessionTrace trace;
  const auto at = [](double t) { return HostTime{} + to_microseconds(Seconds{t}); };
  for (double t = 0.0; t < 100.0; t += 0.5) {
    trace.push(Beat{at(t), Milliseconds{500.0}, IntervalVerdict::normal, {}});
    trace.advance(at(t));
  }
  ASSERT_GE(trace.spots().size(), 7U);
  EXPECT_EQ(trace.spots()[3].breath, 0.0);
  EXPECT_NEAR(trace.spots()[3].heart, 120.0, 1e-6);
}

}  // namespace
}  // namespace ebb::scene
