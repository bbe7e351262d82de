#include "estimation/variability/hrv.hpp"

#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "support/golden_series.hpp"
#include "support/recordings.hpp"

namespace ebb {
namespace {

constexpr double kExact = 1e-9;

TEST(HrvTime, TheGoldenSeriesIsTheOneMeant) {
  const auto rr = test::golden_series();
  EXPECT_EQ(rr.size(), 354U);
  EXPECT_EQ(std::accumulate(rr.begin(), rr.end(), 0.0), 300304.0);
  const auto day = test::golden_series(86400.0, 100.0);
  EXPECT_EQ(day.size(), 102591U);
  EXPECT_EQ(std::accumulate(day.begin(), day.end(), 0.0), 86400313.0);
}

// What NeuroKit2, hrv-analysis, pyHRV and rhenan's hrv say of that series where they share a
// definition; pNN50 over n - 1 differences as in hrv-analysis, SD2 as there.
TEST(HrvTime, AgreesWithFourOtherProgramsToNineDigits) {
  const auto rr = test::golden_series();
  const auto h = hrv_time(rr);
  ASSERT_TRUE(h);
  EXPECT_EQ(h->intervals, 354U);
  EXPECT_EQ(h->differences, 353U);
  EXPECT_NEAR(h->mean_rr, 848.3163841807909, kExact);
  EXPECT_NEAR(h->median_rr, 848.5, kExact);
  EXPECT_NEAR(h->sdnn, 41.60745210586086, kExact);
  EXPECT_NEAR(h->rmssd, 32.38302111689433, kExact);
  EXPECT_NEAR(h->sdsd, 32.428867857396604, kExact);
  EXPECT_EQ(h->nn50, 36U);
  EXPECT_EQ(h->nn20, 203U);
  EXPECT_NEAR(h->pnn50, 10.19830028328612, kExact);
  EXPECT_NEAR(h->pnn20, 57.507082152974505, kExact);
  EXPECT_NEAR(h->mad, 31.5, kExact);
  EXPECT_NEAR(h->iqr, 62.75, kExact);
  EXPECT_NEAR(h->prc20, 809.6, kExact);
  EXPECT_NEAR(h->prc80, 886.4, kExact);
  EXPECT_NEAR(h->cvnn, 0.049047092431252146, kExact);
  EXPECT_NEAR(h->cvsd, 0.038173282658175024, kExact);
  EXPECT_NEAR(h->sd1, 22.930672368167603, kExact);
  EXPECT_NEAR(h->sd2, 54.18989210384871, kExact);
  EXPECT_NEAR(h->mean_hr_bpm, 70.89911497098412, kExact);
  EXPECT_NEAR(h->min_hr_bpm, 63.69426751592356, kExact);
  EXPECT_NEAR(h->max_hr_bpm, 79.6812749003984, kExact);
  EXPECT_NEAR(h->triangular_index, 12.642857142857142, kExact);
}

TEST(HrvTime, AgreesWithTheReferenceOfARealSeries) {
  EBB_NEEDS_RECORDING("rr/hrvanalysis/test_nn_intervals.txt");
  const auto rr = test::read_numbers(test::recording("rr/hrvanalysis/test_nn_intervals.txt"));
  const auto h = hrv_time(rr);
  ASSERT_TRUE(h);
  EXPECT_NEAR(h->mean_rr, 718.248, kExact);
  EXPECT_NEAR(h->sdnn, 43.113074968427306, kExact);
  EXPECT_NEAR(h->rmssd, 19.519400785039664, kExact);
  EXPECT_EQ(h->nn50, 24U);
  EXPECT_EQ(h->nn20, 225U);
  EXPECT_NEAR(h->median_rr, 722.5, kExact);
  EXPECT_NEAR(h->max_rr - h->min_rr, 249.0, kExact);
  EXPECT_NEAR(h->mean_hr_bpm, 83.84733227281252, kExact);
  EXPECT_NEAR(h->sd1, 13.80919037557993, kExact);
  EXPECT_NEAR(h->sd2, 59.38670497373513, kExact);
}

TEST(HrvTime, DifferencesNeverCrossWhatWasSetAside) {
  std::vector<Beat> beats;
  for (int i = 0; i < 40; ++i) {
    Beat beat;
    beat.interval = Milliseconds{i < 20 ? 800.0 : 1000.0};
    beat.verdict = i == 20 ? IntervalVerdict::missed : IntervalVerdict::normal;
    beats.push_back(beat);
  }
  const auto h = hrv_time(beats);
  ASSERT_TRUE(h);
  EXPECT_EQ(h->rmssd, 0.0);
  EXPECT_EQ(h->set_aside, 1U);
  EXPECT_EQ(h->differences, 37U);
}

TEST(HrvTime, SaysNothingOfTooLittle) {
  EXPECT_FALSE(hrv_time(std::vector<double>{}));
  EXPECT_FALSE(hrv_time(std::vector<double>{800.0, 810.0}));
  EXPECT_FALSE(hrv_time(std::vector<double>(50, std::numeric_limits<double>::quiet_NaN())));
  EXPECT_TRUE(hrv_time(std::vector<double>{800.0, 810.0, 805.0}));
}

TEST(HrvTime, AConstantHeartHasNoVariability) {
  const auto h = hrv_time(std::vector<double>(100, 800.0));
  ASSERT_TRUE(h);
  EXPECT_EQ(h->sdnn, 0.0);
  EXPECT_EQ(h->sd2, 0.0);
  EXPECT_EQ(h->sd1_sd2, 0.0);
  EXPECT_EQ(h->triangular_index, 1.0);
}

// Four pieces of five minutes, each constant within: the means differ, nothing differs inside.
TEST(HrvTime, PiecesOfFiveMinutesTellSlowFromFast) {
  std::vector<double> rr;
  for (const double ms : {750.0, 800.0, 600.0, 1000.0}) {
    rr.insert(rr.end(), static_cast<std::size_t>(300000.0 / ms), ms);
  }
  const auto h = hrv_time(rr);
  ASSERT_TRUE(h && h->sdann && h->sdnni);
  // An interval belongs where it ended: the last of a piece ends where the next begins.
  EXPECT_NEAR(*h->sdann, 165.2, 2.0);
  EXPECT_LT(*h->sdnni, 12.0);
  rr.resize(rr.size() / 2);
  EXPECT_FALSE(hrv_time(rr)->sdann);
}

// Bins of 1/128 s filled as a triangle is: its feet are met.
TEST(HrvTime, TriangleThatFitsIsTheTriangleThatIs) {
  std::vector<double> rr;
  const auto fill = [&rr](int bin, int count) {
    rr.insert(rr.end(), static_cast<std::size_t>(count), (bin + 0.5) * 1000.0 / 128.0);
  };
  for (int i = 0; i <= 10; ++i) {
    fill(100 + i, 5 * (i + 1));
  }
  for (int i = 1; i < 5; ++i) {
    fill(110 + i, 55 - 11 * i);
  }
  const auto h = hrv_time(rr);
  ASSERT_TRUE(h && h->tinn);
  EXPECT_NEAR(*h->tinn, (11.0 + 5.0) * 1000.0 / 128.0, kExact);
}

TEST(HrvTime, TriangleIsNotSoughtInNoise) {
  std::vector<double> rr(100, 800.0);
  rr[50] = 9000.0;
  const auto h = hrv_time(rr);
  ASSERT_TRUE(h);
  EXPECT_FALSE(h->tinn);
}

TEST(HrvTime, WhatIsNoIntervalPartsTheSeries) {
  for (const double wild : {std::numeric_limits<double>::infinity(), 1e30, -800.0, 0.0, 1e-30}) {
    std::vector<double> rr(40, 800.0);
    rr[20] = wild;
    const auto h = hrv_time(rr);
    ASSERT_TRUE(h);
    EXPECT_EQ(h->intervals, 39U);
    EXPECT_EQ(h->differences, 37U);
    EXPECT_EQ(h->sdnn, 0.0);
  }
}

}  // namespace
}  // namespace ebb
