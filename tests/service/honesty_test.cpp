// What is not true is not told: each fault through the bytes of real devices, the decoders and a
// session.
#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/heart_rate_measurement.hpp"
#include "service/intake.hpp"
#include "session/session.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {
namespace {

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

/// A session that hears devices' bytes at their times.
class Room {
 public:
  SourceId add(std::string_view as, ByteGenerator device) {
    const SourceId id = session_.add_source(std::string{as}, std::string{as});
    session_.push(id, LinkState::streaming, "", at(0), sink());
    Intake::Handlers handlers;
    handlers.reading = [this, id](const Reading& reading) { session_.push(id, reading, sink()); };
    handlers.recognised = [](std::string_view) {};
    handlers.complaint = [](const std::string&, HostTime) {};
    wearers_.push_back({id,
                        std::make_unique<Intake>(as, DecoderOptions{}, std::move(handlers)),
                        std::move(device),
                        {}});
    return id;
  }
  void play(double until) {
    for (;;) {
      Wearer* next = nullptr;
      for (Wearer& wearer : wearers_) {
        if (!wearer.item && wearer.device) {
          wearer.item = wearer.device();
        }
        if (wearer.item && (next == nullptr || wearer.item->at < next->item->at)) {
          next = &wearer;
        }
      }
      if (next == nullptr || HostTime{next->item->at} > at(until)) {
        break;
      }
      next->intake->push(next->item->bytes, HostTime{next->item->at});
      next->item.reset();
    }
    now_ = until;
  }
  void lose(SourceId id) {
    session_.push(id, LinkState::lost, "gone", at(now_), sink());
    wearers_[id].device = {};
    wearers_[id].item.reset();
  }
  [[nodiscard]] Snapshot snapshot() const { return session_.snapshot(at(now_)); }
  std::vector<Beat> beats;

 private:
  struct Wearer {
    SourceId id;
    std::unique_ptr<Intake> intake;
    ByteGenerator device;
    std::optional<TimedBytes> item;
  };
  EventSink sink() {
    return [this](const Event& event) {
      if (const auto* beat = std::get_if<Beat>(&event)) {
        beats.push_back(*beat);
      }
    };
  }
  Session session_;
  std::vector<Wearer> wearers_;
  double now_ = 0.0;
};

BodyPlan somebody(std::string_view name, std::uint64_t seed) {
  BodyPlan plan = body_plan(name).value();
  plan.seed = seed;
  return plan;
}

/// A device on a calm person, with what is done to each sample of its waves.
ByteGenerator worn(std::string_view as, const std::function<double(double)>& change) {
  Measured measured = measured_on(somebody("calm", 3), as);
  measured.beats = {};
  for (MeasuredWave& wave : measured.waves) {
    wave.next = [inner = wave.next, change](double t) {
      auto value = inner(t);
      if (value) {
        value->value = change(value->value);
      }
      return value;
    };
  }
  DeviceConfig config;
  config.length = Seconds{120};
  return make_synthetic_device(as, std::move(measured), config);
}

bool names(const Snapshot& told, SignalFault fault) {
  return told.heart_fault == fault || told.breath_fault == fault ||
         std::any_of(told.sources.begin(), told.sources.end(), [&](const SourceStatus& source) {
           return std::any_of(source.streams.begin(), source.streams.end(),
                              [&](const StreamStatus& stream) { return stream.fault == fault; });
         });
}

std::vector<std::string_view> with_waves() {
  std::vector<std::string_view> names;
  for (const std::string_view name : device_names()) {
    if (!measured_on(somebody("calm", 3), name).waves.empty()) {
      names.push_back(name);
    }
  }
  return names;
}

class EveryWave : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryWave, GoodIsToldWithoutAFault) {
  Room room;
  room.add(GetParam(), worn(GetParam(), [](double x) { return x; }));
  room.play(60);
  const Snapshot told = room.snapshot();
  EXPECT_TRUE(told.heart_rate || told.breath_rate);
  EXPECT_FALSE(names(told, SignalFault::flat));
  EXPECT_FALSE(names(told, SignalFault::clipped));
}

TEST_P(EveryWave, FlatIsCalledFlatAndTellsNothing) {
  Room room;
  room.add(GetParam(), worn(GetParam(), [](double) { return 0.25; }));
  room.play(40);
  const Snapshot told = room.snapshot();
  EXPECT_TRUE(names(told, SignalFault::flat));
  EXPECT_FALSE(told.breath_rate);
  EXPECT_TRUE(room.beats.empty());
}

// A light or an amplifier that is set far too strong: most of the wave is beyond the scale.
TEST_P(EveryWave, ClippedIsCalledClipped) {
  Room room;
  room.add(GetParam(), worn(GetParam(), [](double x) { return std::clamp(8.0 * x, -0.5, 0.5); }));
  int named = 0;
  for (int second = 20; second <= 60; ++second) {
    room.play(second);
    named += names(room.snapshot(), SignalFault::clipped) ? 1 : 0;
  }
  EXPECT_GT(named, 20) << "of 41 looks";
}

INSTANTIATE_TEST_SUITE_P(Devices, EveryWave, testing::ValuesIn(with_waves()), [](const auto& name) {
  std::string word{name.param};
  std::erase(word, '-');
  return word;
});

/// The same bytes each `every` seconds.
ByteGenerator again_and_again(std::vector<std::uint8_t> bytes, double every) {
  return [bytes = std::move(bytes), every, n = 0]() mutable -> std::optional<TimedBytes> {
    return TimedBytes{to_microseconds(Seconds{every * n++}), bytes};
  };
}

std::vector<std::uint8_t> text(std::string_view line) { return {line.begin(), line.end()}; }

TEST(Honesty, ARateThatNoHeartHasIsNotTold) {
  for (const std::string_view line : {"hr:0\n", "hr:255\n", "hr:511\n", "hr:999\n", "hr:nan\n",
                                      "hr:-60\n", "hr:7\n", "hr:1e300\n"}) {
    Room room;
    room.add("text", again_and_again(text(line), 1.0));
    room.play(20);
    const Snapshot told = room.snapshot();
    EXPECT_FALSE(told.heart_rate) << line;
    // A zero, or what is no number, is the board's way to say that it knows none.
    const bool missing = line == "hr:0\n" || line == "hr:nan\n" || line == "hr:-60\n";
    EXPECT_EQ(told.heart_fault, missing ? SignalFault::none : SignalFault::damaged) << line;
  }
  Room room;
  room.add("text", again_and_again(text("hr:62\n"), 1.0));
  room.play(20);
  ASSERT_TRUE(room.snapshot().heart_rate);
  EXPECT_NEAR(room.snapshot().heart_rate->value.value(), 62.0, 1e-9);
}

TEST(Honesty, AnIntervalThatNoHeartHasIsNotTold) {
  for (const std::string_view line : {"rr:0\n", "rr:65535\n", "rr:nan\n", "rr:-800\n", "rr:20\n"}) {
    Room room;
    room.add("text", again_and_again(text(line), 1.0));
    room.play(40);
    const Snapshot told = room.snapshot();
    EXPECT_FALSE(told.heart_rate) << line;
    // Nothing at all, or far beyond any pause: a way to say that none is known.
    const bool missing = line != "rr:20\n";
    EXPECT_EQ(told.heart_fault, missing ? SignalFault::none : SignalFault::damaged) << line;
  }
}

TEST(Honesty, AStrapsIntervalThatNoHeartHasIsNamed) {
  for (const std::uint16_t raw : {std::uint16_t{1}, std::uint16_t{100}, std::uint16_t{65535}}) {
    Session session;
    const EventSink ignore = [](const Event&) {};
    const SourceId id = session.add_source("strap", "ble-bridge");
    session.push(id, LinkState::streaming, "", at(0), ignore);
    for (int second = 1; second <= 20; ++second) {
      IntervalReading reading;
      reading.interval = interval_from_1024ths(raw);
      reading.arrival = at(second);
      session.push(id, reading, ignore);
    }
    EXPECT_FALSE(session.snapshot(at(20)).heart_rate) << raw;
    EXPECT_EQ(session.snapshot(at(20)).heart_fault, SignalFault::damaged) << raw;
  }
}

/// A calm heart's intervals as lines of text, each sent so many times before the next is due.
ByteGenerator repeating_band(int times, double speed) {
  auto beats = std::make_shared<SyntheticHeart>(somebody("calm", 4));
  auto waiting = std::make_shared<std::vector<TimedBytes>>();
  return [=]() -> std::optional<TimedBytes> {
    if (waiting->empty()) {
      const TrueBeat beat = beats->next();
      const std::string line = "rr:" + std::to_string(beat.interval.count()) + "\n";
      for (int i = times - 1; i >= 0; --i) {
        const Seconds later = 0.9 * Seconds{beat.interval} * i / times;
        waiting->push_back({to_microseconds((beat.time + later) / speed), text(line)});
      }
    }
    TimedBytes next = std::move(waiting->back());
    waiting->pop_back();
    return next;
  };
}

TEST(Honesty, BeatsSentAgainAreCountedOnceAndNamed) {
  Room once;
  once.add("text", repeating_band(1, 1.0));
  once.play(240);
  const Snapshot truth = once.snapshot();
  for (const int times : {2, 3, 5}) {
    Room room;
    room.add("text", repeating_band(times, 1.0));
    room.play(240);
    const Snapshot told = room.snapshot();
    EXPECT_TRUE(names(told, SignalFault::damaged)) << times;
    ASSERT_TRUE(told.rmssd && truth.rmssd) << times;
    EXPECT_NEAR(told.rmssd->value.count(), truth.rmssd->value.count(),
                0.1 * truth.rmssd->value.count())
        << times;
    // The first that were repeated were believed: nothing spoke against them yet.
    EXPECT_LT(told.heart_totals.intervals, truth.heart_totals.intervals + 20) << times;
  }
}

TEST(Honesty, ARecordingPlayedFastRepeatsNothing) {
  Room room;
  room.add("text", repeating_band(1, 20.0));
  room.play(12);
  EXPECT_FALSE(names(room.snapshot(), SignalFault::damaged));
}

ByteGenerator person(std::string_view as, std::string_view body, std::uint64_t seed) {
  DeviceConfig config;
  config.seed = seed;
  Measured measured =
      measured_on(somebody(body, seed), as,
                  as == "ble-bridge" ? std::optional{StreamKind::interval} : std::nullopt);
  return make_synthetic_device(as, std::move(measured), config);
}

TEST(SeveralSensors, AStrapGivesTheHeartABeltTheBreathAndEachHasItsOwnHealth) {
  Room room;
  const SourceId strap = room.add("ble-bridge", person("ble-bridge", "calm", 2));
  const SourceId belt = room.add("gdx", person("gdx", "slow", 2));
  room.play(120);
  Snapshot told = room.snapshot();
  ASSERT_TRUE(told.heart_rate && told.breath_rate);
  EXPECT_EQ(told.breath_origin, BreathOrigin::respiration);
  EXPECT_EQ(told.sources[strap].state, LinkState::streaming);
  EXPECT_EQ(told.sources[belt].state, LinkState::streaming);
  ASSERT_EQ(told.sources[strap].streams.size(), 1U);
  EXPECT_EQ(told.sources[strap].streams[0].kind, StreamKind::interval);
  ASSERT_EQ(told.sources[belt].streams.size(), 1U);
  EXPECT_EQ(told.sources[belt].streams[0].kind, StreamKind::respiration);
  // The belt goes: the strap is none the worse, and shows its breath in its place.
  room.lose(belt);
  room.play(180);
  told = room.snapshot();
  EXPECT_EQ(told.sources[belt].state, LinkState::lost);
  EXPECT_TRUE(told.sources[belt].streams.empty());
  EXPECT_TRUE(told.heart_rate);
  EXPECT_EQ(told.sources[strap].streams[0].fault, SignalFault::none);
  EXPECT_NE(told.breath_origin, BreathOrigin::respiration);
}

/// The same, put on later.
ByteGenerator later(Seconds by, ByteGenerator device) {
  return [by, device = std::move(device)]() mutable {
    std::optional<TimedBytes> item = device();
    if (item) {
      item->at += to_microseconds(by);
    }
    return item;
  };
}

TEST(SeveralSensors, ASecondStrapIsASecondPersonAndNeverMixedIn) {
  Room alone;
  alone.add("ble-bridge", person("ble-bridge", "calm", 2));
  alone.play(180);
  Room both;
  const SourceId first = both.add("ble-bridge", person("ble-bridge", "calm", 2));
  const SourceId second = both.add("ant", later(Seconds{10}, person("ant", "quick", 9)));
  both.play(180);
  ASSERT_EQ(both.beats.size(), alone.beats.size());
  for (std::size_t i = 0; i < both.beats.size(); ++i) {
    EXPECT_EQ(both.beats[i].time, alone.beats[i].time) << i;
    EXPECT_EQ(both.beats[i].interval, alone.beats[i].interval) << i;
  }
  EXPECT_TRUE(both.snapshot().sources[second].streams.empty());
  EXPECT_EQ(both.snapshot().sources[second].note.substr(0, 32), "taken for another person's, as t");
  // The first goes: the second stays somebody else's.
  both.lose(first);
  both.play(300);
  EXPECT_EQ(both.beats.size(), alone.beats.size());
  EXPECT_FALSE(both.snapshot().heart_rate);
  EXPECT_EQ(both.snapshot().heart_totals.intervals, alone.snapshot().heart_totals.intervals);
}

TEST(SeveralSensors, AnotherStrapPutOnAfterTheFirstBeginsAnew) {
  Room room;
  const SourceId first = room.add("ble-bridge", person("ble-bridge", "calm", 2));
  room.play(100);
  room.lose(first);
  const std::size_t before = room.beats.size();
  const HostTime last = room.beats.back().time;
  room.add("ant", later(Seconds{110}, person("ant", "quick", 9)));
  room.play(125);
  ASSERT_GT(room.beats.size(), before + 5);
  EXPECT_GT(Seconds{room.beats[before].time - last}.count(), 5.0);
  EXPECT_LT(room.beats[before].interval.count(), 1500.0) << "its own, not the time between the two";
  double sum = 0.0;
  int counted = 0;
  for (std::size_t i = before; i < room.beats.size(); ++i) {
    sum += room.beats[i].interval.count();
    counted += room.beats[i].interval.count() > 0.0 ? 1 : 0;
  }
  const Snapshot told = room.snapshot();
  ASSERT_TRUE(told.heart_rate);
  EXPECT_NEAR(told.heart_rate->value.value(), 60000.0 * counted / sum, 6.0) << "of its beats alone";
}

}  // namespace
}  // namespace ebb
