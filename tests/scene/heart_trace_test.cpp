#include "visualizer/scene/heart_trace.hpp"

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

Beat beat(double at, double milliseconds, IntervalVerdict verdict = IntervalVerdict::normal) {
  return {at_seconds<HostTime>(at), Milliseconds{milliseconds}, verdict, Milliseconds{0}};
}

std::size_t piece_count(const HeartTrace& trace) { return trace.pieces({0, 0}, {600, 50}).size(); }

TEST(HeartTrace, IsOneLineWhileBeatsFollowEachOther) {
  HeartTrace trace;
  for (int i = 0; i < 30; ++i) {
    trace.push(beat(i, 1000));
  }
  trace.advance(at_seconds<HostTime>(30));
  EXPECT_EQ(piece_count(trace), 1U);
}

TEST(HeartTrace, A8_DrawsAGapAsAGap) {
  HeartTrace trace;
  for (int i = 0; i < 10; ++i) {
    trace.push(beat(i, 1000));
  }
  for (int i = 20; i < 30; ++i) {
    trace.push(beat(i, 1000));
  }
  trace.advance(at_seconds<HostTime>(30));
  const auto pieces = trace.pieces({0, 0}, {600, 50});
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_NEAR(pieces[0].back().at.x, 390.0, 1.0);
  EXPECT_NEAR(pieces[1].front().at.x, 500.0, 1.0);
}

TEST(HeartTrace, LeavesOutWhatWasSetAside) {
  HeartTrace trace;
  for (int i = 0; i < 10; ++i) {
    trace.push(beat(i, 1000));
  }
  trace.push(beat(10, 500, IntervalVerdict::extra));
  trace.push(beat(11, 1000));
  trace.push(beat(12, 1000));
  trace.push(beat(13, 70000));
  trace.push(beat(14, 3));
  trace.advance(at_seconds<HostTime>(15));
  EXPECT_EQ(piece_count(trace), 2U);
}

TEST(HeartTrace, StaysInItsBoxAndKeepsOneMinute) {
  HeartTrace trace;
  for (int i = 0; i < 300; ++i) {
    trace.push(beat(i * 0.5, i % 7 == 0 ? 400 : 900));
  }
  trace.advance(at_seconds<HostTime>(150));
  for (const auto& piece : trace.pieces({100, 10}, {700, 60})) {
    for (const auto& node : piece) {
      EXPECT_GE(node.at.x, 100.0);
      EXPECT_LE(node.at.x, 700.0);
      EXPECT_GE(node.at.y, 10.0 - 5.0);
      EXPECT_LE(node.at.y, 60.0 + 5.0);
    }
  }
  trace.advance(at_seconds<HostTime>(400));
  EXPECT_TRUE(trace.empty());
}

TEST(HeartTrace, TimesThatRunBackwardsAreLeftOut) {
  HeartTrace trace;
  trace.push(beat(5, 1000));
  trace.push(beat(4, 1000));
  trace.push(beat(5, 1000));
  trace.advance(at_seconds<HostTime>(6));
  const auto pieces = trace.pieces({0, 0}, {600, 50});
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(pieces[0].size(), 1U);
}

}  // namespace
}  // namespace ebb::scene
