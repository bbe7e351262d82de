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
