#include "estimation/interval_correction.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "support/recordings.hpp"

namespace ebb {
namespace {

using enum IntervalVerdict;

std::vector<Beat> beats_of(const std::vector<double>& intervals) {
  std::vector<Beat> beats;
  double t = 0.0;
  for (const double ms : intervals) {
    t += std::isfinite(ms) ? ms / 1000.0 : 0.0;
    beats.push_back(Beat{at_seconds<HostTime>(t), Milliseconds{ms}, normal, {}});
  }
  return beats;
}

IntervalCorrection corrected(const std::vector<double>& intervals) {
  return correct_intervals(beats_of(intervals));
}

std::ptrdiff_t faults(const IntervalCorrection& found) {
  return std::count_if(found.judged.begin(), found.judged.end(),
                       [](const Beat& beat) { return beat.verdict != normal; });
}

std::vector<double> usable(const IntervalCorrection& found) {
  std::vector<double> all;
  for (const Interval& interval : found.series) {
    if (interval.usable()) {
      all.push_back(interval.value.count());
    }
  }
  return all;
}

/// A heart whose rate swings with the breath.
std::vector<double> swinging(double rate, double swing, double breaths, int n, unsigned seed = 1) {
  std::mt19937 random{seed};
  std::normal_distribution<> noise;
  std::vector<double> all;
  double turns = 0.1 * seed;
  for (int i = 0; i < n; ++i) {
    const double bpm = rate + 0.5 * swing * std::sin(2.0 * std::numbers::pi * turns);
    all.push_back(60000.0 / bpm + 4.0 * noise(random));
    turns += breaths / 60.0 * all.back() / 1000.0;
  }
  return all;
}

TEST(IntervalCorrection, NeverPunishesGoodBreathing) {
  for (const double rate : {45.0, 60.0, 80.0, 100.0}) {
    for (const double breaths : {3.5, 6.0, 9.0, 15.0}) {
      for (const double swing : {5.0, 20.0, 30.0}) {
        EXPECT_EQ(faults(corrected(swinging(rate, swing, breaths, 400))), 0)
            << rate << " bpm, swing " << swing << ", " << breaths << "/min";
      }
    }
  }
}

TEST(IntervalCorrection, NamesAndMendsEveryKindOfFault) {
  std::vector<double> all(120, 800.0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] += static_cast<double>(i % 3) * 4.0;
  }
  all[20] = 1604.0;
  all[40] = 400.0;
  all[41] = 404.0;
  all[60] = 520.0;
  all[61] = 1084.0;
  all[80] = 1000.0;
  all[81] = 608.0;
  const auto found = corrected(all);
  const auto verdict = [&](std::size_t i) { return found.judged[i].verdict; };
  EXPECT_EQ(verdict(20), missed);
  EXPECT_EQ(verdict(40), extra);
  EXPECT_EQ(verdict(41), extra);
  EXPECT_EQ(verdict(60), ectopic);
  EXPECT_EQ(verdict(61), ectopic);
  EXPECT_EQ(verdict(80), too_long);
  EXPECT_EQ(verdict(81), too_short);
  EXPECT_EQ(faults(found), 7);
  EXPECT_EQ(found.series.size(), all.size());  // one put in, one taken out
  for (const double ms : usable(found)) {
    EXPECT_NEAR(ms, 804.0, 10.0);
  }
  EXPECT_DOUBLE_EQ(found.corrected_share, 7.0 / 120.0);
  EXPECT_DOUBLE_EQ(found.set_aside_share, 0.0);
}

TEST(IntervalCorrection, AGapPartsTheSeries) {
  auto beats = beats_of(std::vector<double>(80, 800.0));
  beats[40].verdict = gap;
  beats[40].interval = Milliseconds{7000.0};
  const auto found = correct_intervals(beats);
  ASSERT_EQ(found.series.size(), 80U);
  EXPECT_EQ(found.series[40].verdict, gap);
  EXPECT_FALSE(found.series[40].usable());
  EXPECT_EQ(faults(found), 1);
}

TEST(IntervalCorrection, LongIntervalsAreBelievedAmongTheirLike) {
  EXPECT_EQ(faults(corrected(std::vector<double>(100, 3400.0))), 0);
  auto all = std::vector<double>(100, 900.0);
  all[50] = 2900.0;
  EXPECT_NE(corrected(all).judged[50].verdict, normal);
}

TEST(IntervalCorrection, WildIntervalsAreGapsOrFaultsAndNothingBreaks) {
  auto all = std::vector<double>(50, 800.0);
  for (const double wild : {0.0, -800.0, 1e30, 1e-30, std::numeric_limits<double>::infinity(),
                            std::numeric_limits<double>::quiet_NaN()}) {
    all[25] = wild;
    const auto found = corrected(all);
    EXPECT_NE(found.judged[25].verdict, normal) << wild;
    for (const double ms : usable(found)) {
      EXPECT_NEAR(ms, 800.0, 30.0) << wild;
    }
  }
  EXPECT_TRUE(corrected({}).series.empty());
  EXPECT_EQ(corrected({800.0}).series.size(), 1U);
}

TEST(IntervalCorrection, SetsNothingAsideOfARealCleanSeries) {
  EBB_NEEDS_RECORDING("rr/hrvanalysis/test_nn_intervals.txt");
  const auto told = test::read_numbers(test::recording("rr/hrvanalysis/test_nn_intervals.txt"));
  EXPECT_EQ(usable(corrected(told)), told);
}

}  // namespace
}  // namespace ebb
