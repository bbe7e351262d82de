#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/heart_analysis.hpp"
#include "analysis/respiration_analysis.hpp"
#include "analysis/wave_analysis.hpp"
#include "estimation/beats/ecg_beats.hpp"
#include "estimation/beats/ppg_beats.hpp"
#include "simulation/synthetic_body.hpp"

namespace ebb {
namespace {

TEST(HeartAnalysis, TellsTheHeartAndTheBreathOfASimulatedPerson) {
  BodyPlan plan = *body_plan("calm");
  plan.breath_per_minute = 12;
  HeartAnalysis analysis;
  double sum_of_rates = 0.0;
  std::size_t count = 0;
  for (const TrueBeat& beat : truth_of(plan, Seconds{900}).beats) {
    if (beat.interval.count() > 0) {
      analysis.push_interval(beat.interval.count());
      sum_of_rates += 60000.0 / beat.interval.count();
      ++count;
    }
  }
  Findings found = analysis.finish();
  reckon_variability(*found.heart, std::nullopt);
  ASSERT_TRUE(found.heart->hrv.time.has_value());
  EXPECT_EQ(found.heart->hrv.time->intervals, count);
  EXPECT_NEAR(found.heart->hrv.time->mean_hr_bpm, sum_of_rates / static_cast<double>(count), 1e-9);
  ASSERT_TRUE(found.breath.rate_bpm.has_value());
  EXPECT_NEAR(*found.breath.rate_bpm, 12, 0.7);
  EXPECT_EQ(found.heart->beats.size(), found.heart->intervals.judged.size() + 1);
}

TEST(RespirationAnalysis, FindsTheBreathsOfASimulatedBelt) {
  const BodyPlan plan = *body_plan("calm");
  RespirationWave belt(plan);
  RespirationAnalysis analysis;
  for (int i = 0; i < 25 * 600; ++i) {
    analysis.push(i / 25.0, belt.sample(i / 25.0));
  }
  const Findings found = analysis.finish(600.0);
  const Truth truth = truth_of(plan, Seconds{600});
  // A relaxed out-breath ends flat, and noise and drift decide where its lowest point is.
  std::size_t met = 0;
  for (const Breath& one : found.breath.breaths) {
    for (const TrueBreath& breath : truth.breaths) {
      met += std::abs(breath.start.count() - to_seconds(one.start)) < 0.8 ? 1U : 0U;
    }
  }
  EXPECT_GE(met + 4, truth.breaths.size());
  EXPECT_LE(found.breath.breaths.size(), met + 2);
  ASSERT_TRUE(found.breath.rate_bpm.has_value());
  EXPECT_NEAR(*found.breath.rate_bpm, 14, 0.7);
}

/// What a belt of 25 values a second shows for 120 s in rows of 250 a second.
Findings of_a_merged_file(bool every_row) {
  RespirationAnalysis analysis;
  for (int i = 0; i < 250 * 120; ++i) {
    const double t = i / 250.0;
    const double value = std::sin(2.0 * std::numbers::pi * 0.25 * t);
    analysis.push(t, every_row || i % 10 == 0 ? std::optional{value} : std::nullopt);
  }
  return analysis.finish(120.0);
}

TEST(RespirationAnalysis, RowsOfAnotherSignalBetweenItsValuesAreNoHoles) {
  const Findings filled = of_a_merged_file(true);
  const Findings merged = of_a_merged_file(false);
  EXPECT_GE(filled.breath.breaths.size(), 28U);
  EXPECT_EQ(merged.breath.breaths.size(), filled.breath.breaths.size());
  ASSERT_TRUE(merged.breath.rate_bpm.has_value());
  EXPECT_NEAR(*merged.breath.rate_bpm, 15.0, 0.1);
}

TEST(ChestMotionAnalysis, RowsOfAnotherSignalBetweenItsValuesAreNoHoles) {
  ChestMotionAnalysis analysis;
  for (int i = 0; i < 250 * 120; ++i) {
    const double t = i / 250.0;
    const double tilt = 0.05 * std::sin(2.0 * std::numbers::pi * 0.25 * t);
    const auto cell = [&](double x) {
      return i % 10 == 0 ? std::optional{x} : std::optional<double>{};
    };
    analysis.push(t, cell(tilt), cell(0.0), cell(1.0));
  }
  const Findings found = analysis.finish(120.0);
  EXPECT_GE(found.breath.breaths.size(), 24U);
  ASSERT_TRUE(found.breath.rate_bpm.has_value());
  EXPECT_NEAR(*found.breath.rate_bpm, 15.0, 0.3);
}

TEST(RespirationAnalysis, SecondsWithoutAnyValueAreDamaged) {
  RespirationAnalysis analysis;
  for (int i = 0; i < 25 * 100; ++i) {
    const double t = i / 25.0;
    const bool lost = (t > 40.0 && t < 50.0) || t > 90.0;
    const double value = t < 40.0 ? 0.0 : std::sin(2.0 * std::numbers::pi * 0.25 * t);
    analysis.push(t, lost ? std::nullopt : std::optional{value});
  }
  const Findings found = analysis.finish(100.0);
  ASSERT_EQ(found.signal.size(), 100U);
  EXPECT_EQ(found.signal[35].fault, SignalFault::flat);
  EXPECT_EQ(found.signal[45].fault, SignalFault::damaged);
  EXPECT_EQ(found.signal[45].quality, 0.0);
  EXPECT_EQ(found.signal[51].fault, SignalFault::none) << "what was before the hole is forgotten";
  EXPECT_EQ(found.signal[80].fault, SignalFault::none);
  EXPECT_EQ(found.signal[95].fault, SignalFault::damaged);
}

TEST(WaveAnalysis, FindsTheBeatsOfASimulatedEcgWhereTheyWere) {
  const BodyPlan plan = *body_plan("calm");
  SyntheticEcg lead(plan);
  WaveAnalysis<EcgBeats> analysis{Hertz{250}};
  for (int i = 0; i < 250 * 300; ++i) {
    analysis.push(lead.sample(i / 250.0));
  }
  const Findings found = analysis.finish();
  const Truth truth = truth_of(plan, Seconds{300});
  EXPECT_NEAR(static_cast<double>(found.heart->beats.size()),
              static_cast<double>(truth.beats.size()), 2);
  for (const double beat : found.heart->beats) {
    double nearest = 1e9;
    for (const TrueBeat& real : truth.beats) {
      nearest = std::min(nearest, std::abs(real.time.count() - beat));
    }
    EXPECT_LT(nearest, 0.01) << beat;
  }
  EXPECT_EQ(found.heart->intervals.judged.size() + 1, found.heart->beats.size());
}

template <class Finder, class Wave>
void expect_breath_without_swing(Wave wave, const BodyPlan& plan) {
  constexpr double kHertz = 125.0;
  WaveAnalysis<Finder> analysis{Hertz{kHertz}};
  for (int i = 0; i < static_cast<int>(kHertz) * 240; ++i) {
    analysis.push(wave.sample(i / kHertz));
  }
  const Findings found = analysis.finish();
  ASSERT_EQ(found.breath.series.size(), 240U);
  std::size_t told = 0;
  for (std::size_t i = 60; i < 240; ++i) {
    told += found.breath.series[i].bpm ? 1U : 0U;
  }
  EXPECT_GT(told, 150U);
  ASSERT_TRUE(found.breath.rate_bpm);
  EXPECT_NEAR(*found.breath.rate_bpm, plan.breath_per_minute, 0.7);
}

TEST(WaveAnalysis, HearsTheBreathThoughTheHeartDoesNotFollowIt) {
  BodyPlan plan = *body_plan("calm");
  plan.rsa_bpm = 0.0;
  expect_breath_without_swing<EcgBeats>(SyntheticEcg(plan), plan);
  expect_breath_without_swing<PpgBeats>(PulseWave(plan), plan);
}

}  // namespace
}  // namespace ebb
