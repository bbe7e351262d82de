#include "signal/periodogram.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

std::vector<double> uneasy(std::size_t n) {
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) {
    const auto t = static_cast<double>(i);
    x.push_back(std::sin(0.3 * t) + 0.4 * std::cos(1.7 * t + 1.0) + std::sin(t * t));
  }
  return x;
}

double total(std::span<const double> density, double step) {
  double sum = 0.0;
  for (const double d : density) {
    sum += d * step;
  }
  return sum;
}

// Parseval, with zeros behind and without.
TEST(Periodogram, DensitiesAddUpToTheMeanSquare) {
  auto x = uneasy(600);
  remove_mean(x);
  double mean_square = 0.0;
  for (const double v : x) {
    mean_square += v * v / 600.0;
  }
  const std::vector<double> ones(x.size(), 1.0);
  Periodogram periodogram;
  for (const std::size_t points : {600U, 720U, 1200U}) {
    const double step = 4.0 / static_cast<double>(points);
    EXPECT_NEAR(total(periodogram.density(x, ones, ones, 4.0, points), step), mean_square, 1e-12);
  }
}

TEST(Periodogram, ASineOfAmplitudeAHasHalfASquaredUnderAWindow) {
  std::vector<double> x;
  std::vector<double> window;
  for (int i = 0; i < 1000; ++i) {
    x.push_back(5.0 + 3.0 * std::sin(2.0 * std::numbers::pi * 0.2173 * i / 4.0));
    window.push_back(hann((i + 0.5) / 1000.0));
  }
  const std::vector<double> ones(x.size(), 1.0);
  Periodogram periodogram;
  const auto density = periodogram.density(x, window, ones, 4.0, 1000);
  EXPECT_NEAR(total(density, 4.0 / 1000), 4.5, 0.001);
  // How much every sample counts is no matter as long as all count the same.
  const std::vector<double> tens(x.size(), 10.0);
  EXPECT_NEAR(total(periodogram.density(x, window, tens, 4.0, 1000), 4.0 / 1000), 4.5, 0.001);
}

TEST(Periodogram, LinesAndMeansAreTaken) {
  std::vector<double> t;
  std::vector<double> x;
  for (int i = 0; i < 50; ++i) {
    t.push_back(i + 0.3 * std::sin(i));
    x.push_back(800.0 - 2.0 * t.back());
  }
  remove_line(t, x);
  for (const double v : x) {
    EXPECT_NEAR(v, 0.0, 1e-10);
  }
  std::vector<double> even{1.0, 3.0, 5.0, 7.0};
  remove_line(even);
  for (const double v : even) {
    EXPECT_NEAR(v, 0.0, 1e-12);
  }
}

TEST(Periodogram, FastLengthsAreMadeOfSmallPrimes) {
  EXPECT_EQ(fast_length(0), 2U);
  EXPECT_EQ(fast_length(1198), 1200U);
  EXPECT_EQ(fast_length(1200), 1200U);
  EXPECT_EQ(fast_length(8641), 8748U);
}

}  // namespace
}  // namespace ebb
