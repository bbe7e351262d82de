#include "signal/smoothness_priors.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <Eigen/Dense>
#include <gtest/gtest.h>

namespace ebb {
namespace {

TEST(SmoothnessPriors, SolvesThePublishedEquation) {
  constexpr int kSize = 40;
  constexpr double kLambda = 7.0;
  Eigen::MatrixXd d2 = Eigen::MatrixXd::Zero(kSize - 2, kSize);
  for (int i = 0; i < kSize - 2; ++i) {
    d2(i, i) = 1.0;
    d2(i, i + 1) = -2.0;
    d2(i, i + 2) = 1.0;
  }
  Eigen::VectorXd x(kSize);
  for (int i = 0; i < kSize; ++i) {
    x(i) = std::sin(0.9 * i) + 0.1 * i + std::cos(i * i);
  }
  const Eigen::MatrixXd whole =
      Eigen::MatrixXd::Identity(kSize, kSize) + kLambda * kLambda * d2.transpose() * d2;
  const Eigen::VectorXd expected = whole.ldlt().solve(x);
  const auto trend = smooth_trend({x.data(), static_cast<std::size_t>(kSize)}, kLambda);
  for (int i = 0; i < kSize; ++i) {
    EXPECT_NEAR(trend[static_cast<std::size_t>(i)], expected(i), 1e-9);
  }
}

TEST(SmoothnessPriors, ALineIsAllTrend) {
  std::vector<double> line;
  for (int i = 0; i < 1000; ++i) {
    line.push_back(900.0 - 0.3 * i);
  }
  const auto trend = smooth_trend(line, 500.0);
  for (std::size_t i = 0; i < line.size(); ++i) {
    EXPECT_NEAR(trend[i], line[i], 1e-4);
  }
}

// As the header says: half of the amplitude at 0.028 Hz for lambda 500 at 4 Hz.
TEST(SmoothnessPriors, HalfIsTakenWhereItIsSaid) {
  const double hz = 4.0 / std::numbers::pi * std::asin(0.5 / std::sqrt(500.0));
  EXPECT_NEAR(hz, 0.0285, 0.0002);
  std::vector<double> wave;
  for (int i = 0; i < 6000; ++i) {
    wave.push_back(std::sin(2.0 * std::numbers::pi * hz * i / 4.0));
  }
  const auto trend = smooth_trend(wave, 500.0);
  for (std::size_t i = 2000; i < 4000; ++i) {
    EXPECT_NEAR(trend[i], 0.5 * wave[i], 1e-6);
  }
}

TEST(SmoothnessPriors, FewSamplesAreTheirOwnTrend) {
  EXPECT_TRUE(smooth_trend({}, 500.0).empty());
  EXPECT_EQ(smooth_trend(std::vector{1.0, 5.0, 2.0}, 500.0), (std::vector{1.0, 5.0, 2.0}));
}

}  // namespace
}  // namespace ebb
