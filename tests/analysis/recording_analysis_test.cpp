#include "analysis/recording_analysis.hpp"

#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/heart_analysis.hpp"

namespace ebb {
namespace {

StreamFindings sees(RecordedKind kind, double quality) {
  StreamFindings stream{kind, {}};
  for (int i = 0; i < 60; ++i) {
    stream.found.breath.series.push_back({i + 1.0, 12.0, quality});
  }
  return stream;
}

TEST(RecordingAnalysis, ABreathSeenItselfGoesBeforeOneShownByTheWay) {
  for (const RecordedKind kind : {RecordedKind::respiration, RecordedKind::acceleration}) {
    EXPECT_EQ(gather({sees(RecordedKind::ecg, 0.8), sees(kind, 0.6)}).breath, 1U);
    EXPECT_EQ(gather({sees(RecordedKind::ecg, 0.8), sees(kind, 0.3)}).breath, 0U);
  }
}

TEST(RecordingAnalysis, WhatTheBeltLacksTheHeartTells) {
  StreamFindings belt = sees(RecordedKind::respiration, 0.9);
  for (std::size_t i = 30; i < 60; ++i) {
    belt.found.breath.series[i] = {
        static_cast<double>(i) + 1.0, std::nullopt, 0.0, 0.0, 0.0, SignalFault::flat};
  }
  StreamFindings heart = sees(RecordedKind::ecg, 0.7);
  for (BreathPoint& point : heart.found.breath.series) {
    *point.bpm += 0.4;
  }
  const Analysis both = gather({belt, heart});
  ASSERT_TRUE(both.fused);
  ASSERT_EQ(both.breath_found()->series.size(), 60U);
  double before = 12.0;
  for (const BreathPoint& point : both.breath_found()->series) {
    ASSERT_TRUE(point.bpm) << point.t;
    EXPECT_NEAR(*point.bpm, before, 0.25) << point.t;
    before = *point.bpm;
  }
  EXPECT_NEAR(before, 12.4, 0.01);
  EXPECT_FALSE(gather({belt}).fused) << "one alone is told as it is";
}

TEST(RecordingAnalysis, ASecondSignalOfTheHeartSaysHowFarItAgrees) {
  std::vector<double> told;
  std::vector<double> other;
  double t = 0.0;
  for (int i = 0; i < 200; ++i) {
    t += 0.8 + 0.05 * (i % 3);
    told.push_back(t);
    if (i % 10 != 0) {
      other.push_back(t + 0.25 + 0.004 * (i % 2));
    }
  }
  const auto agreement = agreement_of(told, other);
  ASSERT_TRUE(agreement);
  EXPECT_NEAR(agreement->share, 0.9, 0.01);
  EXPECT_NEAR(agreement->lag, 0.252, 0.003);
  EXPECT_NEAR(agreement->interval_ms, 4.0, 0.1);
  EXPECT_FALSE(agreement_of(told, std::vector<double>(5, 1.0)));
  std::vector<double> elsewhere(told);
  for (double& beat : elsewhere) {
    beat += 1e4;
  }
  EXPECT_FALSE(agreement_of(told, elsewhere));
}

TEST(RecordingAnalysis, ASignalThatSharesNoTimeDoesNotHideOneThatAgrees) {
  const auto beating = [](double from, std::size_t sound) {
    StreamFindings stream{RecordedKind::ecg, {}};
    stream.found.heart.emplace();
    stream.found.heart->intervals.judged.resize(sound);
    for (int i = 0; i < 60; ++i) {
      stream.found.heart->beats.push_back(from + 0.8 * i);
    }
    return stream;
  };
  const Analysis all = gather({beating(0.0, 50), beating(0.1, 30), beating(1e4, 40)});
  ASSERT_EQ(all.heart, 0U);
  ASSERT_TRUE(all.agreement);
  EXPECT_EQ(all.agreement->stream, 1U);
}

/// Breaths of four seconds.
std::vector<Breath> breaths(std::size_t count) {
  std::vector<Breath> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    all[i].start = at_seconds<HostTime>(4.0 * static_cast<double>(i));
    all[i].period = Seconds{4.0};
  }
  return all;
}

TEST(RecordingAnalysis, TheHeartIsSetBesideTheBreathThatIsSeenBest) {
  HeartAnalysis beats;
  for (int i = 0; i < 200; ++i) {
    beats.push_interval(800.0);
  }
  const StreamFindings heart{RecordedKind::intervals, beats.finish()};
  StreamFindings sure = sees(RecordedKind::respiration, 0.9);
  sure.found.breath.breaths = breaths(10);
  StreamFindings noisy = sees(RecordedKind::acceleration, 0.2);
  noisy.found.breath.breaths = breaths(30);
  const Analysis alone = gather({heart, sure});
  const Analysis both = gather({heart, noisy, sure});
  EXPECT_EQ(both.breath, 2U);
  ASSERT_TRUE(alone.together.has_value());
  ASSERT_TRUE(both.together.has_value());
  EXPECT_GT(alone.together->breaths.size(), 5U);
  EXPECT_EQ(both.together->breaths.size(), alone.together->breaths.size());
}

}  // namespace
}  // namespace ebb
