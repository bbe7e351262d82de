#include <cmath>
#include <optional>

#include <gtest/gtest.h>

#include "estimation/beats/ecg_beats.hpp"
#include "estimation/beats/ppg_beats.hpp"
#include "estimation/breath/chest_motion.hpp"
#include "estimation/breath/heart_breath_tracker.hpp"
#include "estimation/breath/respiration_tracker.hpp"
#include "estimation/breath/signal_quality.hpp"
#include "estimation/breath/wave_breath_tracker.hpp"
#include "estimation/clocks/beat_clock.hpp"
#include "estimation/clocks/clock_alignment.hpp"
#include "estimation/clocks/sample_clock.hpp"
#include "estimation/intervals/heart_rhythm.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "estimation/together/breath_heart_lag.hpp"
#include "estimation/together/coherence.hpp"
#include "estimation/together/resonance.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"
#include "estimation/together/synchrony.hpp"
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
  WaveBreathTracker waves;
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
    for (const StreamKind wave : {StreamKind::ecg, StreamKind::ppg}) {
      waves.push(wave, at_seconds<HostTime>(t), spike * (1.0 + 0.1 * std::sin(t)));
      if (i % 40 == 0) {
        waves.push(wave, Beat{at_seconds<HostTime>(t - 1.0), Seconds{0.8}});
      }
    }
    sum += ecg.push(spike) ? 1.0 : 0.0;
    sum += ppg.push(spike) ? 1.0 : 0.0;
  }
  EXPECT_EQ(guard.count(), 0U);
  EXPECT_GT(sum, 0.0);
  EXPECT_TRUE(rhythm.heart_rate());
}

TEST(Estimators, OfTheBreathAskForNoMemoryEither) {
  RespirationTracker belt;
  ChestMotion chest;
  HeartBreathTracker heart;
  const test::AllocationGuard guard;
  for (int i = 1; i < 6000; ++i) {
    const HostTime time = at_seconds<HostTime>(0.04 * i);
    const double wave = std::sin(0.05 * i);
    belt.push(time, wave);
    chest.push(time, 0.02 * wave, 0.3, 0.95);
    if (i % 25 == 0) {
      heart.push({time, Milliseconds{1000.0 + 40.0 * wave}});
    }
  }
  EXPECT_EQ(guard.count(), 0U);
  const HostTime end = at_seconds<HostTime>(240.0);
  EXPECT_TRUE(belt.rate(end));
  EXPECT_TRUE(chest.rate(end));
  EXPECT_TRUE(heart.rate(end));
}

TEST(Estimators, OfHeartAndBreathTogetherAskForNoMemoryEither) {
  RespiratorySinusArrhythmia arrhythmia;
  BreathHeartLag lag;
  ResonanceExploration resonance;
  Coherence coherence;
  Synchrony synchrony;
  SignalQuality quality;
  const test::AllocationGuard guard;
  for (int i = 1; i < 2000; ++i) {
    const double ms = 1000.0 + 60.0 * std::sin(0.628 * i);
    const Beat beat{at_seconds<HostTime>(i), Milliseconds{ms}, IntervalVerdict::normal, {}};
    coherence.push(beat);
    quality.push(beat.time, ms);
    arrhythmia.push(beat);
    if (i % 10 != 0) {
      continue;
    }
    Breath breath{at_seconds<HostTime>(i - 10), Seconds{10}};
    breath.in_breath = Seconds{4};
    synchrony.push(breath, Turns{0.1}, Seconds{10});
    if (const auto swing = arrhythmia.push(breath)) {
      lag.push(*swing);
      resonance.push(*swing);
    }
  }
  EXPECT_EQ(guard.count(), 0U);
  EXPECT_TRUE(coherence.ratio());
  EXPECT_TRUE(synchrony.agreement());
  EXPECT_TRUE(lag.agreement());
}

TEST(Estimators, TheGuardCounts) {
  const test::AllocationGuard guard;
  const std::optional<int*> asked{new int{1}};
  delete *asked;
  EXPECT_EQ(guard.count(), 1U);
}

}  // namespace
}  // namespace ebb
