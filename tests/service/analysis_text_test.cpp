#include "service/analysis_text.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/analysis_json.hpp"
#include "service/progress_bar.hpp"

namespace ebb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Analysis found(std::size_t intervals, std::size_t set_aside, std::size_t differences) {
  HeartFindings heart;
  heart.intervals.judged.resize(intervals);
  std::fill_n(heart.intervals.judged.begin(), set_aside, Beat{{}, {}, IntervalVerdict::ectopic});
  HrvTime hrv;
  hrv.intervals = intervals - set_aside;
  hrv.set_aside = set_aside;
  hrv.differences = differences;
  hrv.mean_hr_bpm = 61.25;
  hrv.rmssd = 19.5;
  heart.hrv.time = hrv;
  Findings findings;
  findings.heart = heart;
  findings.seconds = 60.0;
  Analysis analysis;
  analysis.streams = {{RecordedKind::intervals, findings}};
  analysis.heart = 0;
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

TEST(AnalysisText, SaysGapsApartFromFaults) {
  Analysis analysis = found(40, 3, 30);
  analysis.streams.front().found.heart->intervals.judged[0].verdict = IntervalVerdict::gap;
  const std::string both = print_summary(analysis, "f");
  EXPECT_THAT(both, HasSubstr("2 of 39 intervals were early"));
  EXPECT_THAT(both, HasSubstr("something was lost in 1 place;"));
  EXPECT_THAT(print_json(analysis), HasSubstr("\"gaps\":1"));
  EXPECT_THAT(print_summary(found(40, 0, 30), "f"), Not(HasSubstr("lost")));
}

TEST(AnalysisText, TheJsonTellsAllWithItsCounts) {
  const std::string json = print_json(found(100, 60, 5));
  EXPECT_THAT(json, HasSubstr("\"rmssd_ms\":19.5"));
  EXPECT_THAT(json, HasSubstr("\"set_aside\":60"));
}

TEST(AnalysisText, TellsADayInHours) {
  Findings day;
  day.seconds = 86400.0;
  EXPECT_THAT(print_summary(gather({{RecordedKind::respiration, day}}), "f"),
              HasSubstr("24 h 0 min"));
}

TEST(ProgressBar, FillsFromLeftToRight) {
  EXPECT_EQ(progress_line("f", 0), "f  [..............................]   0 %");
  EXPECT_EQ(progress_line("f", 50), "f  [###############...............]  50 %");
  EXPECT_EQ(progress_line("f", 100), "f  [##############################] 100 %");
}

}  // namespace
}  // namespace ebb
