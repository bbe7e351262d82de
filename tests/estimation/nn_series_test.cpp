#include "estimation/intervals/nn_series.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

TEST(NnSeries, CleanIntervalsAreOneRun) {
  const NnSeries s = nn_series(std::vector<double>{800.0, 900.0, 1000.0});
  EXPECT_EQ(s.runs, (std::vector<std::size_t>{0}));
  EXPECT_DOUBLE_EQ(s.first, 0.0);
  EXPECT_DOUBLE_EQ(s.last, 2.7);
  EXPECT_DOUBLE_EQ(s.ends[1], 1.7);
  EXPECT_EQ(s.share_set_aside(), 0.0);
}

TEST(NnSeries, WhatIsSetAsidePartsAndKeepsItsTime) {
  const NnSeries s = nn_series(std::vector<double>{800.0, 800.0, 50.0, 800.0, 20000.0, 800.0});
  EXPECT_EQ(s.intervals.size(), 4U);
  EXPECT_EQ(s.set_aside, 2U);
  EXPECT_EQ(s.runs, (std::vector<std::size_t>{0, 2, 3}));
  EXPECT_EQ(s.run(0).size(), 2U);
  EXPECT_NEAR(s.ends[2], 2.45, 1e-12);
  EXPECT_NEAR(s.share_set_aside(), 2.0 / 6.0, 1e-12);
}

TEST(NnSeries, MendedIntervalsBelongAndAreCounted) {
  IntervalCorrection corrected;
  double t = 100.0;
  const auto add = [&](double ms, IntervalVerdict verdict, bool mended) {
    t += ms / 1000.0;
    corrected.series.push_back({at_seconds<HostTime>(t), Milliseconds{ms}, verdict, mended});
  };
  add(800.0, IntervalVerdict::normal, false);
  add(800.0, IntervalVerdict::missed, true);
  add(800.0, IntervalVerdict::missed, true);
  add(300.0, IntervalVerdict::too_short, false);
  add(0.0, IntervalVerdict::gap, false);
  t += 30.0;
  add(800.0, IntervalVerdict::normal, false);
  const NnSeries s = nn_series(corrected);
  EXPECT_EQ(s.intervals.size(), 4U);
  EXPECT_EQ(s.mended_count(), 2U);
  EXPECT_EQ(s.set_aside, 1U);
  EXPECT_EQ(s.runs.size(), 2U);
  EXPECT_NEAR(s.first, 100.0, 1e-6);
  EXPECT_NEAR(s.last - s.first, 33.5, 1e-6);
  EXPECT_NEAR(s.share_set_aside(), 3.0 / 5.0, 1e-12);
}

TEST(NnSeries, WildTimesNeverRunBackwards) {
  NnSeriesBuilder builder;
  for (const double end : {1.0, std::nan(""), 0.5, 1e300, -1e300, 3.0, 2.0}) {
    builder.part();
    builder.push(end, 800.0, true);
  }
  const NnSeries s = builder.finish();
  EXPECT_EQ(s.intervals.size(), 4U);
  for (std::size_t i = 1; i < s.ends.size(); ++i) {
    EXPECT_GT(s.ends[i], s.ends[i - 1]);
  }
}

}  // namespace
}  // namespace ebb
