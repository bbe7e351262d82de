#include "estimation/variability/hrv_analysis.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "support/golden_series.hpp"

namespace ebb {
namespace {

std::vector<Beat> beats(const std::vector<double>& rr) {
  std::vector<Beat> all;
  double t = 0.0;
  for (const double ms : rr) {
    t += ms / 1000.0;
    Beat& beat = all.emplace_back();
    beat.time = at_seconds<HostTime>(t);
    beat.interval = Milliseconds{ms};
  }
  return all;
}

TEST(HrvAnalysis, TellsEverythingOfFiveMinutes) {
  const auto rr = test::golden_series();
  const HrvAnalysis h = analyse_hrv(nn_series(rr), {.own_rate = BreathsPerMinute{15.0}});
  EXPECT_NEAR(h.window_s, 300.304, 1e-9);
  EXPECT_EQ(h.intervals, 354U);
  EXPECT_EQ(h.runs, 1U);
  EXPECT_EQ(h.share_set_aside, 0.0);
  ASSERT_TRUE(h.time && h.frequency);
  EXPECT_NEAR(h.frequency->lomb.own.value_or(0), 450.0, 45.0);
  EXPECT_TRUE(h.nonlinear.sample_entropy);
  EXPECT_TRUE(h.nonlinear.dfa_alpha1);
  EXPECT_TRUE(h.nonlinear.dfa_alpha2);
}

// One beat in a hundred missed: what the correction puts back leaves every index near the truth.
TEST(HrvAnalysis, MissedBeatsHardlyChangeWhatIsTold) {
  const auto clean = test::golden_series(600.0);
  std::vector<double> missed;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const bool gone = i % 100 == 50;
    missed.push_back(gone ? clean[i] + clean[i + 1] : clean[i]);
    i += gone ? 1U : 0U;
  }
  const HrvAnalysis truth = analyse_hrv(nn_series(clean));
  const HrvAnalysis found = analyse_hrv(nn_series(correct_intervals(beats(missed))));
  ASSERT_TRUE(truth.frequency && found.frequency && truth.time && found.time);
  EXPECT_GT(found.mended, 5U);
  const auto near = [](double value, double expected, double share) {
    EXPECT_NEAR(value, expected, share * expected);
  };
  near(found.time->rmssd, truth.time->rmssd, 0.03);
  near(found.time->sdnn, truth.time->sdnn, 0.02);
  near(*found.frequency->lomb.lf, *truth.frequency->lomb.lf, 0.03);
  near(*found.frequency->lomb.hf, *truth.frequency->lomb.hf, 0.05);
  near(*found.frequency->welch.hf, *truth.frequency->welch.hf, 0.05);
  near(*found.nonlinear.dfa_alpha1, *truth.nonlinear.dfa_alpha1, 0.03);
}

TEST(HrvAnalysis, NothingIsToldOfNothing) {
  const HrvAnalysis h = analyse_hrv(NnSeries{});
  EXPECT_FALSE(h.time);
  EXPECT_FALSE(h.frequency);
  EXPECT_FALSE(h.nonlinear.sample_entropy);
  EXPECT_EQ(h.window_s, 0.0);
}

}  // namespace
}  // namespace ebb
