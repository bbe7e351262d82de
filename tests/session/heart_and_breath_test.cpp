#include <cmath>
#include <numbers>
#include <string>

#include <gtest/gtest.h>

#include "session/session.hpp"

namespace ebb {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

void ignore(const Event&) {}

/// A person with a belt and a strap beside a guide, all of it second by second.
class Evening {
 public:
  struct Way {
    double guide = 6.0;   ///< cued breaths a minute, 0 for none
    double breath = 6.0;  ///< breaths a minute
    double late = 0.1;    ///< turns behind the guide at the beginning
    double heart_late = 0.05;
    bool belt = true;
  };

  explicit Evening(Way way) : way_(way) {
    if (way_.belt) {
      belt_ = session.add_source("belt", "text");
      session.push(*belt_, LinkState::streaming, "", at(0), ignore);
    }
    strap_ = session.add_source("strap", "ble-bridge");
    session.push(strap_, LinkState::streaming, "", at(0), ignore);
  }

  void live(double seconds) {
    const double until = now_ + seconds;
    for (; now_ < until; now_ += 0.04) {
      if (way_.guide > 0.0 && now_ >= next_cue_) {
        session.push(PracticeEvent{at(next_cue_), "p", "cue", "s", way_.guide}, ignore);
        next_cue_ += 60.0 / way_.guide;
      }
      if (belt_) {
        WaveSample sample;
        sample.value = 100.0 * volume(turns(now_)) + 0.5 * std::sin(91.0 * now_);
        sample.arrival = at(now_);
        session.push(*belt_, sample, ignore);
      }
      if (now_ >= next_beat_) {
        const double turns_now = turns(next_beat_) - way_.heart_late;
        const double ms = 60000.0 / (64.0 - 7.0 * std::cos(kTwoPi * turns_now)) +
                          2.0 * std::sin(17.0 * next_beat_);
        next_beat_ += ms / 1000.0;
        IntervalReading reading;
        reading.interval = Milliseconds{ms};
        reading.arrival = at(next_beat_);
        session.push(strap_, reading, ignore);
      }
    }
  }
  void end_practice() {
    session.push(PracticeEvent{at(now_), "p", "ended", "s", 0.0}, ignore);
    way_.guide = 0.0;
  }
  [[nodiscard]] Snapshot snapshot() const { return session.snapshot(at(now_)); }
  [[nodiscard]] double now() const { return now_; }

  Session session;

 private:
  [[nodiscard]] double turns(double t) const { return t * way_.breath / 60.0 - way_.late; }
  static double volume(double turns) {
    const double place = turns - std::floor(turns);
    return place < 0.4 ? 0.5 - 0.5 * std::cos(std::numbers::pi * place / 0.4)
                       : 0.5 + 0.5 * std::cos(std::numbers::pi * (place - 0.4) / 0.6);
  }

  Way way_;
  std::optional<SourceId> belt_;
  SourceId strap_ = 0;
  double now_ = 0.0;
  double next_cue_ = 0.0;
  double next_beat_ = 0.5;
};

TEST(HeartAndBreath, SomebodyWhoGoesWithTheGuideAgreesWithIt) {
  Evening evening{{}};
  evening.live(180);
  const Snapshot told = evening.snapshot();
  ASSERT_TRUE(told.agreement);
  EXPECT_GT(told.agreement->locking, 0.98);
  EXPECT_GT(told.agreement->locking, told.agreement->chance_high);
  EXPECT_NEAR(told.agreement->lag.value(), 0.1, 0.03);
}

TEST(HeartAndBreath, SomebodyAtAnotherPaceDoesNot) {
  Evening evening{{.guide = 6.0, .breath = 6.6}};
  evening.live(180);
  const Snapshot told = evening.snapshot();
  ASSERT_TRUE(told.agreement);
  EXPECT_LT(told.agreement->locking, told.agreement->chance_high);
}

TEST(HeartAndBreath, WithoutAGuideThereIsNothingToAgreeWith) {
  Evening evening{{.guide = 0.0}};
  evening.live(120);
  EXPECT_FALSE(evening.snapshot().agreement);
}

TEST(HeartAndBreath, AfterThePracticeThereIsNothingToAgreeWith) {
  Evening evening{{}};
  evening.live(120);
  ASSERT_TRUE(evening.snapshot().agreement);
  evening.end_practice();
  evening.live(25);
  EXPECT_FALSE(evening.snapshot().agreement);
  EXPECT_TRUE(evening.snapshot().breath_heart);
}

TEST(HeartAndBreath, TellsTheArrhythmiaOfEachBreathAndItsLag) {
  Evening evening{{}};
  evening.live(200);
  const Snapshot told = evening.snapshot();
  ASSERT_TRUE(told.rsa);
  EXPECT_GT(told.rsa->value.count(), 120.0);
  EXPECT_LT(told.rsa->value.count(), 240.0);
  ASSERT_TRUE(told.heart_swing);
  EXPECT_NEAR(told.heart_swing->value.value(), 14.0, 2.5);
  ASSERT_TRUE(told.breath_heart);
  EXPECT_GT(told.breath_heart->locking, 0.95);
  EXPECT_LT(std::abs(turns_between(Turns{0.05}, told.breath_heart->lag)), 0.08);
  ASSERT_TRUE(told.coherence);
  EXPECT_GT(*told.coherence, 3.0);
  EXPECT_FALSE(told.resonance);
}

TEST(HeartAndBreath, ABreathReadFromTheHeartHasASwingButNoLag) {
  Evening evening{{.belt = false}};
  evening.live(240);
  const Snapshot told = evening.snapshot();
  ASSERT_EQ(told.breath_origin, BreathOrigin::heart);
  EXPECT_FALSE(told.rsa);
  EXPECT_FALSE(told.breath_heart);
  ASSERT_TRUE(told.heart_swing);
  EXPECT_NEAR(told.heart_swing->value.value(), 14.0, 3.0);
  EXPECT_TRUE(told.agreement);
}

TEST(HeartAndBreath, WhatWasTogetherIsGoneWhenTheSensorsAre) {
  Evening evening{{}};
  evening.live(150);
  const Snapshot told = evening.session.snapshot(at(evening.now() + 40));
  EXPECT_FALSE(told.agreement);
  EXPECT_FALSE(told.rsa);
  EXPECT_FALSE(told.breath_heart);
  EXPECT_FALSE(told.coherence);
}

TEST(HeartAndBreath, ThreePacesGiveAResonance) {
  Session session;
  const SourceId belt = session.add_source("belt", "text");
  const SourceId strap = session.add_source("strap", "ble-bridge");
  session.push(belt, LinkState::streaming, "", at(0), ignore);
  session.push(strap, LinkState::streaming, "", at(0), ignore);
  double turns = 0.0;
  double next_beat = 0.5;
  for (double t = 0.0; t < 480.0; t += 0.04) {
    const double rate = t < 160.0 ? 6.5 : t < 320.0 ? 5.5 : 4.5;
    const double swing = t < 160.0 ? 4.0 : t < 320.0 ? 9.0 : 5.0;
    turns += 0.04 * rate / 60.0;
    WaveSample sample;
    sample.value = -50.0 * std::cos(kTwoPi * turns) + 0.3 * std::sin(91.0 * t);
    sample.arrival = at(t);
    session.push(belt, sample, ignore);
    if (t >= next_beat) {
      const double ms = 60000.0 / (64.0 - swing * std::cos(kTwoPi * turns)) + std::sin(17.0 * t);
      next_beat += ms / 1000.0;
      IntervalReading reading;
      reading.interval = Milliseconds{ms};
      reading.arrival = at(next_beat);
      session.push(strap, reading, ignore);
    }
  }
  const Snapshot told = session.snapshot(at(480));
  ASSERT_TRUE(told.resonance);
  EXPECT_TRUE(told.resonance->clear);
  EXPECT_NEAR(told.resonance->rate.value(), 5.5, 0.3);
}

}  // namespace
}  // namespace ebb
