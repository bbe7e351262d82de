#include "guidance/sitting.hpp"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "breather.hpp"
#include "shipped.hpp"

namespace ebb {
namespace {

using test::at;
using test::shipped;

/// A sitting with its own diary.
struct Evening {
  Evening() = default;
  Evening(const Evening&) = delete;
  Evening& operator=(const Evening&) = delete;

  std::vector<PracticeEvent> told;
  Sitting sitting{test::shipped_ways_out(), Pacer::Config{},
                  [this](const PracticeEvent& e) { told.push_back(e); }};

  RunView to(double t, const BodyNow& body = {}) { return sitting.advance(at(t), body); }
  void press(Wish wish, double t) { sitting.press(wish, at(t)); }
  [[nodiscard]] std::vector<std::string> record() const {
    std::vector<std::string> all;
    for (const auto& e : told) {
      if (e.what.rfind("cue", 0) != 0) {
        all.push_back(e.practice + ": " + e.what);
      }
    }
    return all;
  }
};

TEST(Sitting, A11_DistressThenEaseOffThenGroundingThenStop) {
  Evening mina;
  mina.sitting.begin(shipped("kind-companion"), at(0));
  mina.press(Wish::on, 1);
  mina.press(Wish::on, 2);
  ASSERT_EQ(mina.to(3).step, "be-met");
  mina.to(40);
  mina.press(Wish::ease_off, 40);
  const RunView at_once = mina.to(40.02);
  EXPECT_FALSE(at_once.cue.shown);
  EXPECT_EQ(at_once.offers.size(), 5U) << "five plain offers";
  const RunView second = mina.to(41);
  EXPECT_EQ(second.motion, 0.0) << "still within a second";
  EXPECT_EQ(second.line, "We can ease right off.");
  EXPECT_EQ(second.state, RunState::eased_off);
  bool cold_hands = false;
  for (double t = 41; t < 60; t += 0.1) {
    const RunView view = mina.to(t);
    EXPECT_FALSE(view.cue.shown);
    EXPECT_FALSE(speaks_of_breath(view.line)) << view.line;
    cold_hands = cold_hands || view.line.find("Cold hands") == 0;
    if (t >= 46.0) {
      EXPECT_NEAR(view.dim, 0.6, 1e-6);
      EXPECT_EQ(view.sound, 0.0);
    }
  }
  EXPECT_TRUE(cold_hands);
  EXPECT_EQ(mina.sitting.choose_offer(1, at(60)), OfferMeaning::grounding);
  EXPECT_EQ(mina.to(60.5).practice, "feet-and-room");
  mina.to(80);
  mina.press(Wish::stop, 80);
  EXPECT_EQ(mina.to(80.02).state, RunState::closed);
  EXPECT_EQ(mina.to(80.02).sound, 0.0);
  const auto before = mina.told.size();
  EXPECT_EQ(mina.to(4000).state, RunState::closed) << "nothing starts by itself";
  EXPECT_EQ(mina.told.size(), before);
  EXPECT_THAT(mina.record(),
              ::testing::IsSupersetOf({"kind-companion: eased off", "kind-companion: grounding",
                                       "feet-and-room: began", "feet-and-room: ended early",
                                       "kind-companion: ended early"}));
}

TEST(Sitting, A3_TooMuchLeadsToGroundingAndNeverToAGuide) {
  Evening mina;
  mina.sitting.begin_grounding(at(0));
  for (double t = 0; t < 100; t += 0.1) {
    const RunView view = mina.to(t);
    EXPECT_EQ(view.practice, "feet-and-room");
    EXPECT_FALSE(view.cue.shown);
    EXPECT_FALSE(speaks_of_breath(view.line));
    if (std::fmod(t, 20.0) < 0.1) {
      mina.press(Wish::on, t);
    }
  }
  const auto record = mina.record();
  EXPECT_EQ(record.front(), "feet-and-room: route: grounding");
  EXPECT_THAT(record, ::testing::Contains("feet-and-room: began").Times(1));
}

TEST(Sitting, EaseOffAndGroundingAreOneKeyThereAndOneKeyBackFromAnyStepOfAnyPractice) {
  std::mt19937 dice{20};
  for (const char* id : test::kShipped) {
    for (int round = 0; round < 17; ++round) {
      Evening mina;
      mina.sitting.begin(shipped(id), at(0), {.carry_me_along = true});
      const double when = 1.0 + static_cast<double>(dice() % 6000) / 20.0;
      RunView before;
      for (double t = 0; t <= when; t += 0.5) {
        before = mina.to(t);
      }
      if (dice() % 4 == 0) {
        mina.press(Wish::pause_or_resume, when);
      }
      before = mina.to(when);
      if (before.state == RunState::closed) {
        continue;
      }
      for (const Wish key : {Wish::ease_off, Wish::grounding}) {
        mina.press(key, when);
        const RunView away = mina.to(when + 0.9);
        EXPECT_EQ(away.practice, key == Wish::ease_off ? "thaw-gently" : "feet-and-room");
        EXPECT_FALSE(away.line.empty()) << "its first line within a second";
        EXPECT_FALSE(away.cue.shown);
        mina.press(key, when + 0.95);
        const RunView back = mina.to(when + 0.95);
        EXPECT_EQ(back.practice, id);
        EXPECT_EQ(back.step, before.step) << "where it was left";
        EXPECT_EQ(back.state, RunState::running);
      }
    }
  }
}

TEST(Sitting, F02_EscEndsAtOnceAtTwoHundredMomentsOfEveryPractice) {
  std::mt19937 dice{2};
  constexpr Wish kKeys[] = {Wish::on,      Wish::ease_off,        Wish::grounding,
                            Wish::take_up, Wish::pause_or_resume, Wish::next_anchor,
                            Wish::own_pace};
  for (const char* id : test::kShipped) {
    const Practice practice = shipped(id);
    for (int round = 0; round < 200; ++round) {
      Evening mina;
      mina.sitting.begin(practice, at(0), {.carry_me_along = dice() % 2 == 0});
      const double when = static_cast<double>(dice() % 30000) / 100.0;
      for (double t = 0; t < when; t += 5.0) {
        mina.to(t);
        if (dice() % 3 == 0) {
          mina.press(kKeys[dice() % 7], t);
        }
      }
      mina.press(Wish::stop, when);
      const RunView view = mina.to(when);
      EXPECT_EQ(view.state, RunState::closed) << id << " at " << when;
      EXPECT_FALSE(view.cue.shown);
      EXPECT_EQ(view.sound, 0.0);
      ASSERT_FALSE(mina.told.empty());
      EXPECT_EQ(mina.told.back().what.rfind("ended", 0), 0U) << "the record has its end";
    }
  }
}

TEST(Sitting, AConsolesGroundingIsTakenUpByThePersonAlone) {
  Evening mina;
  mina.sitting.begin(shipped("own-rhythm"), at(0));
  mina.to(10);
  EXPECT_TRUE(mina.sitting.offer({.kind = ConsoleOffer::Kind::grounding}, at(10)));
  EXPECT_EQ(mina.to(15).practice, "own-rhythm");
  mina.press(Wish::take_up, 16);
  EXPECT_EQ(mina.to(17).practice, "feet-and-room");
  mina.press(Wish::grounding, 30);
  EXPECT_EQ(mina.to(31).practice, "own-rhythm");
}

TEST(Sitting, PictureAndSoundGlideOnTheWayBack) {
  Evening mina;
  mina.sitting.begin(shipped("own-rhythm"), at(0));
  mina.to(10);
  mina.press(Wish::ease_off, 10);
  double dim = mina.to(10).dim;
  double sound = 1.0;
  for (double t = 10; t < 60; t += 1.0 / 60) {
    if (t > 30 && t < 30 + 1.0 / 60) {
      mina.press(Wish::ease_off, t);
    }
    const RunView view = mina.to(t);
    EXPECT_LT(std::abs(view.dim - dim), 0.1 / 15) << t;
    EXPECT_LT(std::abs(view.sound - sound), 0.3 / 15) << t;
    dim = view.dim;
    sound = view.sound;
  }
  EXPECT_EQ(dim, 0.0);
  EXPECT_EQ(sound, 1.0);
}

TEST(Sitting, WhatWasWrittenIsKeptOnceWhateverCameBetween) {
  Evening mina;
  mina.sitting.begin(shipped("next-kind-step"), at(0));
  for (int i = 1; i <= 3; ++i) {
    mina.press(Wish::on, i);
  }
  ASSERT_EQ(mina.to(4).step, "matters");
  EXPECT_TRUE(mina.sitting.run()->answer("honesty", at(5)));
  mina.press(Wish::ease_off, 6);
  mina.press(Wish::grounding, 7);
  mina.press(Wish::grounding, 8);
  mina.press(Wish::on, 9);
  EXPECT_TRUE(mina.sitting.run()->answer("apologise to Sam, Thursday", at(10)));
  mina.press(Wish::stop, 11);
  ASSERT_EQ(mina.sitting.answers().size(), 2U);
  EXPECT_EQ(mina.sitting.answers()[0].text, "honesty");
  EXPECT_EQ(mina.sitting.answers()[1].text, "apologise to Sam, Thursday");
}

}  // namespace
}  // namespace ebb
