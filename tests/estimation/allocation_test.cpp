#include <cmath>
#include <optional>

#include <gtest/gtest.h>

#include "estimation/beat_clock.hpp"
#include "estimation/clock_alignment.hpp"
#include "estimation/ecg_beats.hpp"
#include "estimation/heart_rhythm.hpp"
#include "estimation/interval_judge.hpp"
#include "estimation/ppg_beats.hpp"
#include "estimation/sample_clock.hpp"
#include "support/allocation_guard.hpp"

namespace ebb {
namespace {

TEST(Estimators, AskForNoMemoryOnceTheyStand) {
  ClockAlignment alignment;
  SampleClock samples;
  BeatClock clock;
  IntervalJudge judge;
  HeartRhythm rhythm;
  EcgBeats ecg{Hertz{250.0}};
  PpgBeats ppg{Hertz{50.0}};
  const test::AllocationGuard guard;
  double sum = 0.0;
  for (int i = 0; i < 20000; ++i) {
    const double t = 0.02 * i;
    alignment.push(at_seconds<DeviceTime>(t), at_seconds<HostTime>(t + 0.003));
    sum += to_seconds(samples.push(at_seconds<HostTime>(t)));
    IntervalReading reading;
    reading.interval = Milliseconds{800.0 + 50.0 * std::sin(0.1 * i)};
    reading.arrival = at_seconds<HostTime>(0.8 * i);
    if (const auto beat = clock.push(reading, reading.arrival)) {
      if (const auto judged = judge.push(*beat)) {
        rhythm.push(*judged);
      }
    }
    const double spike = std::exp(-50.0 * std::pow(std::sin(0.02 * i), 2));
    sum += ecg.push(spike) ? 1.0 : 0.0;
    sum += ppg.push(spike) ? 1.0 : 0.0;
  }
  EXPECT_EQ(guard.count(), 0U);
  EXPECT_GT(sum, 0.0);
  EXPECT_TRUE(rhythm.rmssd());
}

TEST(Estimators, TheGuardCounts) {
  const test::AllocationGuard guard;
  const std::optional<int*> asked{new int{1}};
  delete *asked;
  EXPECT_EQ(guard.count(), 1U);
}

}  // namespace
}  // namespace ebb
