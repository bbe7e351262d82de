#include "estimation/intervals/change_spread.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace ebb {
namespace {

template <class Interval>
double spread_of(Interval interval, int n = 200) {
  ChangeSpread spread;
  for (int i = 0; i < n; ++i) {
    spread.push(interval(i), true);
  }
  return spread.value();
}

TEST(ChangeSpread, SaysNothingBeforeTheSecondInterval) {
  ChangeSpread spread;
  EXPECT_EQ(spread.value(), 0.0);
  spread.push(800.0, true);
  EXPECT_EQ(spread.value(), 0.0);
}

TEST(ChangeSpread, FollowsASwingWithTheBreath) {
  const auto swing = [](double depth) {
    return spread_of(
        [&](int i) { return 1000.0 + depth * std::sin(2.0 * std::numbers::pi * i / 10.3); });
  };
  EXPECT_NEAR(swing(80.0) / swing(40.0), 2.0, 0.01);
  EXPECT_GT(swing(80.0), 15.0);
}

TEST(ChangeSpread, AnEctopicBeatAtEverySecondOrThirdHidesNoChange) {
  const double second = spread_of([](int i) { return i % 2 == 0 ? 500.0 : 900.0 + i % 3; });
  const double third = spread_of([](int i) {
    return i % 3 == 0 ? 500.0 : i % 3 == 1 ? 900.0 + i % 2 : 700.0;
  });
  EXPECT_LT(second, 30.0);
  EXPECT_LT(third, 30.0);
}

TEST(ChangeSpread, WhatIsNoSoundIntervalIsNoChange) {
  ChangeSpread spread;
  for (int i = 0; i < 100; ++i) {
    spread.push(i % 5 == 0 ? 3000.0 : 800.0 + 10.0 * (i % 2), i % 5 != 0);
  }
  EXPECT_LT(spread.value(), 11.0);
}

}  // namespace
}  // namespace ebb
