#include "service/analysis_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Analysis found(std::size_t intervals, std::size_t set_aside, std::size_t differences) {
  Analysis analysis;
  analysis.seconds = 60.0;
  analysis.rr.resize(intervals);
  HrvTime hrv;
  hrv.intervals = intervals - set_aside;
  hrv.set_aside = set_aside;
  hrv.differences = differences;
  hrv.mean_hr_bpm = 61.25;
  hrv.rmssd = 19.5;
  analysis.hrv = hrv;
  return analysis;
}

TEST(AnalysisText, TellsVariationOnlyFromTwentyPairsOn) {
  EXPECT_THAT(print_summary(found(40, 0, 20), "f"), HasSubstr("RMSSD 19.5"));
  const std::string few = print_summary(found(40, 0, 19), "f");
  EXPECT_THAT(few, Not(HasSubstr("RMSSD")));
  EXPECT_THAT(few, HasSubstr("61."));
}

TEST(AnalysisText, TellsNoFigureOfTheHeartWhenMuchWasSetAside) {
  EXPECT_THAT(print_summary(found(100, 30, 60), "f"), HasSubstr("RMSSD"));
  const std::string poor = print_summary(found(100, 31, 60), "f");
  EXPECT_THAT(poor, HasSubstr("Too little clear signal to say."));
  EXPECT_THAT(poor, Not(HasSubstr("RMSSD")));
  EXPECT_THAT(poor, Not(HasSubstr("61.")));
}

TEST(AnalysisText, TheJsonTellsAllWithItsCounts) {
  const std::string json = print_json(found(100, 60, 5));
  EXPECT_THAT(json, HasSubstr("\"rmssd_ms\":19.5"));
  EXPECT_THAT(json, HasSubstr("\"set_aside\":60"));
}

}  // namespace
}  // namespace ebb
