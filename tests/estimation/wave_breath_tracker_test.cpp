#include "estimation/breath/wave_breath_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

constexpr double kHertz = 50.0;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

HostTime at(double s) { return at_seconds<HostTime>(s); }
double bell(double x) { return std::exp(-0.5 * x * x); }

/// How much the breath moves what; shares of the pulse's height, but the intervals in seconds.
struct Moved {
  double interval = 0.0;
  double height = 0.0;
  double level = 0.0;
};

struct Body {
  StreamKind kind = StreamKind::ppg;
  double per_minute = 12.0;
  Moved moved{};
  double gain = 1.0;
  double offset = 0.0;
  double start = 0.0;
  double noise = 0.01;
  double heart = 75.0;
  double seconds = 120.0;
  unsigned seed = 5;
};

/// Runs a body's waves and beats through the tracker; the rates told, one a second.
std::vector<std::optional<Estimate<BreathsPerMinute>>> rates_of(const Body& body,
                                                                WaveBreathTracker tracker = {}) {
  std::mt19937_64 random(body.seed);
  std::normal_distribution<double> normal;
  std::vector<std::optional<Estimate<BreathsPerMinute>>> told;
  const bool ecg = body.kind == StreamKind::ecg;
  const double hertz = ecg ? 125.0 : kHertz;
  const double wide = ecg ? 0.015 : 0.1;
  const auto breath = [&](double t) {
    return std::sin(2.0 * std::numbers::pi * t * body.per_minute / 60.0);
  };
  std::vector<double> beats{0.3};
  while (beats.back() < body.seconds + 2.0) {
    beats.push_back(beats.back() + 60.0 / body.heart + body.moved.interval * breath(beats.back()) +
                    0.003 * normal(random));
  }
  std::size_t next = 1;   // beat to be told
  std::size_t shown = 0;  // beat that the wave has left behind
  for (int i = 0; i < static_cast<int>(body.seconds * hertz); ++i) {
    const double t = i / hertz;
    if (t > beats[next] + 0.8) {
      tracker.push(body.kind,
                   Beat{at(body.start + beats[next]), Seconds{beats[next] - beats[next - 1]}});
      ++next;
    }
    shown += t > beats[shown] + 1.0 ? 1U : 0U;
    double wave = 0.0;
    for (std::size_t k = shown; k < std::min(shown + 4, beats.size()); ++k) {
      wave += bell((t - beats[k] - (ecg ? 0.0 : 0.1)) / wide);
    }
    wave *= 1.0 + body.moved.height * breath(t);
    wave += body.moved.level * breath(t) + body.noise * normal(random);
    tracker.push(body.kind, at(body.start + t), body.offset + body.gain * wave);
    if (std::floor(t) != std::floor(t - 1.0 / hertz)) {
      told.push_back(tracker.rate(at(body.start + t)));
    }
  }
  return told;
}

struct Heard {
  std::size_t answered = 0;  ///< from 60 s on, of 60
  double worst = 0.0;
  double quality = 0.0;
};

Heard hear(const Body& body) {
  Heard heard;
  const auto told = rates_of(body);
  for (std::size_t i = 60; i < told.size(); ++i) {
    if (told[i]) {
      ++heard.answered;
      heard.worst = std::max(heard.worst, std::abs(told[i]->value.value() - body.per_minute));
      heard.quality = std::max(heard.quality, told[i]->quality);
    }
  }
  return heard;
}

class BreathInWaves : public testing::TestWithParam<double> {};

TEST_P(BreathInWaves, IsHeardInTheHeightOfPulses) {
  const Heard heard = hear({.per_minute = GetParam(), .moved = {.height = 0.05}, .heart = 80.0});
  EXPECT_GE(heard.answered, 50U);
  EXPECT_LT(heard.worst, 0.4 + 0.02 * GetParam());
}

TEST_P(BreathInWaves, IsHeardInTheirLevel) {
  const Heard heard = hear({.per_minute = GetParam(), .moved = {.level = 0.2}, .heart = 80.0});
  EXPECT_GE(heard.answered, 50U);
  EXPECT_LT(heard.worst, 0.4 + 0.02 * GetParam());
}

TEST_P(BreathInWaves, IsHeardInTheStrengthOfTheQrs) {
  const Heard heard = hear({.kind = StreamKind::ecg,
                            .per_minute = GetParam(),
                            .moved = {.height = 0.08},
                            .heart = 80.0});
  EXPECT_GE(heard.answered, 50U);
  EXPECT_LT(heard.worst, 0.4 + 0.02 * GetParam());
}

TEST_P(BreathInWaves, IsHeardInIntervals) {
  const Heard heard = hear({.per_minute = GetParam(), .moved = {.interval = 0.04}, .heart = 80.0});
  EXPECT_GE(heard.answered, 50U);
  EXPECT_LT(heard.worst, 0.4 + 0.02 * GetParam());
}

INSTANTIATE_TEST_SUITE_P(Rates, BreathInWaves,
                         testing::Values(4.0, 6.0, 9.0, 12.0, 16.0, 22.0, 29.0),
                         [](const auto& run) {
                           return "At" + std::to_string(static_cast<int>(run.param));
                         });

TEST(WaveBreathTracker, HearsMoreWithMoreWitnesses) {
  std::size_t one = 0;
  std::size_t all = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    one += hear({.moved = {.height = 0.004}, .noise = 0.02, .seed = seed}).answered;
    all += hear({.moved = {.interval = 0.002, .height = 0.004, .level = 0.004},
                 .noise = 0.02,
                 .seed = seed})
               .answered;
  }
  EXPECT_GT(all, one + 60);
}

TEST(WaveBreathTracker, HardlyEverTellsABreathWhereThereIsNone) {
  std::size_t answered = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    answered += hear({.kind = StreamKind::ecg, .noise = 0.05, .seed = seed}).answered;
    answered += hear({.kind = StreamKind::ppg, .noise = 0.05, .seed = seed}).answered;
  }
  EXPECT_LT(answered, 12U * 60U / 6U);
}

TEST(WaveBreathTracker, HeedsNeitherGainNorOffsetNorSignNorWhenItBegan) {
  const Body plain{.moved = {.height = 0.03, .level = 0.05}};
  const auto expected = rates_of(plain);
  for (Body other : {Body{.gain = 1000.0}, Body{.gain = -1.0}, Body{.offset = 500.0},
                     Body{.gain = 1e-3, .offset = -1.0}, Body{.start = 1e6}}) {
    other.moved = plain.moved;
    const auto told = rates_of(other);
    ASSERT_EQ(told.size(), expected.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
      ASSERT_EQ(told[i].has_value(), expected[i].has_value()) << i;
      if (told[i]) {
        EXPECT_NEAR(told[i]->value.value(), expected[i]->value.value(), 0.02);
      }
    }
  }
}

TEST(WaveBreathTracker, TellsNothingBeforeThereIsEnough) {
  const auto told = rates_of({.moved = {.interval = 0.04, .height = 0.1}});
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_FALSE(told[i]);
  }
}

TEST(WaveBreathTracker, TheFirstRateComesWithinAMinute) {
  const auto told = rates_of({.per_minute = 14.0, .moved = {.interval = 0.03, .height = 0.05}});
  EXPECT_TRUE(told[45]);
}

TEST(WaveBreathTracker, FallsSilentWhenTheBeatsStop) {
  WaveBreathTracker tracker;
  double t = 0.0;
  for (int i = 0; i < 120; ++i) {
    const double interval = 0.8 + 0.04 * std::sin(2.0 * std::numbers::pi * 0.2 * t);
    t += interval;
    tracker.push(StreamKind::ecg, Beat{at(t), Seconds{interval}});
  }
  EXPECT_TRUE(tracker.rate(at(t)));
  EXPECT_TRUE(tracker.rate(at(t + 5.0)));
  EXPECT_FALSE(tracker.rate(at(t + 12.0)));
}

TEST(WaveBreathTracker, ForgetsWhatItHeardWhenReset) {
  WaveBreathTracker tracker;
  const auto first = rates_of({.moved = {.interval = 0.03}}, tracker);
  tracker.push(StreamKind::ppg, at(3.0), 5.0);
  tracker.push(StreamKind::ppg, Beat{at(3.0), Seconds{0.8}});
  tracker.reset();
  const auto again = rates_of({.moved = {.interval = 0.03}}, tracker);
  for (std::size_t i = 0; i < first.size(); ++i) {
    ASSERT_EQ(first[i].has_value(), again[i].has_value());
    if (first[i]) {
      EXPECT_EQ(first[i]->value, again[i]->value);
    }
  }
}

TEST(WaveBreathTracker, OutlivesWildValues) {
  std::mt19937_64 random(3);
  WaveBreathTracker tracker;
  const std::vector<double> wild{0.0, 1.0, 1e30, -1e30, kInfinity, -kInfinity, 1e-300, NAN, 1e308};
  double t = 0.0;
  for (int i = 0; i < 20000; ++i) {
    const auto kind = i % 3 == 0 ? StreamKind::ecg : StreamKind::ppg;
    t += 0.01 * static_cast<double>(random() % 5);
    tracker.push(kind, at(t), wild[random() % wild.size()]);
    if (i % 50 == 0) {
      tracker.push(kind, Beat{at(t - 1.0), Seconds{wild[random() % wild.size()]}});
      tracker.push(kind, Beat{at(t - 1.0), Seconds{0.7}});
    }
    if (const auto rate = tracker.rate(at(t))) {
      ASSERT_TRUE(std::isfinite(rate->value.value()));
      ASSERT_GE(rate->value.value(), 2.0);
      ASSERT_LE(rate->value.value(), 40.0);
    }
  }
}

TEST(WaveBreathTracker, IsBackSoonAfterAnImpulse) {
  WaveBreathTracker tracker;
  double t = 0.0;
  int answered = 0;
  for (int i = 0; i < 400; ++i) {
    const double interval = 0.8 + 0.04 * std::sin(2.0 * std::numbers::pi * 0.2 * t);
    for (int k = 0; k < 40; ++k) {
      const double since = k * interval / 40.0;
      const double value = i == 100 && k == 20 ? 1e30 : bell((since - 0.4) / 0.02);
      tracker.push(StreamKind::ecg, at(t + since), value);
    }
    tracker.push(StreamKind::ecg, Beat{at(t - 0.4 * interval), Seconds{interval}});
    t += interval;
    answered += i >= 200 && tracker.rate(at(t)) ? 1 : 0;
  }
  EXPECT_GT(answered, 190);
}

}  // namespace
}  // namespace ebb
