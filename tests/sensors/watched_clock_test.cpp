#include "sensors/watched_clock.hpp"

#include <gtest/gtest.h>

namespace ebb {
namespace {

TEST(WatchedClock, UnrollsTheWrap) {
  WatchedClock clock;
  EXPECT_EQ(to_seconds(clock.push(4294967290U)->time), 4294.96729);
  const auto stamp = clock.push(4U);
  ASSERT_TRUE(stamp);
  EXPECT_FALSE(stamp->restarted);
  EXPECT_EQ(stamp->time.time_since_epoch().count(), 4294967300);
}

TEST(WatchedClock, ALittleOutOfOrderIsNoJump) {
  WatchedClock clock;
  clock.push(2'000'000);
  const auto stamp = clock.push(1'500'000);
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->time.time_since_epoch().count(), 1'500'000);
}

TEST(WatchedClock, OneWildValueIsLeftOut) {
  WatchedClock clock;
  clock.push(1'000'000);
  EXPECT_FALSE(clock.push(3'000'000'000U));
  EXPECT_FALSE(clock.push(500'000'000U));
  const auto stamp = clock.push(1'040'000);
  ASSERT_TRUE(stamp);
  EXPECT_FALSE(stamp->restarted);
  EXPECT_EQ(stamp->time.time_since_epoch().count(), 1'040'000);
}

TEST(WatchedClock, AJumpThatGoesOnIsARestart) {
  WatchedClock clock;
  clock.push(900'000'000U);
  EXPECT_FALSE(clock.push(0));
  EXPECT_FALSE(clock.push(40'000));
  EXPECT_FALSE(clock.push(80'000));
  const auto stamp = clock.push(120'000);
  ASSERT_TRUE(stamp);
  EXPECT_TRUE(stamp->restarted);
  EXPECT_EQ(stamp->time.time_since_epoch().count(), 120'000);
  EXPECT_FALSE(clock.push(160'000)->restarted);
}

TEST(WatchedClock, AfterResetAnythingIsABeginning) {
  WatchedClock clock;
  clock.push(900'000'000U);
  clock.reset();
  const auto stamp = clock.push(5);
  ASSERT_TRUE(stamp);
  EXPECT_FALSE(stamp->restarted);
  EXPECT_EQ(stamp->time.time_since_epoch().count(), 5);
}

}  // namespace
}  // namespace ebb
