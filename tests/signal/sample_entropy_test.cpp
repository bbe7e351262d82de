#include "signal/sample_entropy.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

using Runs = std::vector<std::span<const double>>;

/// Every pair, one after the other.
AlikePairs counted(const Runs& runs, double r) {
  std::vector<const double*> places;
  for (const auto run : runs) {
    for (std::size_t i = 0; i + 2 < run.size(); ++i) {
      places.push_back(&run[i]);
    }
  }
  AlikePairs pairs;
  pairs.beginnings = places.size();
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = i + 1; j < places.size(); ++j) {
      const auto alike = [&](int k) { return std::abs(places[i][k] - places[j][k]) <= r; };
      pairs.of_two += alike(0) && alike(1) ? 1U : 0U;
      pairs.of_three += alike(0) && alike(1) && alike(2) ? 1U : 0U;
    }
  }
  return pairs;
}

void expect_same(const Runs& runs, double r) {
  const AlikePairs a = count_alike_pairs(runs, r);
  const AlikePairs b = counted(runs, r);
  EXPECT_EQ(a.beginnings, b.beginnings);
  EXPECT_EQ(a.of_two, b.of_two) << r;
  EXPECT_EQ(a.of_three, b.of_three) << r;
}

TEST(SampleEntropy, CountsEveryPairOnce) {
  std::mt19937 dice{3};
  std::normal_distribution<double> noise{0.0, 30.0};
  std::vector<double> fine;
  std::vector<double> whole;
  for (int i = 0; i < 400; ++i) {
    fine.push_back(800.0 + noise(dice) + 50.0 * std::sin(0.1 * i));
    whole.push_back(std::round(fine.back()));
  }
  for (const double r : {0.0, 1.0, 3.0, 10.0, 40.0, 500.0}) {
    expect_same({fine}, r);
    expect_same({whole}, r);
    expect_same({std::span{whole}.first(100), std::span{whole}.subspan(150, 2),
                 std::span{whole}.subspan(200)},
                r);
  }
}

TEST(SampleEntropy, OrderAndSignDoNotMatter) {
  std::vector<double> x;
  std::vector<double> y;
  for (int i = 0; i < 300; ++i) {
    x.push_back(std::round(50.0 * std::sin(0.37 * i) + 9.0 * std::sin(1.0 * i * i)));
    y.push_back(-x.back());
  }
  const AlikePairs a = count_alike_pairs(Runs{x}, 5.0);
  const AlikePairs b = count_alike_pairs(Runs{y}, 5.0);
  EXPECT_EQ(a.of_two, b.of_two);
  EXPECT_EQ(a.of_three, b.of_three);
}

TEST(SampleEntropy, NothingInNothingOut) {
  EXPECT_EQ(count_alike_pairs({}, 1.0).beginnings, 0U);
  const std::vector<double> two{1.0, 2.0};
  EXPECT_EQ(count_alike_pairs(Runs{two}, 1.0).beginnings, 0U);
  const std::vector<double> same(50, 3.0);
  EXPECT_EQ(count_alike_pairs(Runs{same}, 0.0).of_three, 48U * 47U / 2U);
}

}  // namespace
}  // namespace ebb
