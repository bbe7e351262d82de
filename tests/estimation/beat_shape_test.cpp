#include "estimation/breath/beat_shape.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace ebb {
namespace {

HostTime at(double s) { return at_seconds<HostTime>(s); }

double bell(double x) { return std::exp(-0.5 * x * x); }

/// An R wave every second, at whole seconds and `shift`.
RecentWave ecg(double hertz, double height, double level, double shift = 0.0) {
  RecentWave wave{Microseconds{3'900}};
  for (int i = 0; i < static_cast<int>(3.0 * hertz); ++i) {
    const double t = i / hertz;
    wave.push(at(t), level + height * bell((t - 2.0 - shift) / 0.015));
  }
  return wave;
}

/// A pulse a second whose upstroke is steepest at 1 s and 2 s.
RecentWave ppg(double hertz, double height, double level) {
  RecentWave wave{Microseconds{15'000}};
  for (int i = 0; i < static_cast<int>(3.2 * hertz); ++i) {
    const double since = std::fmod(i / hertz + 0.4, 1.0) - 0.4;
    const double pulse = bell((since - 0.1) / (since < 0.1 ? 0.1 : 0.15));
    wave.push(at(i / hertz), level + height * pulse);
  }
  return wave;
}

TEST(QrsShape, FollowsHeightAndBaselineApart) {
  const auto low = qrs_shape(ecg(250.0, 1.0, 0.0), at(2.0));
  const auto high = qrs_shape(ecg(250.0, 1.2, 0.5), at(2.0));
  ASSERT_TRUE(low && high);
  EXPECT_NEAR(high->strength / low->strength, 1.2, 1e-6);
  EXPECT_NEAR(high->level - low->level, 0.5, 1e-3);
}

TEST(QrsShape, IsTheSameUpsideDown) {
  const auto up = qrs_shape(ecg(250.0, 1.0, 0.0), at(2.0));
  const auto down = qrs_shape(ecg(250.0, -1.0, 0.0), at(2.0));
  ASSERT_TRUE(up && down);
  EXPECT_NEAR(down->strength, up->strength, 1e-12);
}

TEST(QrsShape, HardlyDependsOnWhereRFellBetweenTheSamples) {
  const auto on = qrs_shape(ecg(100.0, 1.0, 0.0), at(2.0));
  ASSERT_TRUE(on);
  for (const double shift : {0.002, 0.004, 0.006, 0.008}) {
    const auto off = qrs_shape(ecg(100.0, 1.0, 0.0, shift), at(2.0 + shift));
    ASSERT_TRUE(off);
    EXPECT_NEAR(off->strength / on->strength, 1.0, 0.005);
  }
}

TEST(QrsShape, IsNotMadeUpWithoutAWave) {
  EXPECT_FALSE(qrs_shape(RecentWave{Microseconds{3'900}}, at(2.0)));
  EXPECT_FALSE(qrs_shape(ecg(250.0, 1.0, 0.0), at(3.0)));
  EXPECT_FALSE(qrs_shape(ecg(20.0, 1.0, 0.0), at(2.0)));
}

TEST(PulseShape, FollowsHeightLevelAndWidth) {
  const auto low = pulse_shape(ppg(100.0, 1.0, 0.0), at(1.0), at(2.0));
  const auto high = pulse_shape(ppg(100.0, 1.5, 2.0), at(1.0), at(2.0));
  ASSERT_TRUE(low && high);
  EXPECT_NEAR(low->height, 1.0, 0.02);
  EXPECT_NEAR(high->height / low->height, 1.5, 1e-6);
  EXPECT_NEAR(high->level - low->level, 2.0 + 0.5 * low->level, 1e-6);
  // Half heights of the two bells, 1.1774 standard deviations from the peak.
  EXPECT_NEAR(low->width, 1.1774 * 0.25, 0.01);
  EXPECT_NEAR(high->width, low->width, 1e-9);
}

TEST(PulseShape, IsTheSameUpsideDown) {
  const auto up = pulse_shape(ppg(64.0, 1.0, 0.0), at(1.0), at(2.0));
  const auto down = pulse_shape(ppg(64.0, -1.0, 0.0), at(1.0), at(2.0));
  ASSERT_TRUE(up && down);
  EXPECT_NEAR(down->height, up->height, 1e-12);
  EXPECT_NEAR(down->width, up->width, 1e-12);
  EXPECT_NEAR(down->level, -up->level, 1e-12);
}

TEST(PulseShape, IsSeenAtACamerasThirtyFrames) {
  const auto shape = pulse_shape(ppg(30.0, 1.0, 0.0), at(1.0), at(2.0));
  ASSERT_TRUE(shape);
  EXPECT_NEAR(shape->height, 1.0, 0.05);
}

TEST(PulseShape, IsNotMadeUpOfAFlatWave) {
  EXPECT_FALSE(pulse_shape(ppg(100.0, 0.0, 1.0), at(1.0), at(2.0)));
  EXPECT_FALSE(pulse_shape(ppg(100.0, 1.0, 0.0), at(2.5), at(3.1)));
}

}  // namespace
}  // namespace ebb
