#include "estimation/clocks/beat_clock.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

struct Told {
  IntervalReading reading;
  double beat;  ///< when it really was
};

/// A strap that notifies every `every` seconds what beats it has seen, 300 ms after they were.
std::vector<Told> strap(double seconds, double every, bool bridged, unsigned seed = 1) {
  std::mt19937 random{seed};
  std::normal_distribution<> noise{0.0, 20.0};
  std::vector<Told> all;
  std::vector<Told> waiting;
  double beat = 10.0;
  double next = 10.0;
  double interval = 800.0;
  while (next < 10.0 + seconds) {
    while (beat + 0.3 <= next) {
      Told told;
      told.reading.interval = Milliseconds{std::round(interval * 1.024) / 1.024};
      told.beat = beat;
      waiting.push_back(told);
      interval = 800.0 + 80.0 * std::sin(beat * 0.6) + noise(random);
      interval = std::round(interval * 1.024) / 1.024;
      beat += interval / 1000.0;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      IntervalReading& r = waiting[i].reading;
      r.later_in_packet = static_cast<std::uint8_t>(waiting.size() - 1 - i);
      r.arrival = at_seconds<HostTime>(next + 0.02);
      if (bridged) {
        r.reception = at_seconds<DeviceTime>(next + 500.0);
      }
      all.push_back(waiting[i]);
    }
    waiting.clear();
    next += every;
  }
  return all;
}

class Notifications : public testing::TestWithParam<double> {};

TEST_P(Notifications, AreNotTheBeatsTimes) {
  BeatClock clock;
  Seconds last{};
  double last_true = 0.0;
  for (const Told& told : strap(300.0, GetParam(), false)) {
    const auto beat = clock.push(told.reading, told.reading.arrival);
    ASSERT_TRUE(beat);
    EXPECT_EQ(beat->interval, told.reading.interval);
    EXPECT_EQ(beat->verdict, IntervalVerdict::normal);
    const double t = to_seconds(beat->time);
    if (last_true > 0.0) {
      const double step = t - last.count();
      ASSERT_NEAR(step / (told.beat - last_true), 1.0, 0.051);
    }
    if (told.beat > 100.0) {
      ASSERT_NEAR(t, told.beat + 0.32, 0.1);
      ASSERT_NEAR(t - Seconds{beat->lag}.count(), told.beat, 0.15);
    }
    last = Seconds{t};
    last_true = told.beat;
  }
}

INSTANTIATE_TEST_SUITE_P(OfMostStraps, Notifications, testing::Values(0.25, 1.0, 1.2, 2.0));

TEST(BeatClock, ARecordingPlayedFastKeepsItsIntervals) {
  for (const double speed : {5.0, 20.0, 1000.0}) {
    BeatClock clock;
    std::optional<Beat> first;
    double first_true = 0.0;
    for (const Told& told : strap(300.0, 1.0, false)) {
      const double arrival = 10.0 + (to_seconds(told.reading.arrival) - 10.0) / speed;
      const auto beat = clock.push(told.reading, at_seconds<HostTime>(arrival));
      ASSERT_TRUE(beat);
      ASSERT_EQ(beat->verdict, IntervalVerdict::normal);
      if (!first) {
        first = beat;
        first_true = told.beat;
      }
      ASSERT_NEAR(Seconds{beat->time - first->time}.count(), told.beat - first_true, 1e-4)
          << "speed " << speed;
    }
  }
}

TEST(BeatClock, ALossIsAGapAndTimeStartsAnew) {
  BeatClock clock;
  bool lost = false;
  for (const Told& told : strap(120.0, 1.0, false)) {
    if (told.beat > 60.0 && told.beat < 75.0) {
      continue;
    }
    const auto beat = clock.push(told.reading, told.reading.arrival);
    ASSERT_TRUE(beat);
    const bool first_after = !lost && told.beat >= 75.0;
    EXPECT_EQ(beat->verdict == IntervalVerdict::gap, first_after) << told.beat;
    lost = lost || first_after;
    ASSERT_NEAR(to_seconds(beat->time), told.beat + 0.8, 0.8);
  }
}

TEST(BeatClock, AnInterruptionIsAGap) {
  BeatClock clock;
  HostTime last{};
  for (const Told& told : strap(60.0, 1.0, false)) {
    if (std::abs(told.beat - 40.0) < 0.3) {
      clock.interrupt();
    }
    const auto beat = clock.push(told.reading, told.reading.arrival);
    EXPECT_EQ(beat->verdict == IntervalVerdict::gap, std::abs(told.beat - 40.0) < 0.3);
    EXPECT_GT(beat->time, last);
    last = beat->time;
  }
}

TEST(BeatClock, AnInterruptionBeforeTheFirstBeatIsNone) {
  BeatClock clock;
  clock.interrupt();
  const auto all = strap(5.0, 1.0, false);
  EXPECT_EQ(clock.push(all[0].reading, all[0].reading.arrival)->verdict, IntervalVerdict::normal);
}

TEST(BeatClock, ABeatSentAgainCountsOnceWhenTheDevicesClockProvesIt) {
  for (const int copies : {2, 3, 5}) {
    BeatClock clock;
    int told = 0;
    double t = 1000.0;
    std::mt19937 random{1};
    for (int beat = 0; beat < 200; ++beat) {
      IntervalReading r;
      r.interval = Milliseconds{std::uniform_int_distribution<>{750, 850}(random)};
      for (int copy = 0; copy < copies; ++copy) {
        t += r.interval.count() / 1000.0 / copies;
        r.reception = at_seconds<DeviceTime>(t);
        r.arrival = at_seconds<HostTime>(t);
        told += clock.push(r, r.arrival) ? 1 : 0;
      }
    }
    EXPECT_NEAR(told, 200, 2) << copies;
  }
}

TEST(BeatClock, EqualIntervalsAreNotRepeats) {
  for (const bool bridged : {false, true}) {
    for (const double every : {0.3, 1.0, 2.0}) {
      BeatClock clock;
      double beat = 10.0;
      int told = 0;
      for (double t = 10.0; t < 400.0; t += every) {
        int n = 0;
        while (beat + 1.0 * (n + 1) < t) {
          ++n;
        }
        for (int i = 0; i < n; ++i) {
          IntervalReading r;
          r.interval = Milliseconds{1000.0};
          r.later_in_packet = static_cast<std::uint8_t>(n - 1 - i);
          r.arrival = at_seconds<HostTime>(t);
          if (bridged) {
            r.reception = at_seconds<DeviceTime>(t);
          }
          told += clock.push(r, r.arrival) ? 1 : 0;
        }
        beat += n;
      }
      EXPECT_GE(told, 387) << bridged << ' ' << every;
    }
  }
}

TEST(BeatClock, ABurstOfEqualIntervalsByArrivalAloneIsKept) {
  BeatClock clock;
  int told = 0;
  for (int i = 0; i < 50; ++i) {
    IntervalReading r;
    r.interval = Milliseconds{900.0};
    r.arrival = at_seconds<HostTime>(5.0);
    told += clock.push(r, r.arrival) ? 1 : 0;
  }
  EXPECT_EQ(told, 50);
}

TEST(BeatClock, NoIntervalIsMadeOfDamage) {
  BeatClock clock;
  for (const double ms : {0.0, -5.0, 1e9, std::nan("")}) {
    IntervalReading r;
    r.interval = Milliseconds{ms};
    EXPECT_FALSE(clock.push(r, HostTime{})) << ms;
  }
}

TEST(BeatClock, BeatsToldWithoutIntervalsAreMeasured) {
  BeatClock clock;
  BeatReading r;
  EXPECT_EQ(clock.push(r, at_seconds<HostTime>(1.0))->interval.count(), 0.0);
  EXPECT_EQ(clock.push(r, at_seconds<HostTime>(1.9))->interval, Milliseconds{900.0});
  EXPECT_EQ(clock.push(r, at_seconds<HostTime>(30.0))->verdict, IntervalVerdict::gap);
  EXPECT_EQ(clock.push(r, at_seconds<HostTime>(31.0))->interval, Milliseconds{1000.0});
}

}  // namespace
}  // namespace ebb
