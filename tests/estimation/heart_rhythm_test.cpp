#include "estimation/intervals/heart_rhythm.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "estimation/intervals/interval_judge.hpp"
#include "support/recordings.hpp"

namespace ebb {
namespace {

/// Pushes intervals one after the other, as normal beats unless told otherwise.
struct Heart {
  HeartRhythm rhythm;
  double t = 100.0;

  void beat(double ms, IntervalVerdict verdict = IntervalVerdict::normal) {
    t += std::isfinite(ms) ? ms / 1000.0 : 0.0;
    rhythm.push(Beat{at_seconds<HostTime>(t), Milliseconds{ms}, verdict, {}});
  }
};

TEST(HeartRhythm, SaysNothingBeforeItHasBeenEarned) {
  Heart heart;
  EXPECT_FALSE(heart.rhythm.heart_rate());
  heart.beat(800.0);
  heart.beat(800.0);
  EXPECT_FALSE(heart.rhythm.heart_rate());
  heart.beat(800.0);
  EXPECT_TRUE(heart.rhythm.heart_rate());
}

TEST(HeartRhythm, HeartRateSpeaksOfTheLastTenSeconds) {
  Heart heart;
  for (int i = 0; i < 100; ++i) {
    heart.beat(1000.0);
  }
  EXPECT_NEAR(heart.rhythm.heart_rate()->value.value(), 60.0, 1e-9);
  for (int i = 0; i < 20; ++i) {
    heart.beat(i % 2 == 0 ? 749.0 : 751.0);
  }
  const auto rate = heart.rhythm.heart_rate();
  EXPECT_NEAR(rate->value.value(), 80.0, 0.01);
  EXPECT_EQ(rate->time, at_seconds<HostTime>(heart.t));
  EXPECT_EQ(rate->quality, 1.0);
  EXPECT_LE(rate->low, rate->value);
  EXPECT_GE(rate->high, rate->value);
}

TEST(HeartRhythm, NoHeartKeepsTheVerySameIntervalForTwentySeconds) {
  Heart heart;
  for (int i = 0; i < 30; ++i) {
    heart.beat(800.0 + i % 3);
  }
  for (int i = 0; i < 8; ++i) {
    heart.beat(800.0);
  }
  EXPECT_EQ(heart.rhythm.heart_rate()->quality, 1.0);
  for (int i = 0; i < 20; ++i) {
    heart.beat(800.0);
  }
  EXPECT_EQ(heart.rhythm.heart_rate()->quality, 0.0);
  heart.beat(812.0);
  EXPECT_EQ(heart.rhythm.heart_rate()->quality, 1.0);
}

TEST(HeartRhythm, NoDifferenceCrossesAGapOrAnIntervalSetAside) {
  for (const auto verdict : {IntervalVerdict::gap, IntervalVerdict::ectopic}) {
    Heart heart;
    for (int i = 0; i < 100; ++i) {
      heart.beat(i < 50 ? 800.0 : 1000.0, i == 50 ? verdict : IntervalVerdict::normal);
    }
    const HeartTotals totals = heart.rhythm.totals();
    EXPECT_EQ(totals.rmssd_ms, 0.0);
    EXPECT_EQ(totals.intervals, 100U);
    EXPECT_EQ(totals.set_aside, 1U);
    EXPECT_NEAR(totals.mean_rr_ms, (50 * 800.0 + 49 * 1000.0) / 99, 1e-9);
  }
}

TEST(HeartRhythm, ASilentHeartIsNotAnInterval) {
  Heart heart;
  heart.beat(0.0);
  heart.beat(std::numeric_limits<double>::quiet_NaN());
  heart.beat(std::numeric_limits<double>::infinity());
  EXPECT_EQ(heart.rhythm.totals().intervals, 0U);
  EXPECT_FALSE(heart.rhythm.heart_rate());
}

TEST(HeartRhythm, RoundingDoesNotGather) {
  Heart heart;
  for (int i = 0; i < 200000; ++i) {
    heart.beat(i % 1000 == 0 ? 1e6 : 800.0);
  }
  for (int i = 0; i < 800; ++i) {
    heart.beat(i % 2 == 0 ? 800.0 : 800.001);
  }
  EXPECT_NEAR(heart.rhythm.heart_rate()->value.value(), 60000.0 / 800.0005, 1e-5);
}

TEST(HeartRhythm, AHeartBeyondAnythingKeepsItsMemoryBounded) {
  Heart heart;
  for (int i = 0; i < 5000; ++i) {
    heart.beat(i % 2 == 0 ? 30.0 : 32.0);
  }
  EXPECT_NEAR(heart.rhythm.heart_rate()->value.value(), 60000.0 / 31.0, 10.0);
}

TEST(HeartRhythm, AgreesWithTheReferenceOfARealSeries) {
  EBB_NEEDS_RECORDING("rr/hrvanalysis/test_nn_intervals.txt");
  Heart heart;
  for (const double nn :
       test::read_numbers(test::recording("rr/hrvanalysis/test_nn_intervals.txt"))) {
    heart.beat(nn);
  }
  const HeartTotals totals = heart.rhythm.totals();
  EXPECT_EQ(totals.intervals, 1000U);
  EXPECT_NEAR(totals.mean_rr_ms, 718.248, 1e-6);
  EXPECT_NEAR(totals.rmssd_ms, 19.519400785039664, 1e-6);
  EXPECT_NEAR(totals.mean_hr_bpm, 83.84733227281252, 1e-6);
}

TEST(HeartRhythm, AStrapsRoundingHardlyChangesARealSeries) {
  EBB_NEEDS_RECORDING("rr/hrvanalysis/test_nn_intervals.txt");
  Heart heart;
  IntervalJudge judge;
  for (const double nn :
       test::read_numbers(test::recording("rr/hrvanalysis/test_nn_intervals.txt"))) {
    heart.t += nn / 1000.0;
    const Milliseconds told{std::round(nn * 1.024) / 1.024};
    if (const auto judged = judge.push(Beat{at_seconds<HostTime>(heart.t), told})) {
      heart.rhythm.push(*judged);
    }
  }
  heart.rhythm.push(*judge.flush());
  const HeartTotals totals = heart.rhythm.totals();
  EXPECT_EQ(totals.set_aside, 0U);
  EXPECT_NEAR(totals.rmssd_ms, 19.519400785039664, 0.05);
}

TEST(HeartRhythm, VariabilityOfTotalsIsToldOfTwentyPairsAndOfFewSetAside) {
  Heart heart;
  for (int i = 0; i < 20; ++i) {
    heart.beat(i % 2 == 0 ? 800.0 : 840.0);
  }
  EXPECT_FALSE(rmssd_of(heart.rhythm.totals())) << "nineteen pairs";
  heart.beat(800.0);
  ASSERT_TRUE(rmssd_of(heart.rhythm.totals()));
  EXPECT_NEAR(rmssd_of(heart.rhythm.totals())->count(), 40.0, 1e-9);
  for (int i = 0; i < 40; ++i) {
    heart.beat(800.0);
  }
  for (int i = 0; i < 30; ++i) {
    heart.beat(400.0, IntervalVerdict::ectopic);
  }
  EXPECT_FALSE(rmssd_of(heart.rhythm.totals())) << "a third set aside";
  EXPECT_FALSE(rmssd_of(HeartTotals{}));
}

TEST(HeartRhythm, AnIntervalBeyondAllHeartsIsNone) {
  Heart heart;
  for (int i = 0; i < 30; ++i) {
    heart.beat(i % 2 == 0 ? 800.0 : 840.0);
  }
  const HeartTotals before = heart.rhythm.totals();
  for (const double wild :
       {1e300, 5e-324, 60001.0, -800.0, std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::infinity()}) {
    heart.t += 0.8;
    heart.rhythm.push(
        Beat{at_seconds<HostTime>(heart.t), Milliseconds{wild}, IntervalVerdict::normal, {}});
  }
  const HeartTotals after = heart.rhythm.totals();
  EXPECT_EQ(after.intervals, before.intervals);
  EXPECT_DOUBLE_EQ(after.rmssd_ms, before.rmssd_ms);
  EXPECT_DOUBLE_EQ(after.mean_hr_bpm, before.mean_hr_bpm);
}

TEST(HeartRhythm, ResetForgets) {
  Heart heart;
  for (int i = 0; i < 100; ++i) {
    heart.beat(800.0);
  }
  heart.rhythm.reset();
  EXPECT_FALSE(heart.rhythm.heart_rate());
  EXPECT_EQ(heart.rhythm.totals().intervals, 0U);
}

}  // namespace
}  // namespace ebb
