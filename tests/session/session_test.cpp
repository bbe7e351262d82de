#include "session/session.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "simulation/body_plan.hpp"
#include "simulation/synthetic_body.hpp"

namespace ebb {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

/// Keeps what a session tells.
struct Kept {
  std::vector<Beat> beats;
  std::vector<Breath> breaths;
  std::vector<LinkEvent> links;
  EventSink sink() {
    return [this](const Event& event) {
      if (const auto* beat = std::get_if<Beat>(&event)) {
        beats.push_back(*beat);
      } else if (const auto* breath = std::get_if<Breath>(&event)) {
        breaths.push_back(*breath);
      } else if (const auto* link = std::get_if<LinkEvent>(&event)) {
        links.push_back(*link);
      }
    };
  }
};

/// A strap that sends one interval a packet, half a second after the beat. The heart swings with a
/// breath of `breaths` a minute about 60/min. Returns when the last packet arrived.
double strap(Session& session, SourceId id, double from, double seconds, double breaths,
             const EventSink& sink) {
  double t = from;
  while (t < from + seconds) {
    const double swing = 60.0 * std::sin(kTwoPi * breaths / 60.0 * t);
    // Never twice the same to the last digit: no heart does that.
    const double ms = 1000.0 + swing + 3.0 * std::sin(17.0 * t);
    t += ms / 1000.0;
    IntervalReading reading;
    reading.interval = Milliseconds{ms};
    reading.arrival = at(t + 0.5);
    session.push(id, reading, sink);
  }
  return t + 0.5;
}

void belt(Session& session, SourceId id, double from, double seconds, double breaths,
          const EventSink& sink) {
  constexpr double kRate = 25.0;
  for (int i = 0; i < static_cast<int>(seconds * kRate); ++i) {
    const double t = from + i / kRate;
    WaveSample sample;
    sample.kind = StreamKind::respiration;
    sample.value = -500.0 * std::cos(kTwoPi * breaths / 60.0 * t) + 2.0 * std::sin(97.0 * t);
    sample.arrival = at(t);
    session.push(id, sample, sink);
  }
}

void streaming(Session& session, SourceId id, double t, const EventSink& sink) {
  session.push(id, LinkState::streaming, "", at(t), sink);
}

TEST(Session, SaysNothingOfABodyThatNobodyListensTo) {
  const Session session;
  const Snapshot snapshot = session.snapshot(at(10));
  EXPECT_EQ(snapshot.signal, SignalWord::none);
  EXPECT_FALSE(snapshot.heart_rate);
  EXPECT_FALSE(snapshot.breath_rate);
  EXPECT_EQ(snapshot.breath_origin, BreathOrigin::none);
}

TEST(Session, IsFindingUntilSomethingHasBeenEarned) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  EXPECT_EQ(session.snapshot(at(0)).signal, SignalWord::finding);
  streaming(session, id, 0, kept.sink());
  EXPECT_EQ(session.snapshot(at(1)).signal, SignalWord::finding);
  EXPECT_FALSE(session.snapshot(at(1)).heart_rate);
}

TEST(Session, HearsHeartAndItsBreathFromAStrapAlone) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  streaming(session, id, 0, kept.sink());
  const double end = strap(session, id, 0, 180, 12.0, kept.sink());
  const Snapshot snapshot = session.snapshot(at(end));
  ASSERT_TRUE(snapshot.heart_rate);
  EXPECT_NEAR(snapshot.heart_rate->value.value(), 60.0, 3.0);
  ASSERT_TRUE(snapshot.rmssd);
  ASSERT_TRUE(snapshot.breath_rate);
  EXPECT_EQ(snapshot.breath_origin, BreathOrigin::heart);
  EXPECT_NEAR(snapshot.breath_rate->value.value(), 12.0, 0.5);
  EXPECT_EQ(snapshot.signal, SignalWord::good);
  EXPECT_EQ(snapshot.heart_totals.set_aside, 0U);
}

TEST(Session, PrefersTheBeltForTheBreath) {
  Kept kept;
  Session session;
  const SourceId heart = session.add_source("strap", "ble-bridge");
  const SourceId chest = session.add_source("belt", "text");
  streaming(session, heart, 0, kept.sink());
  streaming(session, chest, 0, kept.sink());
  double from = strap(session, heart, 0, 60, 12.0, kept.sink()) - 0.5;
  EXPECT_EQ(session.snapshot(at(60)).breath_origin, BreathOrigin::heart);
  for (double t = 60; t < 120; t += 1.0) {
    if (from < t) {
      from = strap(session, heart, from, 1.0, 12.0, kept.sink()) - 0.5;
    }
    belt(session, chest, t, 1.0, 9.0, kept.sink());
  }
  const Snapshot snapshot = session.snapshot(at(120));
  ASSERT_TRUE(snapshot.breath_rate);
  EXPECT_EQ(snapshot.breath_origin, BreathOrigin::respiration);
  EXPECT_NEAR(snapshot.breath_rate->value.value(), 9.0, 0.3);
  EXPECT_FALSE(kept.breaths.empty());
}

TEST(Session, A8EstimatesFadeAndRestWhenTheStrapFallsSilent) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  streaming(session, id, 0, kept.sink());
  const double end = strap(session, id, 0, 120, 12.0, kept.sink());
  const double whole = session.snapshot(at(end)).heart_rate->quality;
  const Snapshot later = session.snapshot(at(end + 8));
  ASSERT_TRUE(later.heart_rate);
  EXPECT_LT(later.heart_rate->quality, whole);
  const Snapshot gone = session.snapshot(at(end + 13));
  EXPECT_FALSE(gone.heart_rate);
  EXPECT_FALSE(gone.breath_phase);
  EXPECT_EQ(gone.signal, SignalWord::resting);
}

TEST(Session, A8AStrapThatRepeatsOneValueIsNotBelieved) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  streaming(session, id, 0, kept.sink());
  const double end = strap(session, id, 0, 60, 12.0, kept.sink());
  for (int i = 1; i <= 30; ++i) {
    IntervalReading reading;
    reading.interval = Milliseconds{800.0};
    reading.arrival = at(end + 0.8 * i);
    session.push(id, reading, kept.sink());
  }
  const Snapshot snapshot = session.snapshot(at(end + 24.0));
  EXPECT_FALSE(snapshot.heart_rate);
  EXPECT_EQ(snapshot.signal, SignalWord::resting);
}

TEST(Session, A8AnEstimateIsGoneAtOnceWithItsLink) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("belt", "text");
  streaming(session, id, 0, kept.sink());
  belt(session, id, 0, 60, 12.0, kept.sink());
  ASSERT_TRUE(session.snapshot(at(60)).breath_phase);
  session.push(id, LinkState::lost, "gone", at(60.1), kept.sink());
  EXPECT_FALSE(session.snapshot(at(60.2)).breath_phase);
}

TEST(Session, CountsNoIntervalAcrossALostLink) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  streaming(session, id, 0, kept.sink());
  const double end = strap(session, id, 0, 60, 12.0, kept.sink());
  session.push(id, LinkState::lost, "gone", at(end + 3), kept.sink());
  streaming(session, id, end + 30, kept.sink());
  const std::size_t before = kept.beats.size();
  strap(session, id, end + 30, 30, 12.0, kept.sink());
  session.finish(kept.sink());
  ASSERT_GT(kept.beats.size(), before + 5);
  int gaps = 0;
  for (const Beat& beat : kept.beats) {
    gaps += beat.verdict == IntervalVerdict::gap ? 1 : 0;
  }
  EXPECT_GE(gaps, 1);
  EXPECT_LE(gaps, 2);
}

TEST(Session, BeatsDoNotDependOnWhenSomebodyLooked) {
  const auto run = [](bool looking) {
    Kept kept;
    Session session;
    const SourceId id = session.add_source("strap", "ble-bridge");
    const SourceId chest = session.add_source("belt", "text");
    double from = 0;
    for (int part = 0; part < 6; ++part) {
      const double end = strap(session, id, from, 20, 12.0, kept.sink());
      belt(session, chest, from, 20, 12.0, kept.sink());
      for (int i = 0; looking && i < 50; ++i) {
        (void)session.snapshot(at(end + 0.1 * i));
      }
      from = end - 0.5;
    }
    return kept;
  };
  const Kept quiet = run(false);
  const Kept looked = run(true);
  ASSERT_EQ(quiet.beats.size(), looked.beats.size());
  for (std::size_t i = 0; i < quiet.beats.size(); ++i) {
    EXPECT_EQ(quiet.beats[i].time, looked.beats[i].time);
    EXPECT_EQ(quiet.beats[i].interval, looked.beats[i].interval);
    EXPECT_EQ(quiet.beats[i].verdict, looked.beats[i].verdict);
  }
  ASSERT_EQ(quiet.breaths.size(), looked.breaths.size());
  for (std::size_t i = 0; i < quiet.breaths.size(); ++i) {
    EXPECT_EQ(quiet.breaths[i].start, looked.breaths[i].start);
  }
}

TEST(Session, TwoStrapsAreNeverMixed) {
  Kept kept;
  Session session;
  const SourceId first = session.add_source("strap", "ble-bridge");
  const SourceId second = session.add_source("another", "ble-bridge");
  for (int i = 0; i < 60; ++i) {
    IntervalReading reading;
    reading.arrival = at(i);
    reading.interval = Milliseconds{1000.0 + i % 3};
    session.push(first, reading, kept.sink());
    reading.interval = Milliseconds{700.0 + i % 3};
    session.push(second, reading, kept.sink());
  }
  for (const Beat& beat : kept.beats) {
    EXPECT_GE(beat.interval.count(), 1000.0);
  }
  // The first falls silent: the other does not become the same person's.
  for (int i = 60; i < 90; ++i) {
    IntervalReading reading;
    reading.arrival = at(i);
    reading.interval = Milliseconds{700.0 + i % 3};
    session.push(second, reading, kept.sink());
  }
  EXPECT_GE(kept.beats.back().interval.count(), 1000.0);
}

TEST(Session, KeepsWhatADeviceSaysOfItself) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("serial:/dev/ttyUSB0", "ebb-link");
  streaming(session, id, 0, kept.sink());
  session.push(id, HelloReading{"Belt of Mina", 7, at(1)}, kept.sink());
  session.push(id, BatteryReading{81, at(1)}, kept.sink());
  session.push(id, ContactReading{false, at(1)}, kept.sink());
  const Snapshot snapshot = session.snapshot(at(2));
  ASSERT_EQ(snapshot.sources.size(), 1U);
  EXPECT_EQ(snapshot.sources[0].name, "Belt of Mina");
  EXPECT_EQ(snapshot.sources[0].battery, 81);
  EXPECT_EQ(snapshot.sources[0].on_body, false);
}

IntervalReading interval_at(int second) {
  IntervalReading reading;
  reading.interval = Milliseconds{900.0 + second % 7};
  reading.arrival = at(second);
  return reading;
}

TEST(Session, WhatIsSentWhileASensorIsNotWornIsNobodys) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  streaming(session, id, 0, kept.sink());
  session.push(id, ContactReading{false, at(0)}, kept.sink());
  for (int i = 1; i <= 40; ++i) {
    session.push(id, interval_at(i), kept.sink());
    BeatReading beat;
    beat.arrival = at(i);
    session.push(id, beat, kept.sink());
    session.push(id, HeartRateReading{BeatsPerMinute{66}, at(i)}, kept.sink());
  }
  for (int i = 0; i < 250 * 20; ++i) {
    WaveSample sample;
    sample.kind = StreamKind::ppg;
    sample.value = std::pow(std::sin(3.0 * i / 250.0), 8);
    sample.arrival = at(41.0 + i / 250.0);
    session.push(id, sample, kept.sink());
  }
  EXPECT_TRUE(kept.beats.empty());
  EXPECT_FALSE(session.snapshot(at(62)).heart_rate);
  EXPECT_EQ(session.snapshot(at(62)).heart_totals.intervals, 0U);
  EXPECT_EQ(session.snapshot(at(62)).heart_fault, SignalFault::off_body);
  session.push(id, ContactReading{true, at(63)}, kept.sink());
  for (int i = 64; i <= 80; ++i) {
    session.push(id, interval_at(i), kept.sink());
  }
  EXPECT_TRUE(session.snapshot(at(80)).heart_rate);
}

TEST(Session, A5AWatchThatTellsARateAloneGivesARateAlone) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("watch", "ble-bridge");
  streaming(session, id, 0, kept.sink());
  for (int i = 0; i < 120; ++i) {
    session.push(id, HeartRateReading{BeatsPerMinute{70.0}, at(i)}, kept.sink());
  }
  const Snapshot snapshot = session.snapshot(at(120));
  ASSERT_TRUE(snapshot.heart_rate);
  EXPECT_DOUBLE_EQ(snapshot.heart_rate->value.value(), 70.0);
  EXPECT_FALSE(snapshot.rmssd);
  EXPECT_FALSE(snapshot.breath_rate);
  EXPECT_TRUE(kept.beats.empty());
}

TEST(Session, ARateThatADeviceToldGoesWithItsContactAndItsLink) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("watch", "ble-bridge");
  streaming(session, id, 0, kept.sink());
  const auto told = [&](double t) {
    session.push(id, HeartRateReading{BeatsPerMinute{70.0}, at(t)}, kept.sink());
    return session.snapshot(at(t)).heart_rate.has_value();
  };
  ASSERT_TRUE(told(1.0));
  session.push(id, LossReading{1, at(1.5)}, kept.sink());
  EXPECT_TRUE(session.snapshot(at(1.6)).heart_rate) << "a lost frame does not take it back";
  session.push(id, ContactReading{false, at(2.0)}, kept.sink());
  EXPECT_FALSE(session.snapshot(at(2.1)).heart_rate);
  session.push(id, ContactReading{true, at(3.0)}, kept.sink());
  EXPECT_FALSE(session.snapshot(at(3.1)).heart_rate) << "what was told before is of before";
  ASSERT_TRUE(told(4.0));
  session.push(id, LinkState::lost, "gone", at(5.0), kept.sink());
  EXPECT_FALSE(session.snapshot(at(5.1)).heart_rate);
  streaming(session, id, 6.0, kept.sink());
  EXPECT_FALSE(session.snapshot(at(6.1)).heart_rate);
}

TEST(Session, FindsBeatsInAPulseWaveWhoseDeviceMarksNone) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("clip", "text");
  streaming(session, id, 0, kept.sink());
  PulseWave pulse{*body_plan("steady")};
  constexpr double kRate = 100.0;
  for (int i = 0; i < 9000; ++i) {
    WaveSample sample;
    sample.kind = StreamKind::ppg;
    sample.value = pulse.sample(i / kRate);
    sample.arrival = at(i / kRate);
    session.push(id, sample, kept.sink());
  }
  const Snapshot snapshot = session.snapshot(at(90));
  ASSERT_TRUE(snapshot.heart_rate);
  EXPECT_NEAR(snapshot.heart_rate->value.value(), body_plan("steady")->heart_rate_bpm, 2.0);
  EXPECT_GT(kept.beats.size(), 70U);
}

TEST(Session, HearsTheBreathInAPulseWaveThoughTheHeartDoesNotFollowIt) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("clip", "text");
  streaming(session, id, 0, kept.sink());
  BodyPlan plan = *body_plan("steady");
  plan.rsa_bpm = 0.0;
  PulseWave pulse{plan};
  for (int i = 0; i < 6000; ++i) {
    WaveSample sample;
    sample.kind = StreamKind::ppg;
    sample.value = pulse.sample(i / 50.0);
    sample.arrival = at(i / 50.0);
    session.push(id, sample, kept.sink());
  }
  const Snapshot snapshot = session.snapshot(at(120));
  ASSERT_TRUE(snapshot.breath_rate);
  EXPECT_NEAR(snapshot.breath_rate->value.value(), plan.breath_per_minute, 0.7);
  EXPECT_EQ(snapshot.breath_origin, BreathOrigin::heart);
}

TEST(Session, ADeviceThatMarksBeatsIsNotSearchedForThemAsWell) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("clip", "pulse-sensor");
  streaming(session, id, 0, kept.sink());
  PulseWave pulse{*body_plan("steady")};
  int told = 0;
  for (int i = 0; i < 6000; ++i) {
    const HostTime now = at(i / 100.0);
    if (i % 95 == 50) {
      BeatReading beat;
      beat.interval = Milliseconds{950.0 + told++ % 3};
      beat.arrival = now;
      session.push(id, beat, kept.sink());
    }
    WaveSample sample;
    sample.kind = StreamKind::ppg;
    sample.value = pulse.sample(i / 100.0);
    sample.arrival = now;
    session.push(id, sample, kept.sink());
  }
  EXPECT_LE(kept.beats.size(), static_cast<std::size_t>(told));
  EXPECT_NEAR(session.snapshot(at(60)).heart_rate->value.value(), 60000.0 / 951.0, 1.0);
}

TEST(Session, CountsNoBeatAcrossAHoleInAPulseWave) {
  Kept kept;
  Session session;
  const SourceId id = session.add_source("clip", "text");
  PulseWave pulse{*body_plan("steady")};
  for (int i = 0; i < 6000; ++i) {
    if (i > 3000 && i < 3150) {
      continue;
    }
    WaveSample sample;
    sample.kind = StreamKind::ppg;
    sample.value = pulse.sample(i / 100.0);
    sample.arrival = at(i / 100.0);
    session.push(id, sample, kept.sink());
  }
  int across = 0;
  for (const Beat& beat : kept.beats) {
    const double end = to_seconds(beat.time);
    across += beat.verdict != IntervalVerdict::gap && end > 31.5 &&
                      end - beat.interval.count() / 1000.0 < 30.0
                  ? 1
                  : 0;
  }
  EXPECT_EQ(across, 0);
}

TEST(Session, VariabilityIsToldOverEachWindowOnceItIsFilled) {
  Session session;
  Kept kept;
  const SourceId id = session.add_source("strap", "ble-bridge");
  session.push(id, LinkState::streaming, "", at(0), kept.sink());
  EXPECT_TRUE(session.snapshot(at(0)).variability.empty());
  double t = strap(session, id, 0.0, 40.0, 12.0, kept.sink());
  ASSERT_EQ(session.snapshot(at(t)).variability.size(), 1U);
  EXPECT_EQ(session.snapshot(at(t)).variability[0].length, Seconds{30.0});
  t = strap(session, id, t - 0.5, 100.0, 12.0, kept.sink());
  const Snapshot snapshot = session.snapshot(at(t));
  ASSERT_EQ(snapshot.variability.size(), 3U);
  ASSERT_TRUE(snapshot.rmssd);
  EXPECT_NEAR(snapshot.variability[1].rmssd.count(), snapshot.rmssd->value.count(), 1.0);
  EXPECT_TRUE(session.snapshot(at(t + 600.0)).variability.empty()) << "long ago";
}

}  // namespace
}  // namespace ebb
