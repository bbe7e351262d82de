#include "estimation/breath/signal_quality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

namespace ebb {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

/// A belt at 25 values a second, with what is done to each value and when it ends.
template <class Change>
SignalFault fault_after(double seconds, Change&& change, double origin = 0.0) {
  SignalQuality quality;
  std::mt19937_64 random(4);
  std::normal_distribution<double> noise;
  for (int i = 0; i < static_cast<int>(seconds * 25.0); ++i) {
    const double t = i / 25.0;
    const double value = 500.0 + 40.0 * std::sin(kTwoPi * 0.2 * t) + noise(random);
    quality.push(at_seconds<HostTime>(origin + t), change(t, value));
  }
  return quality.fault();
}

TEST(SignalQuality, FindsNothingWrongWithABelt) {
  EXPECT_EQ(fault_after(120, [](double, double x) { return x; }), SignalFault::none);
  EXPECT_EQ(fault_after(120, [](double, double x) { return -1e6 * x; }), SignalFault::none);
  EXPECT_EQ(fault_after(
                120, [](double, double x) { return 1e-9 * x; }, 5e4),
            SignalFault::none);
}

TEST(SignalQuality, SaysFlatWhenNothingMoves) {
  EXPECT_EQ(fault_after(60, [](double t, double x) { return t < 50 ? x : 512.0; }),
            SignalFault::flat);
  EXPECT_EQ(fault_after(20, [](double, double) { return 0.0; }), SignalFault::flat);
}

TEST(SignalQuality, ABreathHeldForAWhileIsNotFlat) {
  EXPECT_EQ(fault_after(54.5, [](double t, double x) { return t < 50 ? x : 512.0; }),
            SignalFault::none);
}

TEST(SignalQuality, SaysClippedWhenItStandsAtTheEndOfItsRange) {
  EXPECT_EQ(fault_after(60, [](double, double x) { return std::min(x, 505.0); }),
            SignalFault::clipped);
  EXPECT_EQ(fault_after(60, [](double, double x) { return std::max(x, 495.0); }),
            SignalFault::clipped);
}

TEST(SignalQuality, CoarseStepsAreNotClipped) {
  EXPECT_EQ(fault_after(60, [](double, double x) { return std::round(x / 8.0); }),
            SignalFault::none);
}

TEST(SignalQuality, SaysDamagedWhenValuesAreNoNumbers) {
  int i = 0;
  EXPECT_EQ(fault_after(60,
                        [&i](double, double x) {
                          return ++i % 3 == 0 ? std::numeric_limits<double>::quiet_NaN() : x;
                        }),
            SignalFault::damaged);
  EXPECT_EQ(fault_after(60, [](double, double) { return 1e300; }), SignalFault::damaged);
}

TEST(SignalQuality, SaysMotionWhenASecondMovesMoreThanBreathsDo) {
  EXPECT_EQ(
      fault_after(60.5, [](double t, double x) { return t > 59.0 ? x + 900.0 * (t - 59.0) : x; }),
      SignalFault::motion);
}

TEST(SignalQuality, RecoversWhenTheSignalDoes) {
  EXPECT_EQ(fault_after(80, [](double t, double x) { return t > 40 && t < 60 ? 512.0 : x; }),
            SignalFault::none);
}

TEST(SignalQuality, AGapIsNotFlatness) {
  SignalQuality quality;
  for (int i = 0; i < 200; ++i) {
    quality.push(at_seconds<HostTime>(4.0 * i), 3.0);
  }
  EXPECT_EQ(quality.fault(), SignalFault::none);
}

}  // namespace
}  // namespace ebb
