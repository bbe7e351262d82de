#include "visualizer/scene/looking_back/said_date.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

constexpr std::int64_t kEvening = 1'795'368'600'000;  // 2026-11-22T17:30:00Z

TEST(SaidDate, IsWordsOnlyUntilNumbersAreAskedFor) {
  const WallTime time = wall_time(kEvening, 60);
  EXPECT_EQ(said_day(time, uk_english()), "Sunday the twenty-second, evening");
  EXPECT_EQ(said_month(time, 2026, uk_english()), "November");
  EXPECT_EQ(said_month(time, 2027, uk_english()), "November, last year");
  EXPECT_EQ(said_month(time, 2031, uk_english()), "November, earlier");
  EXPECT_EQ(numbered_day(time, uk_english()), "Sunday 22 November 2026, 18:30");
}

TEST(SaidDate, FollowsTheCalendarThroughLeapYearsAndBeforeTheEpoch) {
  const WallTime leap = wall_time(1'709'164'800'000, 0);  // 2024-02-29
  EXPECT_EQ(numbered_day(leap, uk_english()), "Thursday 29 February 2024, 00:00");
  const WallTime before = wall_time(-1000, 0);
  EXPECT_EQ(numbered_day(before, uk_english()), "Wednesday 31 December 1969, 23:59");
  EXPECT_EQ(wall_time(kEvening, -24 * 60).day, 21);
}

TEST(SaidDate, BearsAnyNumber) {
  for (const std::int64_t wild :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    const WallTime time = wall_time(wild, std::numeric_limits<int>::max());
    EXPECT_GE(time.year, 0);
    EXPECT_LE(time.year, 10'000);
    EXPECT_FALSE(said_day(time, uk_english()).empty());
  }
}

}  // namespace
}  // namespace ebb::scene
