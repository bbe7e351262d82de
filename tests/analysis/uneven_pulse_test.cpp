// A camera's frames come when the light allows: what `ebb analyse` makes of a pulse in them.
#include <cmath>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/stream_analysis.hpp"
#include "estimation/finger.hpp"
#include "support/beat_score.hpp"

namespace ebb {
namespace {

using test::Finger;

/// About thirty frames a second, each up to `jitter` early or late, some lost.
std::vector<double> frames(double seconds, double jitter, double lost) {
  std::mt19937 random{11};
  std::uniform_real_distribution<> any{-1.0, 1.0};
  std::vector<double> times;
  for (int i = 0; i < seconds * 30.0; ++i) {
    const double t = 0.05 + i / 30.0 + jitter * any(random);
    if (std::abs(any(random)) >= lost && (times.empty() || t > times.back())) {
      times.push_back(t);
    }
  }
  return times;
}

std::vector<double> read(const std::vector<double>& times,
                         const std::vector<std::optional<double>>& values) {
  const auto pulse =
      make_stream_analysis({.kind = RecordedKind::ppg, .rate = Hertz{30.0}, .even = false});
  for (std::size_t i = 0; i < times.size(); ++i) {
    pulse->push(times[i], std::span{&values[i], 1});
  }
  return pulse->finish(times.back()).heart.value_or(HeartFindings{}).beats;
}

std::vector<std::optional<double>> all_of(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

TEST(UnevenPulse, UpstrokesArePlacedByTheClockHoweverFramesCome) {
  Finger finger;
  finger.gain = -3.0;
  for (const double jitter : {0.0, 0.008, 0.016}) {
    for (const double lost : {0.0, 0.1}) {
      const auto times = frames(finger.seconds, jitter, lost);
      const std::vector<double> beats = read(times, all_of(finger.seen(times)));
      const auto score = test::score_beats(finger.upstroke_times(), beats, 0.03);
      EXPECT_EQ(score.missed + score.extra, 0U) << jitter << ' ' << lost;
    }
  }
}

TEST(UnevenPulse, AHoleIsNotBridged) {
  const Finger finger;
  const double from = 40.0;
  const double to = 55.0;
  std::vector<double> left;
  for (const double t : frames(finger.seconds, 0.005, 0.0)) {
    if (t < from || t > to) {
      left.push_back(t);
    }
  }
  const std::vector<double> beats = read(left, all_of(finger.seen(left)));
  for (const double at : beats) {
    EXPECT_FALSE(at > from + 0.1 && at < to) << at;
  }
  std::vector<double> truth;
  for (const double t : finger.upstroke_times()) {
    if (t < from - 0.3 || t > to + 0.3) {
      truth.push_back(t);
    }
  }
  const auto score = test::score_beats(truth, beats, 0.03);
  EXPECT_EQ(score.missed, 0U);
  EXPECT_LE(score.extra, 2U);
}

TEST(UnevenPulse, ValuesThatAreMissingArePassedOver) {
  const Finger finger;
  const auto times = frames(finger.seconds, 0.005, 0.0);
  auto values = all_of(finger.seen(times));
  for (std::size_t i = 0; i < values.size(); i += 7) {
    values[i] = std::nullopt;
  }
  const std::vector<double> beats = read(times, values);
  const auto score = test::score_beats(finger.upstroke_times(), beats, 0.03);
  EXPECT_EQ(score.missed + score.extra, 0U);
}

}  // namespace
}  // namespace ebb
