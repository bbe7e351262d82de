#include "core/units.hpp"

#include <gtest/gtest.h>

#include "core/expected.hpp"
#include "core/history.hpp"

namespace ebb {
namespace {

TEST(Units, PhaseWrapsIntoOneTurn) {
  EXPECT_DOUBLE_EQ(wrapped(Turns{2.25}).value(), 0.25);
  EXPECT_DOUBLE_EQ(wrapped(Turns{-0.25}).value(), 0.75);
  EXPECT_LT(wrapped(Turns{-1e-18}).value(), 1.0);
}

TEST(Units, TheShortestWayRoundCrossesTheStartOfTheBreath) {
  EXPECT_NEAR(turns_between(Turns{0.9}, Turns{0.1}), 0.2, 1e-12);
  EXPECT_NEAR(turns_between(Turns{0.1}, Turns{0.9}), -0.2, 1e-12);
}

TEST(Units, RatesConvertBothWays) {
  EXPECT_DOUBLE_EQ(to_breaths_per_minute(to_hertz(BreathsPerMinute{6.0})).value(), 6.0);
  EXPECT_DOUBLE_EQ(period_seconds(BreathsPerMinute{15.0}), 4.0);
}

TEST(History, TheOldestDropsOut) {
  History<int, 3> history;
  for (int i = 1; i <= 5; ++i) {
    history.push(i);
  }
  EXPECT_EQ(history.size(), 3U);
  EXPECT_EQ(history.front(), 3);
  EXPECT_EQ(history.back(), 5);
  history.drop_front();
  EXPECT_EQ(history.front(), 4);
}

TEST(Expected, HoldsAValueOrTheReason) {
  const Expected<int, const char*> good = 7;
  const Expected<int, const char*> bad = Unexpected{static_cast<const char*>("no such thing")};
  EXPECT_EQ(*good, 7);
  ASSERT_FALSE(bad);
  EXPECT_STREQ(bad.error(), "no such thing");
}

}  // namespace
}  // namespace ebb
