#include "estimation/together/respiratory_sinus_arrhythmia.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "estimation/together/breath_heart_lag.hpp"

namespace ebb {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

struct Person {
  double breath = 10.0;  ///< seconds
  double heart = 66.0;   ///< beats a minute
  double swing = 12.0;   ///< trough to peak
  double lag = 0.1;      ///< of a breath, where the heart begins to quicken
  double in_share = 0.4;
  double seconds = 200.0;
  double origin = 0.0;
};

/// The beats of a heart whose rate follows a sine, by integrating it.
std::vector<Beat> beats_of(const Person& person) {
  std::vector<Beat> beats;
  constexpr double kStep = 1e-4;
  double phase = 0.0;
  double before = 0.0;
  for (double t = 0.0; t < person.seconds; t += kStep) {
    const double turns = t / person.breath - person.lag;
    phase += kStep / 60.0 * (person.heart - 0.5 * person.swing * std::cos(kTwoPi * turns));
    if (phase >= 1.0) {
      phase -= 1.0;
      beats.push_back({at_seconds<HostTime>(person.origin + t),
                       Milliseconds{1000.0 * (t - before)},
                       before > 0.0 ? IntervalVerdict::normal : IntervalVerdict::gap,
                       {}});
      before = t;
    }
  }
  return beats;
}

Breath breath_of(const Person& person, int which) {
  Breath breath;
  breath.start = at_seconds<HostTime>(person.origin + which * person.breath);
  breath.period = Seconds{person.breath};
  breath.in_breath = Seconds{person.in_share * person.breath};
  breath.quality = 1.0;
  breath.origin = BreathOrigin::respiration;
  return breath;
}

/// Beats and breaths in the order of their times, breaths told `late` seconds after their end.
std::vector<BreathSwing> swings_of(const Person& person, RespiratorySinusArrhythmia& room,
                                   const std::vector<Beat>& beats, double late = 1.0) {
  std::vector<BreathSwing> told;
  const auto keep = [&told](const std::optional<BreathSwing>& one) {
    if (one) {
      told.push_back(*one);
    }
  };
  int breath = 0;
  for (const Beat& beat : beats) {
    while (person.origin + (breath + 1) * person.breath + late < to_seconds(beat.time)) {
      keep(room.push(breath_of(person, breath++)));
    }
    keep(room.push(beat));
  }
  return told;
}

std::vector<BreathSwing> swings_of(const Person& person, double late = 1.0) {
  RespiratorySinusArrhythmia room;
  return swings_of(person, room, beats_of(person), late);
}

/// One breath of 5.4 s, 2.5 s of it in, over these intervals, the first of which it begins within.
std::optional<BreathSwing> swing_of(const std::vector<double>& intervals) {
  RespiratorySinusArrhythmia room;
  double t = 100.0;
  room.push(Beat{at_seconds<HostTime>(t), {}, IntervalVerdict::gap, {}});
  Breath breath;
  breath.start = at_seconds<HostTime>(100.5);
  breath.period = Seconds{5.4};
  breath.in_breath = Seconds{2.5};
  room.push(breath);
  std::optional<BreathSwing> told;
  for (const double ms : intervals) {
    t += ms / 1000.0;
    const auto one =
        room.push(Beat{at_seconds<HostTime>(t), Milliseconds{ms}, IntervalVerdict::normal, {}});
    told = one ? one : told;
  }
  return told;
}

TEST(RespiratorySinusArrhythmia, IsTheLongestOfTheOutBreathLessTheShortestOfTheInBreath) {
  EXPECT_FALSE(swing_of({1000.0, 850.0, 800.0, 950.0, 1040.0, 1010.0}));
  const auto told = swing_of({1000.0, 850.0, 800.0, 950.0, 1040.0, 1010.0, 990.0});
  ASSERT_TRUE(told);
  EXPECT_DOUBLE_EQ(told->rsa->count(), 240.0);
  EXPECT_NEAR(told->range.value(), 60000.0 / 800.0 - 60000.0 / 1040.0, 1e-9);
}

TEST(RespiratorySinusArrhythmia, IsZeroWhereTheInBreathHasTheLongIntervals) {
  const auto told = swing_of({1000.0, 1040.0, 1050.0, 850.0, 830.0, 800.0, 820.0});
  ASSERT_TRUE(told);
  EXPECT_DOUBLE_EQ(told->rsa->count(), 0.0);
  EXPECT_GT(told->range.value(), 10.0);
}

TEST(RespiratorySinusArrhythmia, FindsSwingAndLagAtTheRateThatWasBreathed) {
  for (const double length : {5.0, 7.5, 10.0, 13.3}) {
    for (const double lag : {0.0, 0.1, 0.3, 0.9}) {
      const Person person{.breath = length, .swing = 14.0, .lag = lag};
      const auto told = swings_of(person);
      ASSERT_GT(told.size(), 10U);
      for (std::size_t i = 2; i < told.size(); ++i) {
        EXPECT_NEAR(told[i].swing.value(), 14.0, 1.5) << length;
        EXPECT_LT(std::abs(turns_between(Turns{lag}, told[i].lag)), 0.03) << length << " " << lag;
      }
    }
  }
}

TEST(RespiratorySinusArrhythmia, IsTheSameWhetherBreathOrBeatsComeFirst) {
  const auto early = swings_of({}, -8.0);
  const auto late = swings_of({}, 6.0);
  ASSERT_GE(early.size(), late.size());
  for (std::size_t i = 0; i < late.size(); ++i) {
    EXPECT_EQ(early[i].start, late[i].start);
    EXPECT_EQ(early[i].rsa->count(), late[i].rsa->count());
  }
}

TEST(RespiratorySinusArrhythmia, DoesNotChangeWithTheTimeOfDay) {
  const auto early = swings_of({});
  const auto late = swings_of({.origin = 80000.0});
  ASSERT_EQ(early.size(), late.size());
  for (std::size_t i = 0; i < early.size(); ++i) {
    EXPECT_NEAR(early[i].rsa->count(), late[i].rsa->count(), 1e-6);
    EXPECT_NEAR(early[i].swing.value(), late[i].swing.value(), 1e-4);
  }
}

TEST(RespiratorySinusArrhythmia, SaysNothingOfABreathWithADoubtfulBeat) {
  const Person person{};
  std::vector<Beat> beats = beats_of(person);
  const std::size_t all = swings_of(person).size();
  RespiratorySinusArrhythmia marked;
  beats[60].verdict = IntervalVerdict::ectopic;
  EXPECT_LT(swings_of(person, marked, beats).size(), all);
  EXPECT_LT(marked.rsa()->quality, 1.01);

  RespiratorySinusArrhythmia missing;
  beats.erase(beats.begin() + 60);
  const auto told = swings_of(person, missing, beats);
  EXPECT_LT(told.size(), all);
  EXPECT_GE(told.size(), all - 2);
}

TEST(RespiratorySinusArrhythmia, IsAbsentWhereTheTurnOfTheBreathWasNotSeen) {
  for (const BreathSwing& one : swings_of({.in_share = 0.0})) {
    EXPECT_FALSE(one.rsa);
    EXPECT_GT(one.swing.value(), 8.0);
  }
}

TEST(RespiratorySinusArrhythmia, SaysNothingWhereABreathHasTooFewBeats) {
  EXPECT_TRUE(swings_of({.breath = 2.0, .heart = 50.0, .swing = 2.0}).empty());
}

TEST(RespiratorySinusArrhythmia, TellsAMeanFromThreeBreathsOn) {
  const Person person{.seconds = 90.0};
  RespiratorySinusArrhythmia room;
  EXPECT_FALSE(room.rsa());
  const auto told = swings_of(person, room, beats_of(person));
  ASSERT_TRUE(room.rsa());
  ASSERT_TRUE(room.range());
  EXPECT_NEAR(room.rsa()->value.count(), told.back().rsa->count(), 30.0);
  EXPECT_LE(room.rsa()->low, room.rsa()->value);
  EXPECT_GE(room.rsa()->high, room.rsa()->value);
  room.reset();
  EXPECT_FALSE(room.rsa());
}

TEST(RespiratorySinusArrhythmia, NothingWildComesOut) {
  const double wild[] = {
      std::nan(""), 1e30, -1e30, 0.0, 1e-300, 1000.0, std::numeric_limits<double>::infinity()};
  RespiratorySinusArrhythmia room;
  for (int i = 0; i < 5000; ++i) {
    const double t = 0.8 * i - (i % 11 == 0 ? 50.0 : 0.0);
    Breath breath;
    breath.start = at_seconds<HostTime>(t - 9.0);
    breath.period = Seconds{i % 3 == 0 ? 5.0 : wild[i % 7]};
    breath.in_breath = Seconds{wild[i % 5]};
    const auto check = [](const std::optional<BreathSwing>& one) {
      if (one) {
        EXPECT_TRUE(std::isfinite(one->swing.value()));
        EXPECT_TRUE(std::isfinite(one->range.value()));
        EXPECT_TRUE(!one->rsa || std::isfinite(one->rsa->count()));
      }
    };
    check(room.push(breath));
    check(room.push(Beat{at_seconds<HostTime>(t),
                         Milliseconds{i % 2 == 0 ? 800.0 : wild[i % 6]},
                         IntervalVerdict::normal,
                         {}}));
  }
}

TEST(BreathHeartLag, IsSteadyWhereTheHeartFollowsTheBreath) {
  BreathHeartLag lag;
  for (const BreathSwing& one : swings_of({.lag = 0.2, .seconds = 150.0})) {
    lag.push(one);
  }
  ASSERT_TRUE(lag.agreement());
  EXPECT_GT(lag.agreement()->locking, 0.99);
  EXPECT_NEAR(lag.agreement()->lag.value(), 0.2, 0.02);
}

TEST(BreathHeartLag, AHeartThatDoesNotSwingHasNone) {
  BreathHeartLag lag;
  for (const BreathSwing& one : swings_of({.swing = 0.1})) {
    lag.push(one);
  }
  ASSERT_TRUE(lag.agreement());
  EXPECT_EQ(lag.agreement()->locking, 0.0);
}

}  // namespace
}  // namespace ebb
