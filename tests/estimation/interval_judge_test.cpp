#include "estimation/intervals/interval_judge.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "support/recordings.hpp"

namespace ebb {
namespace {

using enum IntervalVerdict;

/// A heart whose rate swings with the breath, as a strap would tell it.
struct Swing {
  double rate = 60.0;
  double swing = 15.0;
  double breaths = 6.0;
  double wander = 0.0;

  std::vector<double> beats(int n, unsigned seed = 1) const {
    std::mt19937 random{seed};
    std::normal_distribution<> noise;
    std::vector<double> all;
    double turns = 0.1 * seed;
    double breath = breaths;
    for (int i = 0; i < n; ++i) {
      const double bpm = rate + 0.5 * swing * std::sin(2.0 * std::numbers::pi * turns);
      const double ms = std::round((60000.0 / bpm + 4.0 * noise(random)) * 1.024) / 1.024;
      all.push_back(ms);
      if (i % 8 == 0) {
        breath = breaths * (1.0 + wander * noise(random));
      }
      turns += breath / 60.0 * ms / 1000.0;
    }
    return all;
  }
};

std::vector<IntervalVerdict> verdicts(const std::vector<double>& intervals) {
  IntervalJudge judge;
  std::vector<IntervalVerdict> all;
  double t = 0.0;
  for (const double ms : intervals) {
    t += ms / 1000.0;
    if (const auto beat = judge.push(Beat{at_seconds<HostTime>(t), Milliseconds{ms}})) {
      all.push_back(beat->verdict);
    }
  }
  if (const auto beat = judge.flush()) {
    all.push_back(beat->verdict);
  }
  return all;
}

std::ptrdiff_t faults(const std::vector<double>& intervals) {
  const auto all = verdicts(intervals);
  return std::count_if(all.begin(), all.end(), [](auto v) { return v != normal; });
}

class GoodBreathing : public testing::TestWithParam<double> {};

TEST_P(GoodBreathing, IsNeverPunished) {
  for (const double rate : {50.0, 60.0, 75.0, 90.0}) {
    for (const double breaths : {3.5, 4.5, 5.0, 6.0, 7.0}) {
      for (const double wander : {0.0, 0.06}) {
        const Swing s{rate, GetParam(), breaths, wander};
        EXPECT_EQ(faults(s.beats(5000)), 0) << rate << " bpm, " << breaths << "/min";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AtAnySwing, GoodBreathing, testing::Values(5.0, 15.0, 20.0, 25.0, 30.0));

TEST(IntervalJudge, AHundredThousandBeatsAtSixAMinuteAreAllBelieved) {
  EXPECT_EQ(faults(Swing{60.0, 30.0, 6.0, 0.05}.beats(100000)), 0);
}

TEST(IntervalJudge, SettlingIntoSlowBreathingIsNoFault) {
  auto all = Swing{70.0, 4.0, 16.0}.beats(300);
  for (const double swing : {12.0, 20.0, 28.0}) {
    const auto more = Swing{64.0, swing, 6.0}.beats(300);
    all.insert(all.end(), more.begin(), more.end());
  }
  EXPECT_EQ(faults(all), 0);
}

/// Every kind of fault put into ordinary hearts at every fiftieth beat.
struct Tally {
  int found = 0;
  int faulty = 0;
  int false_ones = 0;
};

template <class Spoil>
Tally tally(Spoil spoil) {
  Tally t;
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const auto clean = Swing{60.0 + 3.0 * seed, 1.5 * seed, 8.0 + seed, 0.05}.beats(2000, seed);
    std::vector<double> spoilt;
    std::vector<bool> faulty;
    for (std::size_t i = 0; i < clean.size(); ++i) {
      if (i % 50 == 30) {
        const std::size_t before = spoilt.size();
        i += spoil(&clean[i], spoilt);
        faulty.resize(spoilt.size(), false);
        faulty[before] = true;
      } else {
        spoilt.push_back(clean[i]);
        faulty.push_back(false);
      }
    }
    const auto all = verdicts(spoilt);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool found = all[i] != normal;
      const bool beside = (i > 0 && faulty[i - 1]) || (i > 1 && faulty[i - 2]);
      t.faulty += faulty[i] ? 1 : 0;
      t.found += faulty[i] && found ? 1 : 0;
      t.false_ones += !faulty[i] && !beside && found ? 1 : 0;
    }
  }
  return t;
}

TEST(IntervalJudge, FindsBeatsThatWereMissed) {
  const Tally t = tally([](const double* clean, std::vector<double>& out) {
    out.push_back(clean[0] + clean[1]);
    return 1U;
  });
  EXPECT_GE(t.found, 0.97 * t.faulty);
  EXPECT_EQ(t.false_ones, 0);
}

TEST(IntervalJudge, FindsBeatsThatWereNotThere) {
  for (const double part : {0.5, 0.35}) {
    const Tally t = tally([part](const double* clean, std::vector<double>& out) {
      out.push_back(part * clean[0]);
      out.push_back((1.0 - part) * clean[0]);
      return 0U;
    });
    EXPECT_GE(t.found, 0.90 * t.faulty) << part;
    EXPECT_EQ(t.false_ones, 0) << part;
  }
}

TEST(IntervalJudge, FindsEctopicBeatsAndTheirPause) {
  const Tally t = tally([](const double* clean, std::vector<double>& out) {
    out.push_back(0.65 * clean[0]);
    out.push_back(clean[1] + 0.35 * clean[0]);
    return 1U;
  });
  EXPECT_GE(t.found, 0.97 * t.faulty);
  EXPECT_EQ(t.false_ones, 0);
}

TEST(IntervalJudge, NamesWhatItFinds) {
  std::vector<double> all(40, 800.0);
  all[20] = 1600.0;
  all[25] = 400.0;
  all[26] = 400.0;
  all[31] = 520.0;
  all[32] = 1080.0;
  all[36] = 250.0;
  const auto told = verdicts(all);
  EXPECT_EQ(told[20], missed);
  EXPECT_EQ(told[25], extra);
  EXPECT_EQ(told[26], extra);
  EXPECT_EQ(told[31], ectopic);
  EXPECT_EQ(told[32], ectopic);
  EXPECT_EQ(told[36], too_short);
  EXPECT_EQ(std::count(told.begin(), told.end(), normal), 34);
}

TEST(IntervalJudge, AGapPassesThroughAndSetsTheNeighboursFree) {
  IntervalJudge judge;
  std::vector<Beat> all;
  for (int i = 0; i < 60; ++i) {
    Beat beat{at_seconds<HostTime>(i), Milliseconds{i < 30 ? 800.0 : 1500.0}};
    if (i == 30) {
      beat.verdict = gap;
    }
    if (const auto judged = judge.push(beat)) {
      all.push_back(*judged);
    }
  }
  all.push_back(*judge.flush());
  ASSERT_EQ(all.size(), 60U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].verdict, i == 30 ? gap : normal) << i;
    EXPECT_EQ(all[i].time, at_seconds<HostTime>(static_cast<double>(i)));
  }
}

TEST(IntervalJudge, ANewRhythmIsSoonBelieved) {
  std::vector<double> all(100, 1000.0);
  all.insert(all.end(), 100, 450.0);
  const auto told = verdicts(all);
  EXPECT_LT(std::count_if(told.begin(), told.end(), [](auto v) { return v != normal; }), 10);
  EXPECT_EQ(told.back(), normal);
}

TEST(IntervalJudge, LongIntervalsAreBelievedAmongTheirLike) {
  std::vector<double> all(300);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = 3200.0 + 200.0 * std::sin(0.1 * static_cast<double>(i));
  }
  EXPECT_EQ(faults(all), 0);
  all.assign(100, 1000.0);
  all[60] = 2300.0;
  EXPECT_EQ(faults(all), 1);
}

TEST(IntervalJudge, EctopicBeatsAtEverySecondBeatAreFoundBeatByBeat) {
  auto all = Swing{80.0, 3.0, 14.0}.beats(400);
  for (std::size_t i = 150; i < 250; i += 2) {
    const double early = 0.35 * all[i];
    all[i] -= early;
    all[i + 1] += early;
  }
  EXPECT_GE(faults(all), 95);
  EXPECT_LE(faults(all), 105);
}

TEST(IntervalJudge, HoldsBackOneBeatAndNoMore) {
  IntervalJudge judge;
  EXPECT_FALSE(judge.flush());
  EXPECT_FALSE(judge.push(Beat{at_seconds<HostTime>(1.0), Milliseconds{800.0}}));
  EXPECT_EQ(judge.push(Beat{at_seconds<HostTime>(2.0), Milliseconds{800.0}})->time,
            at_seconds<HostTime>(1.0));
  EXPECT_EQ(judge.flush()->time, at_seconds<HostTime>(2.0));
  EXPECT_FALSE(judge.flush());
}

TEST(IntervalJudge, SetsNothingAsideOfARealCleanSeries) {
  EBB_NEEDS_RECORDING("rr/hrvanalysis/test_nn_intervals.txt");
  EXPECT_EQ(faults(test::read_numbers(test::recording("rr/hrvanalysis/test_nn_intervals.txt"))), 0);
}

}  // namespace
}  // namespace ebb
