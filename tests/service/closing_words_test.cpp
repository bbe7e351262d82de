#include "service/closing_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Snapshot heard(std::uint64_t intervals, std::uint64_t set_aside) {
  Snapshot last;
  last.heart_totals.intervals = intervals;
  last.heart_totals.set_aside = set_aside;
  last.heart_totals.mean_hr_bpm = 83.85;
  last.heart_totals.rmssd_ms = 19.54;
  return last;
}

TEST(ClosingWords, TellHeartInOneSentence) {
  EXPECT_EQ(closing_words(heard(1000, 0)),
            "Heart: mean 83.85/min over 1000 intervals, RMSSD 19.54 ms, 0 set aside.\n");
}

TEST(ClosingWords, SayNothingOfRmssdBelowTwentyPairs) {
  EXPECT_THAT(closing_words(heard(21, 0)), HasSubstr("RMSSD"));
  EXPECT_THAT(closing_words(heard(20, 0)), Not(HasSubstr("RMSSD")));
  EXPECT_THAT(closing_words(heard(25, 3)), Not(HasSubstr("RMSSD")))
      << "each interval that is set aside may part two pairs";
  EXPECT_THAT(closing_words(heard(20, 0)), HasSubstr("over 20 intervals, 0 set aside."));
}

TEST(ClosingWords, SayNoFigureOfTheHeartWhenMuchWasSetAside) {
  EXPECT_THAT(closing_words(heard(100, 30)), HasSubstr("Heart: mean"));
  EXPECT_EQ(closing_words(heard(100, 31)), "Too little clear signal to say.\n");
  EXPECT_EQ(closing_words(heard(5, 5)), "Too little clear signal to say.\n");
  EXPECT_EQ(closing_words(Snapshot{}), "");
}

TEST(ClosingWords, SayWhoseTheFiguresAre) {
  Snapshot last = heard(100, 0);
  last.sources.emplace_back().simulated = true;
  EXPECT_THAT(closing_words(last), HasSubstr("simulated person"));
}

}  // namespace
}  // namespace ebb
