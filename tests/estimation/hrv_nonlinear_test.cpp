#include "estimation/variability/hrv_nonlinear.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "support/golden_series.hpp"

namespace ebb {
namespace {

HrvNonlinear of(const std::vector<double>& rr) { return hrv_nonlinear(nn_series(rr)); }

// What NeuroKit2, hrv-analysis and pyHRV say of that series (m 2, r 0.2 SD); alpha1 as pyHRV.
TEST(HrvNonlinear, AgreesWithOtherProgramsToNineDigits) {
  const HrvNonlinear h = of(test::golden_series());
  EXPECT_NEAR(h.sample_entropy.value_or(0), 1.3348089622268984, 1e-12);
  EXPECT_NEAR(h.dfa_alpha1.value_or(0), 1.09036046962526, 1e-9);
  EXPECT_TRUE(h.dfa_alpha2);
}

TEST(HrvNonlinear, ShiftAndGainDoNotMatter) {
  const auto rr = test::golden_series();
  std::vector<double> other;
  for (const double ms : rr) {
    other.push_back(1700.0 - 0.5 * ms);
  }
  const HrvNonlinear a = of(rr);
  const HrvNonlinear b = of(other);
  EXPECT_NEAR(*a.sample_entropy, *b.sample_entropy, 1e-12);
  EXPECT_NEAR(*a.dfa_alpha1, *b.dfa_alpha1, 1e-9);
  EXPECT_NEAR(*a.dfa_alpha2, *b.dfa_alpha2, 1e-9);
}

TEST(HrvNonlinear, KnownProcessesHaveTheirExponents) {
  std::mt19937 dice{1};
  std::normal_distribution<double> noise{0.0, 1.0};
  std::vector<double> white;
  std::vector<double> brown;
  double walk = 0.0;
  for (int i = 0; i < 8000; ++i) {
    white.push_back(900.0 + 30.0 * noise(dice));
    walk = 0.9999 * walk + noise(dice);
    brown.push_back(900.0 + walk);
  }
  EXPECT_NEAR(of(white).dfa_alpha2.value_or(0), 0.5, 0.05);
  EXPECT_NEAR(of(brown).dfa_alpha2.value_or(0), 1.5, 0.06);
  // For white noise -ln of the chance that two values are within 0.2 SD.
  EXPECT_NEAR(of(white).sample_entropy.value_or(0), -std::log(std::erf(0.1)), 0.05);
}

TEST(HrvNonlinear, ShortConstantAndWildSeriesGiveNothing) {
  for (const auto& rr :
       {std::vector<double>{}, std::vector<double>(50, 800.0), std::vector<double>(1000, 833.3),
        std::vector<double>(1000, 1e30), std::vector<double>(1000, std::nan(""))}) {
    const HrvNonlinear h = of(rr);
    EXPECT_FALSE(h.sample_entropy);
    EXPECT_FALSE(h.dfa_alpha1);
    EXPECT_FALSE(h.dfa_alpha2);
  }
}

// Two runs of the same beats: no beginning and no window reaches across the gap.
TEST(HrvNonlinear, NothingReachesAcrossAGap) {
  const auto rr = test::golden_series();
  NnSeriesBuilder builder;
  double t = 0.0;
  for (int copy = 0; copy < 2; ++copy) {
    for (const double ms : rr) {
      t += ms / 1000.0;
      builder.push(t, ms, true);
    }
    t += 100.0;
    builder.part();
  }
  const HrvNonlinear twice = hrv_nonlinear(builder.finish());
  EXPECT_NEAR(twice.dfa_alpha1.value_or(0), of(rr).dfa_alpha1.value_or(1), 1e-9);
  EXPECT_NEAR(twice.dfa_alpha2.value_or(0), of(rr).dfa_alpha2.value_or(1), 1e-9);
}

}  // namespace
}  // namespace ebb
