#include "estimation/together/coherence.hpp"

#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

double of_sine(double per_minute, double start = 0.3, double gain = 60.0, double level = 900.0) {
  CoherenceWindow window;
  for (int i = 0; i < 130; ++i) {
    window.push(level + gain * std::sin(kTwoPi * per_minute / 60.0 * 0.5 * i + start));
  }
  return window.ratio().value_or(-1.0);
}

/// The same from the definition: the padded spectrum written out.
double by_definition(const std::vector<double>& last) {
  constexpr std::size_t kPadded = 2048;
  double mean = 0.0;
  for (const double x : last) {
    mean += x / static_cast<double>(last.size());
  }
  std::vector<double> power(kPadded / 2);
  double total = 0.0;
  for (std::size_t k = 0; k < kPadded; ++k) {
    std::complex<double> sum;
    for (std::size_t i = 0; i < last.size(); ++i) {
      const double age = static_cast<double>(last.size() - 1 - i);
      const double hann = 0.5 - 0.5 * std::cos(kTwoPi * age / static_cast<double>(last.size()));
      sum += hann * (last[i] - mean) *
             std::polar(1.0, kTwoPi * static_cast<double>(k) * age / double{kPadded});
    }
    total += 0.5 * std::norm(sum);
    if (k < power.size()) {
      power[k] = std::norm(sum);
    }
  }
  std::size_t peak = 41;
  for (std::size_t k = 41; k <= 266; ++k) {
    peak = power[k] > power[peak] ? k : peak;
  }
  double within = 0.0;
  for (std::size_t k = peak - 15; k <= peak + 15; ++k) {
    within += power[k];
  }
  return within / (total - within);
}

TEST(Coherence, APerfectSineScoresTheSameWhereverItFallsBetweenTheLines) {
  for (double rate = 5.0; rate <= 12.0; rate += 0.17) {
    for (const double start : {0.0, 0.8, 1.6}) {
      EXPECT_GT(of_sine(rate, start), 9.0) << rate;
      EXPECT_LT(of_sine(rate, start), 9.9) << rate;
    }
  }
  EXPECT_NEAR(of_sine(5.62), of_sine(6.09), 0.5);
}

TEST(Coherence, IsWhatItsDefinitionSays) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> noise;
  CoherenceWindow window;
  std::vector<double> all;
  for (int i = 0; i < 1000; ++i) {
    all.push_back(900.0 + 30.0 * std::sin(0.29 * i) + 25.0 * noise(random));
    window.push(all.back());
  }
  EXPECT_NEAR(*window.ratio(), by_definition({all.end() - 128, all.end()}), 1e-9);
}

TEST(Coherence, DoesNotDependOnGainOrLevel) {
  EXPECT_NEAR(of_sine(6.0, 0.3, 60.0, 900.0), of_sine(6.0, 0.3, 6.0, 400.0), 1e-7);
}

TEST(Coherence, IsLowWhereThereIsNoOnePeak) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> noise;
  CoherenceWindow window;
  for (int i = 0; i < 128; ++i) {
    window.push(900.0 + 40.0 * noise(random));
  }
  EXPECT_LT(*window.ratio(), 0.4);
}

TEST(Coherence, SaysNothingOfAHeartThatNeverChanges) {
  CoherenceWindow window;
  for (int i = 0; i < 300; ++i) {
    window.push(857.142857);
  }
  EXPECT_FALSE(window.ratio());
}

Beat beat(double time, double ms, IntervalVerdict verdict = IntervalVerdict::normal) {
  return {at_seconds<HostTime>(time), Milliseconds{ms}, verdict, {}};
}

/// Beats whose intervals swing six times a minute.
double swing(Coherence& coherence, double from, double seconds) {
  double t = from;
  while (t < from + seconds) {
    const double ms = 900.0 + 80.0 * std::sin(kTwoPi * 0.1 * t);
    t += ms / 1000.0;
    coherence.push(beat(t, ms));
  }
  return t;
}

TEST(Coherence, OfBeatsThatFollowASineIsNearThatOfTheSine) {
  Coherence coherence;
  swing(coherence, 0.0, 180.0);
  ASSERT_TRUE(coherence.ratio());
  EXPECT_GT(*coherence.ratio(), 8.0);
  EXPECT_LT(*coherence.ratio(), 9.9);
}

TEST(Coherence, NeedsAMinuteWithoutAGap) {
  Coherence coherence;
  double t = swing(coherence, 0.0, 60.0);
  EXPECT_FALSE(coherence.ratio());
  t = swing(coherence, t, 30.0);
  EXPECT_TRUE(coherence.ratio());
  coherence.push(beat(t + 0.9, 900.0, IntervalVerdict::gap));
  EXPECT_FALSE(coherence.ratio());
  swing(coherence, t + 60.0, 60.0);
  EXPECT_FALSE(coherence.ratio());
}

TEST(Coherence, WildBeatsAreNotTakenIn) {
  Coherence coherence;
  double t = 0.0;
  for (int i = 0; i < 5000; ++i) {
    const double wild[] = {std::nan(""), 1e300, -1e300, 0.0, 70000.0, 3.0};
    t += 0.7;
    coherence.push(beat(i % 7 == 6 ? t - 100.0 : t, wild[i % 6]));
  }
  EXPECT_FALSE(coherence.ratio());
}

}  // namespace
}  // namespace ebb
