#include "estimation/intervals/early_beats.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

std::ptrdiff_t found(const std::vector<double>& intervals) {
  const std::vector<bool> early = early_beats(intervals);
  return std::count(early.begin(), early.end(), true);
}

/// A sine, a quick in-breath or a quick out-breath.
double breath(double place, int kind) {
  if (kind == 0) {
    return std::sin(2.0 * std::numbers::pi * place);
  }
  const double quick = place < 0.35 ? -std::cos(std::numbers::pi * place / 0.35)
                                    : std::cos(std::numbers::pi * (place - 0.35) / 0.65);
  return kind == 1 ? quick : -quick;
}

std::vector<double> swinging(double rate, double depth, double breaths, int kind) {
  std::mt19937 random{7};
  std::normal_distribution<> noise;
  std::vector<double> all;
  double turns = 0.0;
  while (all.size() < 400) {
    const double bpm = rate + 0.5 * depth * breath(turns - std::floor(turns), kind);
    all.push_back(60000.0 / bpm + 4.0 * noise(random));
    turns += breaths * all.back() / 60000.0;
  }
  return all;
}

TEST(EarlyBeats, AnEctopicBeatAtEveryThirdBeatOfASlowHeartIsFound) {
  std::mt19937 random{3};
  std::normal_distribution<> noise;
  std::vector<double> all;
  for (int i = 0; i < 60; ++i) {
    const double early = 160.0 + 60.0 * noise(random);
    all.insert(all.end(), {1030.0 + 10.0 * noise(random), 1030.0 - early, 1030.0 + early});
  }
  const std::vector<bool> early = early_beats(all);
  std::ptrdiff_t right = 0;
  for (std::size_t i = 1; i < all.size(); i += 3) {
    right += early[i] && all[i] < 950.0 ? 1 : 0;
  }
  EXPECT_EQ(found(all), right);
  EXPECT_GT(right, 45);
}

TEST(EarlyBeats, ALoneOneIsFoundInAQuietHeart) {
  std::vector<double> all(100, 900.0);
  all[50] = 800.0;
  all[51] = 1000.0;
  EXPECT_TRUE(early_beats(all)[50]);
  EXPECT_EQ(found(all), 1);
}

TEST(EarlyBeats, NoBreathIsTakenForOne) {
  for (const double rate : {42.0, 45.0, 50.0, 55.0, 60.0, 70.0, 90.0}) {
    for (const double depth : {10.0, 20.0, 25.0}) {
      for (const double breaths : {3.5, 6.0, 10.0, 12.0, 13.5, 15.0, 15.5}) {
        for (const int kind : {0, 1, 2}) {
          EXPECT_EQ(found(swinging(rate, depth, breaths, kind)), 0)
              << rate << " bpm by " << depth << " at " << breaths << ", kind " << kind;
        }
      }
    }
  }
}

TEST(EarlyBeats, AnUnevenHeartShowsFew) {
  std::mt19937 random{11};
  std::normal_distribution<> noise;
  std::vector<double> all;
  for (int i = 0; i < 5000; ++i) {
    all.push_back(std::max(400.0, 800.0 + 120.0 * noise(random)));
  }
  EXPECT_LT(found(all), 25);
}

TEST(EarlyBeats, OfAFewBeatsNothingIsSaid) {
  std::vector<double> all(19, 900.0);
  all[9] = 700.0;
  all[10] = 1100.0;
  EXPECT_EQ(found(all), 0);
  EXPECT_TRUE(early_beats({}).empty());
}

}  // namespace
}  // namespace ebb
