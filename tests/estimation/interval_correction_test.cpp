#include "estimation/intervals/interval_correction.hpp"

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

TEST(IntervalCorrection, APauseOfTheHeartItselfIsNoFault) {
  auto all = swinging(70.0, 6.0, 14.0, 200);
  all[100] *= 1.4;
  EXPECT_EQ(faults(corrected(all)), 0);
}

TEST(IntervalCorrection, ALongSilenceIsSetAsideAndPartsTheSeries) {
  auto all = swinging(70.0, 6.0, 14.0, 200);
  all[100] = 7600.0;
  const auto found = corrected(all);
  EXPECT_EQ(found.judged[100].verdict, too_long);
  EXPECT_FALSE(found.series[100].usable());
  EXPECT_DOUBLE_EQ(found.set_aside_share, 1.0 / 200.0);
  EXPECT_DOUBLE_EQ(found.corrected_share, 0.0);
}

TEST(IntervalCorrection, EctopicBeatsAtEverySecondBeatAreFound) {
  auto all = swinging(80.0, 3.0, 14.0, 400);
  for (std::size_t i = 150; i < 250; i += 2) {
    const double early = 0.35 * all[i];
    all[i] -= early;
    all[i + 1] += early;
  }
  const auto found = corrected(all);
  EXPECT_GE(faults(found), 97);
  EXPECT_LE(faults(found), 103);
}

TEST(IntervalCorrection, EctopicBeatsAtEveryThirdBeatOfASlowHeartAreMended) {
  auto all = swinging(58.0, 2.0, 14.0, 420);
  std::vector<double> clean;
  for (std::size_t i = 60; i < 360; i += 3) {
    const double early = 0.25 * all[i];
    clean.push_back(all[i]);
    all[i] -= early;
    all[i + 1] += early;
  }
  const auto found = corrected(all);
  EXPECT_GE(faults(found), 190);
  EXPECT_LE(faults(found), 202);
  ASSERT_EQ(found.series.size(), all.size());
  for (std::size_t i = 0; i < clean.size(); ++i) {
    EXPECT_NEAR(found.series[60 + 3 * i].value.count(), clean[i], 60.0);
  }
}

TEST(IntervalCorrection, SeriesPutTogetherAcrossAGapAreJudgedApart) {
  auto first = swinging(70.0, 6.0, 14.0, 150);
  auto second = swinging(60.0, 25.0, 6.0, 150);
  first[60] *= 2.0;
  second[80] *= 0.5;
  auto both = first;
  both.push_back(0.0);
  both.insert(both.end(), second.begin(), second.end());
  const auto together = corrected(both);
  const auto one = corrected(first);
  const auto two = corrected(second);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(together.judged[i].verdict, one.judged[i].verdict);
    EXPECT_EQ(together.judged[151 + i].verdict, two.judged[i].verdict);
  }
}

TEST(IntervalCorrection, ScaleAndTimeOfDayDoNotMatter) {
  auto all = swinging(70.0, 12.0, 9.0, 300);
  all[90] += all[91];
  all.erase(all.begin() + 91);
  all[200] *= 0.6;
  const auto plain = corrected(all);
  auto later = beats_of(all);
  for (Beat& beat : later) {
    beat.time += std::chrono::hours{30};
  }
  const auto shifted = correct_intervals(later);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(plain.judged[i].verdict, shifted.judged[i].verdict);
    all[i] *= 1.2;
  }
  const auto slower = corrected(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(plain.judged[i].verdict, slower.judged[i].verdict) << i;
  }
}

TEST(IntervalCorrection, ReadBackwardsTheSameBeatsAreAtFault) {
  auto all = swinging(70.0, 12.0, 9.0, 300);
  all[90] += all[91];
  all.erase(all.begin() + 91);
  all[150] *= 0.45;
  all.insert(all.begin() + 151, all[150] * 0.55 / 0.45);
  const auto forward = corrected(all);
  std::reverse(all.begin(), all.end());
  const auto backward = corrected(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(forward.judged[i].verdict == normal,
              backward.judged[all.size() - 1 - i].verdict == normal)
        << i;
  }
  EXPECT_EQ(faults(forward), 3);
}

TEST(IntervalCorrection, ABeatTakenInAgainLeavesTheSeriesAsItWas) {
  const auto clean = swinging(65.0, 15.0, 6.0, 300);
  auto split = clean;
  split[120] = 0.4 * clean[120];
  split.insert(split.begin() + 121, 0.6 * clean[120]);
  const auto mended = usable(corrected(split));
  ASSERT_EQ(mended.size(), clean.size());
  for (std::size_t i = 0; i < clean.size(); ++i) {
    EXPECT_NEAR(mended[i], clean[i], 1e-9) << i;
  }
}

TEST(IntervalCorrection, MendingKeepsTheVariabilityOfTheCleanSeries) {
  const auto clean = swinging(65.0, 12.0, 10.0, 1500, 4);
  const auto rmssd = [](const std::vector<double>& nn) {
    double squares = 0.0;
    for (std::size_t i = 1; i < nn.size(); ++i) {
      squares += (nn[i] - nn[i - 1]) * (nn[i] - nn[i - 1]);
    }
    return std::sqrt(squares / static_cast<double>(nn.size() - 1));
  };
  auto missed_some = clean;
  for (std::size_t i = 30; i + 1 < missed_some.size(); i += 100) {
    missed_some[i] += missed_some[i + 1];
    missed_some.erase(missed_some.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  auto moved_some = clean;
  for (std::size_t i = 30; i + 1 < moved_some.size(); i += 100) {
    const double by = 0.25 * moved_some[i];
    moved_some[i] += by;
    moved_some[i + 1] -= by;
  }
  EXPECT_GT(rmssd(missed_some), 2.0 * rmssd(clean));
  EXPECT_GT(rmssd(moved_some), 1.2 * rmssd(clean));
  EXPECT_NEAR(rmssd(usable(corrected(missed_some))), rmssd(clean), 0.01 * rmssd(clean));
  EXPECT_NEAR(rmssd(usable(corrected(moved_some))), rmssd(clean), 0.01 * rmssd(clean));
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
  const auto slow = corrected({9000.0, 9000.0, 40.0, 9000.0, 9000.0, 9000.0});
  for (const double ms : usable(slow)) {
    EXPECT_LE(ms, 4000.0);
  }
  EXPECT_LE(slow.corrected_share + slow.set_aside_share, 1.0);
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
