#include "estimation/breath/respiration_tracker.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

HostTime at(double s) { return at_seconds<HostTime>(s); }

/// A chest that follows a phase: in for 40 % of the breath, out for 60 %, lowest at phase 0.
double chest(double turns) {
  const double p = turns - std::floor(turns);
  const double half = p < 0.4 ? p / 0.4 : 1.0 + (p - 0.4) / 0.6;
  return -std::cos(std::numbers::pi * half);
}

struct Heard {
  std::vector<Breath> breaths;
  std::vector<double> rates;  // one a second, -1 when absent
};

Heard listen(RespirationTracker& tracker, double rate_hz, double seconds,
             const std::function<double(double)>& signal, double shift = 0.0) {
  Heard heard;
  double next = 1.0;
  const auto count = static_cast<int>(seconds * rate_hz);
  for (int i = 0; i < count; ++i) {
    const double t = i / rate_hz;
    if (const auto breath = tracker.push(at(t + shift), signal(t))) {
      heard.breaths.push_back(*breath);
    }
    if (t >= next) {
      const auto rate = tracker.rate(at(t + shift));
      heard.rates.push_back(rate ? rate->value.value() : -1.0);
      next += 1.0;
    }
  }
  return heard;
}

class EveryRate : public testing::TestWithParam<std::tuple<double, double>> {};

TEST_P(EveryRate, IsReadWithinAFifthOfABreathAndFindsEveryBreath) {
  const auto [per_minute, hertz] = GetParam();
  RespirationTracker tracker;
  const double seconds = 10 * 60.0 / per_minute + 2.0;
  const auto heard = listen(tracker, hertz, seconds, [per = per_minute](double t) {
    return 512.0 + 40.0 * chest(t * per / 60.0 + 0.7);
  });
  const auto rate = tracker.rate(at(seconds));
  ASSERT_TRUE(rate);
  EXPECT_NEAR(rate->value.value(), per_minute, 0.2);
  EXPECT_GE(rate->quality, 0.8);
  // The first trough lies 0.3 of a breath in.
  EXPECT_GE(heard.breaths.size(), 8U);
  EXPECT_LE(heard.breaths.size(), 10U);
  for (std::size_t i = 1; i < heard.breaths.size(); ++i) {
    const double place = to_seconds(heard.breaths[i].start) * per_minute / 60.0 + 0.7;
    EXPECT_NEAR(place - std::round(place), 0.0, 0.05) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(RespirationTracker, EveryRate,
                         testing::Combine(testing::Values(3.0, 4.5, 6.0, 10.0, 15.0, 22.0, 30.0),
                                          testing::Values(5.0, 25.0, 100.0, 1000.0)));

TEST(RespirationTracker, TellsTheFirstRateWithinThreeBreaths) {
  RespirationTracker tracker;
  const auto heard =
      listen(tracker, 25, 5.0 * 3.5 + 1.0, [](double t) { return chest(t * 0.2 + 0.6); });
  EXPECT_NEAR(heard.rates.back(), 12.0, 0.5);
}

TEST(RespirationTracker, CountsNoExtraBreathsWhenTheBeltDrifts) {
  RespirationTracker tracker;
  const auto heard = listen(tracker, 50, 600, [](double t) {
    return 3.0 + chest(t * 0.2) + 4.0 * std::sin(2 * std::numbers::pi * t / 200.0) + 0.01 * t;
  });
  EXPECT_NEAR(static_cast<double>(heard.breaths.size()), 118.5, 1.5);
}

TEST(RespirationTracker, CountsNoHeartbeatsAsBreaths) {
  RespirationTracker tracker;
  const auto heard = listen(tracker, 50, 300, [](double t) {
    return chest(t * 0.1) + 0.15 * std::sin(2 * std::numbers::pi * 1.2 * t);
  });
  EXPECT_NEAR(static_cast<double>(heard.breaths.size()), 28.5, 1.5);
}

TEST(RespirationTracker, IsTheSameForAnyGainOffsetAndTime) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> noise(0.0, 0.05);
  std::vector<double> values;
  values.reserve(25 * 120);
  for (int i = 0; i < 25 * 120; ++i) {
    values.push_back(chest(i / 25.0 * 0.2) + noise(random));
  }
  const auto play = [&](double gain, double offset, double shift) {
    RespirationTracker tracker;
    std::vector<Breath> out;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double t = static_cast<double>(i) / 25.0 + shift;
      if (const auto breath = tracker.push(at(t), gain * values[i] + offset)) {
        out.push_back(*breath);
      }
    }
    return out;
  };
  const auto plain = play(1, 0, 0);
  ASSERT_GT(plain.size(), 20U);
  for (const auto& [gain, offset, shift] :
       {std::tuple{1e-3, 0.0, 0.0}, {250.0, 1000.0, 0.0}, {1.0, -5.0, 86400.0}}) {
    const auto other = play(gain, offset, shift);
    ASSERT_EQ(other.size(), plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_NEAR(to_seconds(other[i].start) - shift, to_seconds(plain[i].start), 1e-4);
      EXPECT_NEAR(other[i].depth, gain * plain[i].depth, 1e-6 * gain);
    }
  }
}

TEST(RespirationTracker, SeesTheSameBreathsUpsideDownWhenToldSo) {
  RespirationTracker upright;
  RespirationTracker turned({.polarity = RespirationTracker::Polarity::falls_on_in_breath});
  const auto a = listen(upright, 25, 60, [](double t) { return chest(t * 0.2); });
  const auto b = listen(turned, 25, 60, [](double t) { return -chest(t * 0.2); });
  ASSERT_EQ(a.breaths.size(), b.breaths.size());
  for (std::size_t i = 0; i < a.breaths.size(); ++i) {
    EXPECT_EQ(a.breaths[i].start, b.breaths[i].start);
  }
}

TEST(RespirationTracker, BeginsABreathOfAnAirflowWhereTheFlowTurnsInwards) {
  for (const double per_minute : {5.0, 12.0, 24.0}) {
    RespirationTracker tracker({.wave = RespirationTracker::Wave::flow});
    const auto heard = listen(tracker, 100, 180, [&](double t) {
      const double h = 0.01;
      const double turns = t * per_minute / 60.0;
      return 3.0 + 1e3 * (chest(turns + h * per_minute / 60.0) - chest(turns));
    });
    ASSERT_GT(heard.breaths.size(), 2.5 * per_minute);
    // What came before the flow's mean was known is not yet in place.
    for (const Breath& breath : heard.breaths) {
      const double place = to_seconds(breath.start) * per_minute / 60.0;
      if (to_seconds(breath.start) > 60.0) {
        EXPECT_NEAR(place - std::round(place), 0.0, 0.05) << per_minute;
      }
    }
  }
}

TEST(RespirationTracker, FollowsASlowingBreath) {
  RespirationTracker tracker;
  double phase = 0.0;
  double last_t = 0.0;
  const auto per_minute = [](double t) { return t < 240 ? 15.0 - 9.0 * t / 240.0 : 6.0; };
  double worst = 0.0;
  for (int i = 0; i < 25 * 300; ++i) {
    const double t = i / 25.0;
    phase += per_minute(t) / 60.0 * (t - last_t);
    last_t = t;
    tracker.push(at(t), chest(phase));
    if (t > 20 && i % 25 == 0) {
      const auto rate = tracker.rate(at(t));
      ASSERT_TRUE(rate) << t;
      worst = std::max(worst, std::abs(rate->value.value() - per_minute(t)));
    }
  }
  EXPECT_LT(worst, 1.2);
  EXPECT_NEAR(tracker.rate(at(300))->value.value(), 6.0, 0.2);
}

TEST(RespirationTracker, KeepsStepWithThePhase) {
  RespirationTracker tracker;
  double sum = 0.0;
  int count = 0;
  for (int i = 0; i < 25 * 120; ++i) {
    const double t = i / 25.0;
    tracker.push(at(t), chest(t * 0.2));
    if (t > 30) {
      const auto phase = tracker.phase(at(t));
      ASSERT_TRUE(phase);
      sum += std::abs(turns_between(wrapped(Turns{t * 0.2}), phase->value));
      ++count;
    }
  }
  EXPECT_LT(sum / count, 0.03);
}

TEST(RespirationTracker, CountsNoBreathAcrossASilence) {
  RespirationTracker tracker;
  const auto feed = [&](double from, double to) {
    std::vector<Breath> out;
    for (int i = 0; i < static_cast<int>((to - from) / 0.04); ++i) {
      const double t = from + i * 0.04;
      if (const auto breath = tracker.push(at(t), chest(t * 0.2))) {
        out.push_back(*breath);
      }
    }
    return out;
  };
  feed(0, 40);
  for (const Breath& breath : feed(47, 90)) {
    EXPECT_NEAR(breath.period.count(), 5.0, 0.2);
    EXPECT_GE(to_seconds(breath.start), 46.5);
  }
}

TEST(RespirationTracker, FallsSilentByItselfWhenTheSignalStops) {
  RespirationTracker tracker;
  listen(tracker, 25, 60, [](double t) { return chest(t * 0.2); });
  const auto fresh = tracker.rate(at(61));
  ASSERT_TRUE(fresh);
  const auto older = tracker.rate(at(66));
  ASSERT_TRUE(older);
  EXPECT_LT(older->quality, fresh->quality);
  EXPECT_FALSE(tracker.rate(at(80)));
  EXPECT_FALSE(tracker.phase(at(80)));
}

TEST(RespirationTracker, CountsASighAsOneBreathAndGoesOn) {
  RespirationTracker tracker;
  const auto heard = listen(tracker, 25, 200, [](double t) {
    const double turns = t * 0.2;
    const bool sigh = static_cast<int>(std::floor(turns)) % 10 == 7;
    return (1.0 + chest(turns)) * (sigh ? 3.0 : 1.0);
  });
  EXPECT_NEAR(static_cast<double>(heard.breaths.size()), 39.0, 1.0);
  for (const Breath& breath : heard.breaths) {
    EXPECT_NEAR(breath.period.count(), 5.0, 0.4);
    const bool sigh = static_cast<int>(std::lround(to_seconds(breath.start) * 0.2)) % 10 == 7;
    EXPECT_NEAR(breath.depth, sigh ? 6.0 : 2.0, 0.3);
  }
}

TEST(RespirationTracker, LosesAtMostABreathWhenTheBeltIsTightenedAnew) {
  RespirationTracker tracker;
  const auto heard = listen(tracker, 25, 300, [](double t) {
    const double offset = t < 100 ? 0.0 : (t < 200 ? 8.0 : -20.0);
    const double gain = t < 200 ? 1.0 : 0.5;
    return offset + gain * chest(t * 0.2);
  });
  EXPECT_NEAR(static_cast<double>(heard.breaths.size()), 58.0, 3.0);
  int wrong = 0;
  for (const Breath& breath : heard.breaths) {
    wrong += std::abs(breath.period.count() - 5.0) > 0.5 ? 1 : 0;
  }
  EXPECT_LE(wrong, 4);
  EXPECT_NEAR(heard.rates.back(), 12.0, 0.3);
}

TEST(RespirationTracker, KeepsABreathWholeThatIsHeldAtTheTopAndAtTheBottom) {
  // Four seconds in, four held, four out, four held.
  const auto box = [](double t) {
    const double place = std::fmod(t, 16.0);
    if (place < 4.0) {
      return -std::cos(std::numbers::pi * place / 4.0);
    }
    if (place < 8.0) {
      return 1.0;
    }
    return place < 12.0 ? std::cos(std::numbers::pi * (place - 8.0) / 4.0) : -1.0;
  };
  std::mt19937_64 random(7);
  std::normal_distribution<double> noise(0.0, 0.02);
  RespirationTracker tracker;
  const auto heard = listen(tracker, 25, 320, [&](double t) { return box(t) + noise(random); });
  EXPECT_NEAR(static_cast<double>(heard.breaths.size()), 19.0, 1.0);
  for (const Breath& breath : heard.breaths) {
    EXPECT_NEAR(breath.period.count(), 16.0, 1.6);
    EXPECT_NEAR(breath.depth, 2.0, 0.15);
    // Turns lie in the middle of a hold, so in and out share it.
    EXPECT_NEAR(breath.in_breath.count(), 8.0, 1.6);
  }
  EXPECT_NEAR(heard.rates.back(), 3.75, 0.1);
}

TEST(RespirationTracker, TellsHowMuchOfTheBreathWentIn) {
  for (const double share : {0.25, 0.4, 0.6}) {
    RespirationTracker tracker;
    const auto heard = listen(tracker, 50, 120, [&](double t) {
      const double p = t * 0.2 - std::floor(t * 0.2);
      const double half = p < share ? p / share : 1.0 + (p - share) / (1.0 - share);
      return -std::cos(std::numbers::pi * half);
    });
    ASSERT_GT(heard.breaths.size(), 20U);
    // The middle of a turn lies a little towards the slower side of it.
    double told = 0.0;
    for (const Breath& breath : heard.breaths) {
      told += breath.in_breath.count() / breath.period.count();
    }
    EXPECT_NEAR(told / static_cast<double>(heard.breaths.size()), share, 0.08);
  }
}

TEST(RespirationTracker, ReadsUnevenTimesAndBridgesLostFrames) {
  std::mt19937_64 random(9);
  std::uniform_real_distribution<double> step(0.01, 0.12);
  RespirationTracker tracker;
  std::vector<Breath> breaths;
  double t = 0.0;
  while (t < 300.0) {
    t += std::fmod(t, 20.0) < 0.1 ? 1.2 : step(random);  // a lost second, now and then
    if (const auto breath = tracker.push(at(t), chest(t * 0.2))) {
      breaths.push_back(*breath);
    }
  }
  EXPECT_NEAR(static_cast<double>(breaths.size()), 58.5, 2.0);
  for (const Breath& breath : breaths) {
    EXPECT_NEAR(breath.period.count(), 5.0, 1.0);
  }
  EXPECT_NEAR(tracker.rate(at(t))->value.value(), 12.0, 0.2);
}

TEST(RespirationTracker, SaysNothingOfAFlatOrAWildSignal) {
  RespirationTracker flat;
  EXPECT_TRUE(listen(flat, 50, 60, [](double) { return 1e6 + 1.0 / 3.0; }).breaths.empty());
  EXPECT_FALSE(flat.rate(at(60)));

  std::mt19937_64 random(3);
  std::normal_distribution<double> noise;
  RespirationTracker wild;
  int claimed = 0;
  for (const double rate : listen(wild, 50, 600, [&](double) { return noise(random); }).rates) {
    claimed += rate > 0 ? 1 : 0;
  }
  EXPECT_LT(claimed, 12);
}

TEST(RespirationTracker, NumbersAtTheEndOfTheirRangeMakeNoTime) {
  RespirationTracker tracker;
  for (int i = 0; i < 2000; ++i) {
    const double swing = std::sin(0.6 * i) > 0.0 ? 1.7e308 : -1.7e308;
    tracker.push(at(0.05 * i), i % 5 == 0 ? swing : 1e99 * std::sin(0.06 * i));
    const auto rate = tracker.rate(at(0.05 * i));
    EXPECT_FALSE(rate && !std::isfinite(rate->value.value())) << i;
  }
  tracker.push(HostTime::max(), 1.0);
  tracker.push(HostTime::min(), 1.0);
}

TEST(RespirationTracker, SurvivesNumbersThatAreNone) {
  RespirationTracker tracker;
  const auto heard = listen(tracker, 25, 120, [](double t) {
    const int i = static_cast<int>(std::lround(t * 25));
    if (i % 50 == 3) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    if (i % 500 == 7) {
      return i % 1000 == 7 ? 1e30 : -std::numeric_limits<double>::infinity();
    }
    return chest(t * 0.2);
  });
  EXPECT_NEAR(tracker.rate(at(120))->value.value(), 12.0, 0.3);
  EXPECT_NEAR(static_cast<double>(heard.breaths.size()), 22.5, 1.5);
}

}  // namespace
}  // namespace ebb
