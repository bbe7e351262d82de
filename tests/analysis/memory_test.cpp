#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>

#include <gtest/gtest.h>

#include "analysis/stream_analysis.hpp"
#include "support/allocation_guard.hpp"

namespace ebb {
namespace {

/// How often memory is asked for while `seconds` of a wave are pushed, 100 samples a second.
std::size_t asked_for(RecordedKind kind, bool even, double seconds) {
  const auto stream = make_stream_analysis({kind, Hertz{100.0}, even, false});
  const std::size_t axes = kind == RecordedKind::acceleration ? 3 : 1;
  const test::AllocationGuard guard;
  for (int i = 0; i < static_cast<int>(100.0 * seconds); ++i) {
    const double t = i / 100.0;
    const std::optional<double> values[3]{std::sin(1.5 * t), std::cos(1.5 * t), 1.0};
    stream->push(t, {values, axes});
  }
  return guard.count();
}

// What is kept are lists of beats, breaths and seconds, which grow by doubling: a few dozen times
// for a day, whatever the rate is.
TEST(StreamAnalysis, KeepsBeatsBreathsAndSecondsButNoSamples) {
  for (const RecordedKind kind : {RecordedKind::ecg, RecordedKind::ppg, RecordedKind::respiration,
                                  RecordedKind::acceleration}) {
    for (const bool even : {true, false}) {
      EXPECT_LT(asked_for(kind, even, 300.0), 80U) << name_of(kind);
    }
  }
}

TEST(StreamAnalysis, ATimeThatLeapsCostsNoMoreThanItsSeconds) {
  const auto stream = make_stream_analysis({RecordedKind::ecg, Hertz{500.0}, false, false});
  const std::optional<double> value = 1.0;
  for (int i = 0; i < 1000; ++i) {
    stream->push(i / 500.0 + (i > 500 ? 600'000.0 : 0.0), {&value, 1});
  }
  const Findings found = stream->finish(600'002.0);
  EXPECT_TRUE(found.heart->beats.empty());
  EXPECT_FALSE(found.breath.rate_bpm.has_value());
  EXPECT_LE(found.signal.size(), 600'002U);
}

}  // namespace
}  // namespace ebb
