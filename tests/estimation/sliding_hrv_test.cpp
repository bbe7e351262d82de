#include "estimation/variability/sliding_hrv.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

struct Pushed {
  SlidingHrv hrv;
  double t = 100.0;
  void beat(double ms, IntervalVerdict verdict = IntervalVerdict::normal) {
    t += std::isfinite(ms) ? ms / 1000.0 : 0.0;
    hrv.push(Beat{at_seconds<HostTime>(t), Milliseconds{ms}, verdict, {}});
  }
};

TEST(SlidingHrv, RmssdSpeaksOfTheLastMinuteAndForgetsWhatIsOlder) {
  Pushed heart;
  for (int i = 0; i < 40; ++i) {
    EXPECT_FALSE(heart.hrv.rmssd()) << i;
    heart.beat(i % 2 == 0 ? 900.0 : 1000.0);
  }
  for (int i = 0; i < 160; ++i) {
    heart.beat(i % 2 == 0 ? 900.0 : 1000.0);
  }
  const auto told = heart.hrv.rmssd();
  ASSERT_TRUE(told);
  EXPECT_NEAR(told->value.count(), 100.0, 1e-6);
  EXPECT_GT(told->quality, 0.97);
  EXPECT_LT(told->low, told->value);
  EXPECT_GT(told->high, told->value);
  for (int i = 0; i < 70; ++i) {
    heart.beat(i % 2 == 0 ? 960.0 : 980.0);
  }
  EXPECT_NEAR(heart.hrv.rmssd()->value.count(), 20.0, 1e-6);
  heart.beat(2000.0, IntervalVerdict::missed);
  EXPECT_LT(heart.hrv.rmssd()->quality, 0.97);
}

TEST(SlidingHrv, EachWindowSpeaksWhenItHoldsEnough) {
  Pushed heart;
  for (int i = 0; i < 20; ++i) {
    EXPECT_FALSE(heart.hrv.values(0)) << i;
    heart.beat(1000.0 + i % 3);
  }
  for (int i = 0; i < 10; ++i) {
    heart.beat(1000.0 + i % 3);
  }
  EXPECT_TRUE(heart.hrv.values(0));
  EXPECT_FALSE(heart.hrv.values(1));
  for (int i = 0; i < 40; ++i) {
    heart.beat(1000.0 + i % 3);
  }
  EXPECT_TRUE(heart.hrv.values(1));
  EXPECT_FALSE(heart.hrv.values(2));
}

TEST(SlidingHrv, AgreesWithTheSumsTakenAnewAfterTwoDays) {
  std::mt19937 random{3};
  std::normal_distribution<> noise;
  Pushed heart;
  std::vector<double> all;
  for (int i = 0; i < 200000; ++i) {
    all.push_back(900.0 + 60.0 * std::sin(0.4 * i) + 20.0 * noise(random) + (i % 777 ? 0 : 5000));
    heart.beat(all.back());
  }
  double length = 0.0;
  std::size_t n = 0;
  while (length + all[all.size() - 1 - n] < 120000.0 + all[all.size() - 1 - n]) {
    length += all[all.size() - 1 - n++];
  }
  const auto values = heart.hrv.values(2);
  ASSERT_TRUE(values);
  n = values->intervals;
  const std::vector<double> last(all.end() - static_cast<std::ptrdiff_t>(n), all.end());
  double mean = 0.0;
  for (const double x : last) {
    mean += x / static_cast<double>(n);
  }
  double about = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    about += (last[i] - mean) * (last[i] - mean);
    const double d = all[all.size() - n + i] - all[all.size() - n + i - 1];
    squares += d * d;
  }
  EXPECT_NEAR(values->heart_rate.value(), 60000.0 / mean, 1e-5);
  EXPECT_NEAR(values->sdnn.count(), std::sqrt(about / static_cast<double>(n - 1)), 1e-4);
  EXPECT_NEAR(values->rmssd.count(), std::sqrt(squares / static_cast<double>(n)), 1e-4);
}

TEST(SlidingHrv, WhatIsSetAsideIsCountedAndPartsTheSeries) {
  Pushed heart;
  for (int i = 0; i < 60; ++i) {
    heart.beat(i == 45 ? 1600.0 : 1000.0,
               i == 45 ? IntervalVerdict::missed : IntervalVerdict::normal);
  }
  const auto values = heart.hrv.values(0);
  ASSERT_TRUE(values);
  EXPECT_EQ(values->rmssd.count(), 0.0);
  EXPECT_NEAR(values->set_aside_share, 1.0 / 30.0, 0.002);
}

TEST(SlidingHrv, WildBeatsAreNoIntervals) {
  Pushed heart;
  for (int i = 0; i < 2000; ++i) {
    heart.beat(800.0);
    heart.hrv.push(Beat{at_seconds<HostTime>(heart.t), Milliseconds{1e30}});
    heart.hrv.push(Beat{at_seconds<HostTime>(heart.t),
                        Milliseconds{std::numeric_limits<double>::quiet_NaN()}});
    heart.hrv.push(Beat{at_seconds<HostTime>(heart.t), Milliseconds{-5.0}});
  }
  EXPECT_FALSE(heart.hrv.values(0));  // no two neighbours are normal
  for (int i = 0; i < 200; ++i) {
    heart.beat(i % 2 == 0 ? 790.0 : 810.0);
  }
  EXPECT_NEAR(heart.hrv.values(2)->rmssd.count(), 20.0, 1e-6);
}

}  // namespace
}  // namespace ebb
