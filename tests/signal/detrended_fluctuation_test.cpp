#include "signal/detrended_fluctuation.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

using Runs = std::vector<std::span<const double>>;

std::vector<double> noise(std::size_t n) {
  std::mt19937 dice{9};
  std::normal_distribution<double> each{0.0, 1.0};
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) {
    x.push_back(each(dice));
  }
  return x;
}

TEST(DetrendedFluctuation, WhiteNoiseScalesByAHalfAndItsSumByThreeHalves) {
  const auto white = noise(20000);
  std::vector<double> walk{0.0};
  for (const double x : white) {
    walk.push_back(walk.back() + x);
  }
  for (const bool overlapping : {false, true}) {
    const FluctuationScales scales{.first = 16, .last = 64, .overlapping = overlapping};
    EXPECT_NEAR(scaling_exponent(Runs{white}, scales).value_or(0), 0.5, 0.04);
    EXPECT_NEAR(scaling_exponent(Runs{walk}, scales).value_or(0), 1.5, 0.04);
  }
}

TEST(DetrendedFluctuation, OffsetAndGainDoNotMatter) {
  const auto x = noise(500);
  std::vector<double> y;
  for (const double v : x) {
    y.push_back(900.0 - 30.0 * v);
  }
  EXPECT_NEAR(scaling_exponent(Runs{x}, {}).value_or(0), scaling_exponent(Runs{y}, {}).value_or(1),
              1e-9);
}

TEST(DetrendedFluctuation, TooLittleAndConstantGiveNothing) {
  EXPECT_FALSE(scaling_exponent({}, {}));
  const auto few = noise(63);
  EXPECT_FALSE(scaling_exponent(Runs{few}, {}));
  const auto enough = noise(64);
  EXPECT_TRUE(scaling_exponent(Runs{enough}, {}));
  const std::vector<double> constant(500, 833.3);
  EXPECT_FALSE(scaling_exponent(Runs{constant}, {}));
}

}  // namespace
}  // namespace ebb
