#include "simulation/synthetic_body.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "simulation/curves.hpp"

namespace ebb {
namespace {

double mean_interval_ms(const Truth& truth) {
  double sum = 0.0;
  std::size_t n = 0;
  for (const TrueBeat& beat : truth.beats) {
    if (beat.interval.count() > 0) {
      sum += beat.interval.count();
      ++n;
    }
  }
  return sum / static_cast<double>(n);
}

std::size_t count(const Truth& truth, BeatKind kind) {
  return static_cast<std::size_t>(
      std::count_if(truth.beats.begin(), truth.beats.end(),
                    [kind](const TrueBeat& beat) { return beat.kind == kind; }));
}

TEST(Curves, SineIsWithinABillionthOfTheLibrarys) {
  for (int i = -4000; i <= 4000; ++i) {
    const double turns = i * 0.001237;
    EXPECT_NEAR(sine_of_turns(turns), std::sin(turns * 6.283185307179586), 1e-9);
  }
}

TEST(Curves, BellAndFadingStayNearTheExponential) {
  for (int i = 0; i <= 600; ++i) {
    const double x = i * 0.01;
    EXPECT_NEAR(bell(x), std::exp(-0.5 * x * x), 0.02);
    EXPECT_NEAR(fading(x), std::exp(-x), 0.02);
  }
}

TEST(Random, NormalDeviatesHaveTheirMomentsAndTails) {
  Random random(7, 1);
  double sum = 0.0;
  double squares = 0.0;
  int beyond_two = 0;
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    const double z = random.normal();
    sum += z;
    squares += z * z;
    beyond_two += std::abs(z) > 2.0 ? 1 : 0;
  }
  EXPECT_NEAR(sum / kDraws, 0.0, 0.01);
  EXPECT_NEAR(squares / kDraws, 1.0, 0.01);
  EXPECT_NEAR(static_cast<double>(beyond_two) / kDraws, 0.0455, 0.003);
}

TEST(SyntheticBody, KeepsTheRatesItWasAskedFor) {
  for (const double bpm : {45.0, 66.0, 95.0, 140.0}) {
    for (const double breath : {4.0, 6.0, 14.0, 25.0}) {
      BodyPlan plan;
      plan.heart_rate_bpm = bpm;
      plan.breath_per_minute = breath;
      const Truth truth = truth_of(plan, Seconds{1200});
      EXPECT_NEAR(60000.0 / mean_interval_ms(truth), bpm, 1.2) << bpm << " " << breath;
      EXPECT_NEAR(static_cast<double>(truth.breaths.size()) / 20.0, breath, 0.05 * breath);
    }
  }
}

TEST(SyntheticBody, SwingsWithTheBreathAsFarAsAsked) {
  for (const double swing : {2.0, 8.0, 20.0}) {
    BodyPlan plan = *body_plan("steady");
    plan.rsa_bpm = swing;
    plan.breath_per_minute = 6;
    SyntheticHeart heart(plan);
    double low = 1e9;
    double high = 0;
    for (double t = 0; t < 60; t += 0.05) {
      const double rate = heart.rate_bpm(t);
      low = std::min(low, rate);
      high = std::max(high, rate);
    }
    EXPECT_NEAR(high - low, swing, 0.02 * swing);
  }
}

TEST(SyntheticBody, HeartIsFastestAtTheEndOfTheInBreathPlusTheLag) {
  for (const double lag : {0.0, 0.15, 0.6}) {
    BodyPlan plan = *body_plan("steady");
    plan.rsa_lag_turns = lag;
    plan.breath_per_minute = 6;
    SyntheticHeart heart(plan);
    BreathCursor breath(plan);
    double best = 0;
    double turn = 0;
    for (double t = 30; t < 40; t += 0.01) {
      const double rate = heart.rate_bpm(t);
      if (rate > best) {
        best = rate;
        const TrueBreath& now = breath.at(t);
        turn = (t - now.start.count()) / now.period.count();
      }
    }
    EXPECT_NEAR(fraction(turn - plan.in_share - lag + 0.5), 0.5, 0.01) << lag;
  }
}

TEST(SyntheticBody, IntervalsAddUpToTheTimeBetweenTheBeatsThatWereSeen) {
  const Truth truth = truth_of(*body_plan("sparse"), Seconds{3600});
  double last_seen = -1;
  for (const TrueBeat& beat : truth.beats) {
    if (beat.kind == BeatKind::lost) {
      last_seen = -1;
      EXPECT_EQ(beat.interval.count(), 0);
    } else if (beat.kind == BeatKind::missed) {
      EXPECT_EQ(beat.interval.count(), 0);
    } else {
      EXPECT_NEAR(beat.interval.count(),
                  last_seen < 0 ? 0.0 : (beat.time.count() - last_seen) * 1000.0, 1e-6);
      last_seen = beat.time.count();
    }
  }
  EXPECT_TRUE(std::is_sorted(truth.beats.begin(), truth.beats.end(),
                             [](const auto& a, const auto& b) { return a.time < b.time; }));
}

TEST(SyntheticBody, HasTheFaultsItWasAskedForAndNoOthers) {
  const Truth faulty = truth_of(*body_plan("sparse"), Seconds{3600});
  EXPECT_NEAR(static_cast<double>(count(faulty, BeatKind::ectopic)), 60, 25);
  EXPECT_NEAR(static_cast<double>(count(faulty, BeatKind::missed)), 60, 25);
  EXPECT_NEAR(static_cast<double>(count(faulty, BeatKind::extra)), 30, 18);
  EXPECT_GT(count(faulty, BeatKind::lost), 100U);
  const Truth clean = truth_of(*body_plan("calm"), Seconds{3600});
  EXPECT_EQ(count(clean, BeatKind::normal), clean.beats.size());
}

TEST(SyntheticBody, SettlesToItsOwnRates) {
  const Truth truth = truth_of(*body_plan("settling"), Seconds{1200});
  const auto heart_in = [&truth](double from, double to) {
    return 60.0 / (to - from) *
           static_cast<double>(std::count_if(
               truth.beats.begin(), truth.beats.end(), [from, to](const TrueBeat& beat) {
                 return beat.time.count() >= from && beat.time.count() < to;
               }));
  };
  EXPECT_GT(heart_in(0, 30), 84);
  EXPECT_NEAR(heart_in(1000, 1200), 66, 2.5);
  EXPECT_LT(truth.breaths[2].period.count(), 4.5);
  EXPECT_GT(truth.breaths.back().period.count(), 5.5);
}

TEST(SyntheticBody, WaveformsFollowTheTruth) {
  BodyPlan plan = *body_plan("calm");
  plan.noise = 0.0;
  SyntheticBody body(plan);
  const Truth truth = truth_of(plan, Seconds{60});
  // The largest ECG sample within half an interval of each beat is at the beat.
  std::vector<double> ecg;
  for (int i = 0; i < 60 * 500; ++i) {
    ecg.push_back(body.ecg(Seconds{i / 500.0}));
  }
  for (const TrueBeat& beat : truth.beats) {
    const auto centre = static_cast<std::ptrdiff_t>(beat.time.count() * 500.0);
    if (centre < 150 || centre > 60 * 500 - 151) {
      continue;
    }
    const auto top = std::max_element(ecg.begin() + centre - 150, ecg.begin() + centre + 150);
    EXPECT_NEAR(static_cast<double>(top - ecg.begin()) / 500.0, beat.time.count(), 0.004);
  }
  // The belt is lowest at the turn into the in-breath.
  plan.wander = 0.0;
  RespirationWave belt(plan);
  std::vector<double> chest;
  for (int i = 0; i < 60 * 100; ++i) {
    chest.push_back(belt.sample(i / 100.0));
  }
  for (const TrueBreath& breath : truth.breaths) {
    const auto start = static_cast<std::size_t>(breath.start.count() * 100.0);
    if (start + 250 < chest.size()) {
      const auto peak = start + static_cast<std::size_t>(breath.in_share.count() * 100.0);
      EXPECT_LT(chest[start], chest[peak] - 0.5 * breath.depth);
    }
  }
}

TEST(SyntheticBody, SaysTheSameWhateverElseIsAsked) {
  SyntheticBody busy(*body_plan("restless"));
  SyntheticBody idle(*body_plan("restless"));
  for (int i = 0; i < 3000; ++i) {
    const Seconds at{i / 50.0};
    busy.ppg(at);
    busy.ecg(at);
    busy.next_beat();
    EXPECT_EQ(busy.respiration(at), idle.respiration(at));
  }
}

TEST(SyntheticBody, ASeedGivesTheSameNumbersOnEveryMachine) {
  std::uint64_t hash = 1469598103934665603U;  // FNV-1a over the bits of every number
  const auto mix = [&hash](double value) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 1099511628211U;
  };
  for (const std::string_view name : body_names()) {
    const Truth truth = truth_of(*body_plan(name), Seconds{300});
    for (const TrueBeat& beat : truth.beats) {
      mix(beat.time.count());
      mix(beat.interval.count());
      mix(static_cast<double>(beat.kind));
    }
    for (const TrueBreath& breath : truth.breaths) {
      mix(breath.start.count());
      mix(breath.depth);
    }
    SyntheticBody body(*body_plan(name));
    for (int i = 0; i < 6000; ++i) {
      const Seconds at{i / 100.0};
      mix(body.respiration(at));
      mix(body.ppg(at));
      mix(body.ecg(at));
    }
  }
  EXPECT_EQ(hash, 4445143842260883355U);
}

TEST(SyntheticBody, AnotherSeedIsAnotherPerson) {
  BodyPlan plan;
  const Truth one = truth_of(plan, Seconds{60});
  plan.seed = 2;
  const Truth two = truth_of(plan, Seconds{60});
  EXPECT_NE(one.beats[5].time, two.beats[5].time);
  EXPECT_NE(one.breaths[2].start, two.breaths[2].start);
}

TEST(BodyPlan, KnowsItsNamesAndNoOthers) {
  for (const std::string_view name : body_names()) {
    EXPECT_TRUE(body_plan(name).has_value()) << name;
    EXPECT_FALSE(body_description(name).empty()) << name;
  }
  EXPECT_FALSE(body_plan("tense").has_value());
}

}  // namespace
}  // namespace ebb
