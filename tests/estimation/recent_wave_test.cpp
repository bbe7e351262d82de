#include "estimation/breath/recent_wave.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace ebb {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

HostTime at(double s) { return at_seconds<HostTime>(s); }

RecentWave ramp(double hertz, double seconds) {
  RecentWave wave{Microseconds{3'900}};
  for (int i = 0; i < static_cast<int>(hertz * seconds); ++i) {
    wave.push(at(100.0 + i / hertz), i / hertz);
  }
  return wave;
}

TEST(RecentWave, KeepsEverySampleOfAnUsualRate) {
  const RecentWave wave = ramp(250.0, 3.0);
  const auto stretch = wave.between(1.0, 2.0);
  ASSERT_TRUE(stretch);
  EXPECT_EQ(stretch->size(), 251U);
  EXPECT_NEAR(stretch->mean(), 1.5, 1e-9);
}

TEST(RecentWave, ThinsAFineOneByMeansThatKeepTheirTime) {
  const RecentWave wave = ramp(10'000.0, 3.0);
  const auto stretch = wave.between(1.0, 2.0);
  ASSERT_TRUE(stretch);
  EXPECT_LT(stretch->size(), 260U);
  for (std::size_t i = 0; i < stretch->size(); ++i) {
    EXPECT_NEAR(stretch->values[i], stretch->times[i], 1e-6);
  }
}

TEST(RecentWave, GivesNothingOfWhatIsGoneOrNotYetThere) {
  const RecentWave wave = ramp(250.0, 20.0);
  EXPECT_FALSE(wave.between(0.0, 1.0));
  EXPECT_FALSE(wave.between(19.0, 21.0));
  EXPECT_TRUE(wave.between(17.0, 19.0));
  const RecentWave nothing{Microseconds{4000}};
  EXPECT_FALSE(nothing.between(0.0, 1.0));
  EXPECT_FALSE(wave.between(kNan, 19.0));
}

TEST(RecentWave, FindsTheNearestSample) {
  const RecentWave wave = ramp(100.0, 3.0);
  const auto stretch = wave.between(1.0, 2.0);
  ASSERT_TRUE(stretch);
  EXPECT_NEAR(stretch->times[stretch->nearest(1.507)], 1.51, 1e-6);
  EXPECT_EQ(stretch->nearest(-5.0), 0U);
  EXPECT_EQ(stretch->nearest(50.0), stretch->size() - 1);
}

TEST(RecentWave, BeginsAnewAfterASilence) {
  RecentWave wave = ramp(100.0, 3.0);
  wave.push(at(104.0), 7.0);
  wave.push(at(104.01), 7.0);
  EXPECT_DOUBLE_EQ(wave.seconds_of(at(104.0)), 0.0);
}

TEST(RecentWave, PassesOverWhatIsNoNumberAndTimesThatDoNotRise) {
  RecentWave wave{Microseconds{3'900}};
  for (int i = 0; i < 100; ++i) {
    wave.push(at(0.01 * i), 1.0);
    wave.push(at(0.01 * i), 1e9);
    wave.push(at(0.01 * i - 0.005), 1e9);
    wave.push(at(0.01 * i + 0.005), i % 2 == 0 ? kNan : std::numeric_limits<double>::infinity());
  }
  const auto stretch = wave.between(0.1, 0.9);
  ASSERT_TRUE(stretch);
  EXPECT_DOUBLE_EQ(stretch->mean(), 1.0);
}

}  // namespace
}  // namespace ebb
