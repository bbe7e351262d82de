#include "estimation/beats/ppg_timed_beats.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "estimation/finger.hpp"
#include "support/beat_score.hpp"

namespace ebb {
namespace {

using test::Finger;

/// A camera's frames: about thirty a second, each up to `jitter` early or late, some lost.
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

struct Heard {
  std::vector<double> at;
  std::vector<double> gaps;  ///< beats that come after one
};

Heard hear(const std::vector<double>& times, const std::vector<double>& values,
           double shift = 0.0) {
  TimedPpgBeats beats;
  Heard heard;
  const auto note = [&](const std::optional<TimedPpgBeat>& beat) {
    if (beat) {
      const double at = to_seconds(beat->time) - shift;
      EXPECT_TRUE(heard.at.empty() || at > heard.at.back());
      heard.at.push_back(at);
      if (beat->pulse.after_gap) {
        heard.gaps.push_back(at);
      }
    }
    return beat.has_value();
  };
  for (std::size_t i = 0; i < times.size(); ++i) {
    note(beats.push(at_seconds<HostTime>(times[i] + shift), values[i]));
  }
  while (note(beats.flush())) {
  }
  return heard;
}

TEST(TimedPpgBeats, PlaceUpstrokesByTheClockHoweverFramesCome) {
  Finger finger;
  finger.gain = -3.0;
  for (const double jitter : {0.0, 0.008, 0.016}) {
    for (const double lost : {0.0, 0.1}) {
      const auto times = frames(finger.seconds, jitter, lost);
      const auto heard = hear(times, finger.seen(times));
      const auto score = test::score_beats(finger.upstroke_times(), heard.at, 0.03);
      EXPECT_EQ(score.missed + score.extra, 0U) << jitter << ' ' << lost;
      EXPECT_EQ(heard.gaps.size(), 1U);  // the first
    }
  }
}

TEST(TimedPpgBeats, FollowAShiftInTime) {
  Finger finger;
  const auto times = frames(40.0, 0.01, 0.05);
  const auto values = finger.seen(times);
  const auto plain = hear(times, values);
  const auto shifted = hear(times, values, -1234.5);
  ASSERT_EQ(plain.at.size(), shifted.at.size());
  for (std::size_t i = 0; i < plain.at.size(); ++i) {
    EXPECT_NEAR(plain.at[i], shifted.at[i], 2e-6);
  }
}

TEST(TimedPpgBeats, DoNotBridgeAHole) {
  Finger finger;
  auto times = frames(finger.seconds, 0.005, 0.0);
  auto values = finger.seen(times);
  const double from = 40.0;
  const double to = 55.0;
  std::vector<double> left;
  std::vector<double> seen;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] < from || times[i] > to) {
      left.push_back(times[i]);
      seen.push_back(values[i]);
    }
  }
  const auto heard = hear(left, seen);
  ASSERT_EQ(heard.gaps.size(), 2U);
  EXPECT_GT(heard.gaps[1], to);
  EXPECT_LT(heard.gaps[1], to + 1.5);
  for (const double at : heard.at) {
    EXPECT_FALSE(at > from + 0.1 && at < to) << at;
  }
  std::vector<double> truth;
  for (const double t : finger.upstroke_times()) {
    if (t < from - 0.3 || t > to + 0.3) {
      truth.push_back(t);
    }
  }
  const auto score = test::score_beats(truth, heard.at, 0.03);
  EXPECT_EQ(score.missed, 0U);
  EXPECT_LE(score.extra, 2U);
}

TEST(TimedPpgBeats, PassOverValuesThatAreNoNumbers) {
  Finger finger;
  const auto times = frames(finger.seconds, 0.005, 0.0);
  auto values = finger.seen(times);
  for (std::size_t i = 0; i < values.size(); i += 7) {
    values[i] = i % 2 == 0 ? std::numeric_limits<double>::quiet_NaN()
                           : std::numeric_limits<double>::infinity();
  }
  const auto heard = hear(times, values);
  const auto score = test::score_beats(finger.upstroke_times(), heard.at, 0.03);
  EXPECT_EQ(score.missed + score.extra, 0U);
}

TEST(TimedPpgBeats, OutlastAnyClock) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  TimedPpgBeats beats;
  const auto at = [](std::int64_t count) { return HostTime{Microseconds{count}}; };
  for (const std::int64_t count :
       {std::int64_t{0}, kMost, -kMost, kMost / 2, -kMost / 2, kMost / 3, std::int64_t{1}}) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_FALSE(beats.push(at(count), static_cast<double>(i)));
      EXPECT_FALSE(beats.push(at(count / 2 + i), 1e30));
    }
  }
  EXPECT_FALSE(beats.flush());
}

TEST(TimedPpgBeats, BeginAnewWhenTheClockGoesBack) {
  Finger finger;
  finger.seconds = 30.0;
  auto times = frames(finger.seconds, 0.0, 0.0);
  auto values = finger.seen(times);
  TimedPpgBeats beats;
  for (int round = 0; round < 2; ++round) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
      found += beats.push(at_seconds<HostTime>(times[i]), values[i]) ? 1U : 0U;
    }
    EXPECT_GT(found, 25U) << round;
  }
}

}  // namespace
}  // namespace ebb
