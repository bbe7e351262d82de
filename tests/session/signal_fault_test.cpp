#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "session/session.hpp"
#include "session/signal_word.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/synthetic_body.hpp"

namespace ebb {
namespace {

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

void ignore(const Event&) {}

/// What a session says at the end of a minute of one wave, with what is done to its values.
template <class Change>
Snapshot after_minute(StreamKind kind, double rate, Change&& change) {
  Session session;
  const SourceId id = session.add_source("sensor", "text");
  session.push(id, LinkState::streaming, "", at(0), ignore);
  SyntheticBody body{*body_plan("steady")};
  const int samples = static_cast<int>(60.0 * rate);
  for (int i = 0; i < samples; ++i) {
    const double t = i / rate;
    WaveSample sample;
    sample.kind = kind;
    sample.value = change(t, kind == StreamKind::ecg   ? body.ecg(Seconds{t})
                             : kind == StreamKind::ppg ? body.ppg(Seconds{t})
                                                       : body.respiration(Seconds{t}));
    sample.arrival = at(t);
    session.push(id, sample, ignore);
  }
  return session.snapshot(at(60));
}

double same(double, double value) { return value; }
double nothing(double, double) { return 3.0; }

TEST(SignalFaults, AGoodWaveHasNoneAndAQuality) {
  for (const StreamKind kind : {StreamKind::ecg, StreamKind::ppg, StreamKind::respiration}) {
    const Snapshot told = after_minute(kind, 130.0, same);
    ASSERT_EQ(told.sources[0].streams.size(), 1U);
    EXPECT_EQ(told.sources[0].streams[0].kind, kind);
    EXPECT_EQ(told.sources[0].streams[0].fault, SignalFault::none);
    EXPECT_GT(told.sources[0].streams[0].quality, 0.4);
  }
}

TEST(SignalFaults, AFlatWaveIsCalledFlat) {
  for (const StreamKind kind : {StreamKind::ecg, StreamKind::ppg}) {
    const Snapshot told = after_minute(kind, 130.0, nothing);
    EXPECT_EQ(told.heart_fault, SignalFault::flat);
    ASSERT_EQ(told.sources[0].streams.size(), 1U);
    EXPECT_EQ(told.sources[0].streams[0].fault, SignalFault::flat);
    EXPECT_EQ(told.sources[0].streams[0].quality, 0.0);
  }
  const Snapshot belt = after_minute(StreamKind::respiration, 25.0, nothing);
  EXPECT_EQ(belt.breath_fault, SignalFault::flat);
  EXPECT_EQ(belt.sources[0].streams[0].fault, SignalFault::flat);
}

TEST(SignalFaults, ValuesThatAreNoNumbersAreCalledDamaged) {
  const auto broken = [](double, double) { return std::nan(""); };
  EXPECT_EQ(after_minute(StreamKind::ecg, 130.0, broken).heart_fault, SignalFault::damaged);
  EXPECT_EQ(after_minute(StreamKind::respiration, 25.0, broken).breath_fault, SignalFault::damaged);
}

TEST(SignalFaults, TooFewBeatsIsSaidBeforeAnythingElse) {
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  session.push(id, LinkState::streaming, "", at(0), ignore);
  EXPECT_EQ(session.snapshot(at(0.5)).heart_fault, SignalFault::none);
  IntervalReading reading;
  reading.interval = Milliseconds{900};
  reading.arrival = at(1);
  session.push(id, reading, ignore);
  EXPECT_EQ(session.snapshot(at(1.1)).heart_fault, SignalFault::too_few_beats);
  EXPECT_EQ(session.snapshot(at(1.1)).breath_fault, SignalFault::too_few_beats);
}

TEST(SignalFaults, ASensorThatIsNotWornIsOffBody) {
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  session.push(id, LinkState::streaming, "", at(0), ignore);
  IntervalReading reading;
  reading.interval = Milliseconds{900};
  reading.arrival = at(1);
  session.push(id, reading, ignore);
  session.push(id, ContactReading{false, at(1.5)}, ignore);
  EXPECT_EQ(session.snapshot(at(2)).heart_fault, SignalFault::off_body);
}

TEST(SignalFaults, ALostLinkSpeaksForItself) {
  Session session;
  const SourceId id = session.add_source("belt", "text");
  session.push(id, LinkState::streaming, "", at(0), ignore);
  WaveSample sample;
  sample.arrival = at(1);
  session.push(id, sample, ignore);
  session.push(id, LinkState::lost, "gone", at(2), ignore);
  const Snapshot told = session.snapshot(at(3));
  EXPECT_EQ(told.breath_fault, SignalFault::none);
  EXPECT_TRUE(told.sources[0].streams.empty());
}

TEST(SignalFaults, NobodyWithoutABeltIsAskedToMoveOne) {
  Snapshot snapshot;
  snapshot.sources.emplace_back().streams = {{StreamKind::interval, 0.9, SignalFault::none}};
  snapshot.breath_fault = SignalFault::flat;
  EXPECT_EQ(what_to_try(snapshot), "the heart hardly shows the breath: a belt would");
  snapshot.sources.emplace_back().streams = {{StreamKind::respiration, 0.0, SignalFault::flat}};
  EXPECT_EQ(what_to_try(snapshot), "nothing moves: is the belt snug");
}

TEST(SignalFaults, AHeartWithoutASwingTellsNoBreathAndSaysWhy) {
  Session session;
  const SourceId id = session.add_source("strap", "ble-bridge");
  session.push(id, LinkState::streaming, "", at(0), ignore);
  double t = 0.0;
  for (int i = 0; i < 180; ++i) {
    IntervalReading reading;
    reading.interval = Milliseconds{900.0 + 2.0 * std::sin(17.3 * i * i)};
    t += reading.interval.count() / 1000.0;
    reading.arrival = at(t);
    session.push(id, reading, ignore);
  }
  const Snapshot told = session.snapshot(at(t));
  EXPECT_EQ(told.heart_fault, SignalFault::none);
  EXPECT_FALSE(told.breath_rate);
  EXPECT_NE(told.breath_fault, SignalFault::none);
}

TEST(SignalFaults, EachHasSomethingToTry) {
  for (int i = 1; i <= static_cast<int>(SignalFault::two_rates); ++i) {
    const std::string_view words = what_to_try(static_cast<SignalFault>(i), StreamKind::ecg);
    EXPECT_FALSE(words.empty()) << i;
    EXPECT_EQ(words.find('!'), std::string_view::npos);
    EXPECT_EQ(words.find("you"), std::string_view::npos);
  }
  EXPECT_TRUE(what_to_try(SignalFault::none, StreamKind::ecg).empty());
  EXPECT_NE(what_to_try(SignalFault::flat, StreamKind::ecg),
            what_to_try(SignalFault::flat, StreamKind::respiration));
}

}  // namespace
}  // namespace ebb
