#include "signal/lomb_scargle.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <Eigen/Dense>
#include <gtest/gtest.h>

namespace ebb {
namespace {

struct Points {
  std::vector<double> times, values, weights;
};

Points uneven(double hz, double amplitude) {
  Points p;
  double t = 17.0;
  for (int i = 0; i < 120; ++i) {
    t += 0.8 + 0.2 * std::sin(1.3 * i) + 0.1 * std::cos(i * i);
    p.times.push_back(t);
    p.values.push_back(850.0 + amplitude * std::sin(2.0 * std::numbers::pi * hz * t + 1.0));
    p.weights.push_back(0.1 + std::abs(std::sin(0.11 * i)));
  }
  return p;
}

/// The same fit the long way: weighted least squares with three columns.
double explained(const Points& p, double hz) {
  const auto n = static_cast<Eigen::Index>(p.times.size());
  Eigen::MatrixXd a(n, 3);
  Eigen::VectorXd y(n);
  Eigen::VectorXd w(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double angle = 2.0 * std::numbers::pi * hz * p.times[at];
    a.row(i) << std::cos(angle), std::sin(angle), 1.0;
    y(i) = p.values[at];
    w(i) = p.weights[at];
  }
  w /= w.sum();
  const Eigen::MatrixXd normal = a.transpose() * w.asDiagonal() * a;
  const Eigen::VectorXd fit = normal.ldlt().solve(a.transpose() * (w.asDiagonal() * y));
  const double mean = w.dot(y);
  const Eigen::VectorXd deviation = y.array() - mean;
  const Eigen::VectorXd left = y - a * fit;
  return w.dot(deviation.cwiseAbs2()) - w.dot(left.cwiseAbs2());
}

TEST(LombScargle, IsTheLeastSquaresFitAtEveryFrequency) {
  const Points p = uneven(0.213, 20.0);
  std::vector<double> power(60);
  LombScargle lomb;
  const double step = 1.0 / 130.0;
  lomb.fit(p.times, p.values, p.weights, step, power);
  EXPECT_EQ(power[0], 0.0);
  for (std::size_t k = 1; k < power.size(); ++k) {
    EXPECT_NEAR(power[k], explained(p, static_cast<double>(k) * step), 1e-4) << k;
  }
}

TEST(LombScargle, ASineOfAmplitudeAHasHalfASquared) {
  const double step = 1.0 / 150.0;
  const Points p = uneven(30.0 * step, 7.0);
  std::vector<double> power(60);
  LombScargle lomb;
  lomb.fit(p.times, p.values, p.weights, step, power);
  EXPECT_NEAR(power[30], 0.5 * 49.0, 0.05 * 24.5);
}

TEST(LombScargle, TimeShiftAndScaleOfWeightsDoNotMatter) {
  const Points p = uneven(0.1, 5.0);
  Points q = p;
  for (double& t : q.times) {
    t += 12345.0;
  }
  for (double& w : q.weights) {
    w *= 1000.0;
  }
  std::vector<double> a(40);
  std::vector<double> b(40);
  LombScargle lomb;
  lomb.fit(p.times, p.values, p.weights, 0.008, a);
  lomb.fit(q.times, q.values, q.weights, 0.008, b);
  for (std::size_t k = 0; k < a.size(); ++k) {
    EXPECT_NEAR(a[k], b[k], 1e-6);
  }
}

TEST(LombScargle, AConstantExplainsNothing) {
  Points p = uneven(0.1, 0.0);
  std::vector<double> power(40);
  LombScargle lomb;
  lomb.fit(p.times, p.values, p.weights, 0.008, power);
  for (const double x : power) {
    EXPECT_NEAR(x, 0.0, 1e-12);
  }
}

// Even samples look at the fastest wave they can see only where it is zero or one.
TEST(LombScargle, FrequenciesThatCannotBeToldApartGiveNumbers) {
  Points p;
  for (int i = 0; i < 100; ++i) {
    p.times.push_back(i);
    p.values.push_back(i % 2 == 0 ? 1.0 : -1.0);
    p.weights.push_back(1.0);
  }
  std::vector<double> power(102);
  LombScargle lomb;
  lomb.fit(p.times, p.values, p.weights, 0.01, power);
  EXPECT_NEAR(power[50], 1.0, 1e-3);
  for (const double x : power) {
    EXPECT_TRUE(std::isfinite(x));
  }
}

}  // namespace
}  // namespace ebb
