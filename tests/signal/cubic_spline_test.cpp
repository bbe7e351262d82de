#include "signal/cubic_spline.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

TEST(CubicSpline, GoesThroughItsPoints) {
  const std::vector<double> x{0.0, 1.0, 2.5, 3.0, 5.0, 6.0};
  const std::vector<double> y{1.0, -2.0, 0.5, 4.0, 4.0, -1.0};
  std::vector<double> out(13);
  sample_cubic_spline(x, y, 0.0, 0.5, out);
  EXPECT_NEAR(out[0], 1.0, 1e-12);
  EXPECT_NEAR(out[2], -2.0, 1e-12);
  EXPECT_NEAR(out[5], 0.5, 1e-12);
  EXPECT_NEAR(out[6], 4.0, 1e-12);
  EXPECT_NEAR(out[12], -1.0, 1e-12);
}

TEST(CubicSpline, AStraightLineStaysStraight) {
  const std::vector<double> x{0.0, 0.7, 1.9, 2.0, 4.0};
  std::vector<double> y;
  for (const double at : x) {
    y.push_back(3.0 - 2.0 * at);
  }
  std::vector<double> out(40);
  sample_cubic_spline(x, y, 0.0, 0.1, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    EXPECT_NEAR(out[i], 3.0 - 0.2 * static_cast<double>(i), 1e-12);
  }
}

TEST(CubicSpline, FollowsASmoothWave) {
  std::vector<double> x;
  std::vector<double> y;
  for (int i = 0; i < 100; ++i) {
    x.push_back(0.1 * i + 0.03 * std::sin(i));
    y.push_back(std::sin(x.back()));
  }
  std::vector<double> out(800);
  sample_cubic_spline(x, y, 1.0, 0.01, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    EXPECT_NEAR(out[i], std::sin(1.0 + 0.01 * static_cast<double>(i)), 1e-5);
  }
}

TEST(CubicSpline, TwoPointsMakeALine) {
  std::vector<double> out(3);
  sample_cubic_spline(std::vector{0.0, 2.0}, std::vector{1.0, 5.0}, 0.0, 1.0, out);
  EXPECT_DOUBLE_EQ(out[1], 3.0);
  EXPECT_DOUBLE_EQ(out[2], 5.0);
}

}  // namespace
}  // namespace ebb
