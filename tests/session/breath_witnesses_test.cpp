#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sensors/decoder.hpp"
#include "session/session.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/synthetic_body.hpp"
#include "simulation/synthetic_device.hpp"

// Several sensors on one simulated person, some of whom leave: one breath, told without a break.
namespace ebb {
namespace {

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

BodyPlan sitter() {
  BodyPlan plan = *body_plan("steady");
  plan.breath_per_minute = 9.0;
  plan.breath_variability = 0.03;
  return plan;
}

/// One that is worn from `from` to `to`, in seconds.
struct Worn {
  StreamKind kind = StreamKind::respiration;
  double hertz = 25.0;
  double from = 0.0;
  double to = 1e9;
  std::function<double(double)> value{};  ///< in place of the body's own wave
};

/// What was told once a second, and the breaths.
struct Told {
  std::vector<Snapshot> seconds;
  std::vector<Breath> breaths;
};

Told listen(const BodyPlan& plan, std::vector<Worn> worn, double length) {
  Session session;
  Told told;
  const EventSink sink = [&told](const Event& event) {
    if (const auto* breath = std::get_if<Breath>(&event)) {
      told.breaths.push_back(*breath);
    }
  };
  std::vector<SourceId> ids;
  std::vector<SyntheticBody> bodies(worn.size(), SyntheticBody{plan});
  std::optional<TrueBeat> beat;
  for (const Worn& one : worn) {
    ids.push_back(session.add_source("sensor", "text"));
    if (one.from == 0.0) {
      session.push(ids.back(), LinkState::streaming, "", at(0), sink);
    }
  }
  std::vector<double> next(worn.size(), 0.0);
  for (int tick = 1; tick <= static_cast<int>(length * 1000.0); ++tick) {
    const double now = tick / 1000.0;
    for (std::size_t i = 0; i < worn.size(); ++i) {
      if (now < next[i] || now < worn[i].from || now >= worn[i].to) {
        continue;
      }
      if (worn[i].kind == StreamKind::interval) {
        if (beat) {
          IntervalReading reading;
          reading.interval = beat->interval;
          reading.arrival = at(now);
          session.push(ids[i], reading, sink);
        }
        beat = bodies[i].next_beat();
        next[i] = beat->time.count();
        continue;
      }
      next[i] += next[i] == 0.0 ? now + 1.0 / worn[i].hertz : 1.0 / worn[i].hertz;
      const Seconds t{now};
      WaveSample sample;
      sample.kind = worn[i].kind;
      sample.arrival = at(now);
      sample.value = worn[i].value                    ? worn[i].value(now)
                     : sample.kind == StreamKind::ecg ? bodies[i].ecg(t)
                     : sample.kind == StreamKind::ppg ? bodies[i].ppg(t)
                                                      : bodies[i].respiration(t);
      session.push(ids[i], sample, sink);
    }
    if (tick % 1000 == 0) {
      told.seconds.push_back(session.snapshot(at(now)));
    }
  }
  return told;
}

/// Where the body is in its breath.
double true_phase(const std::vector<TrueBreath>& breaths, double t) {
  for (const TrueBreath& breath : breaths) {
    const double since = t - breath.start.count();
    if (since >= 0.0 && since < breath.period.count()) {
      return since / breath.period.count();
    }
  }
  return 0.0;
}

double rate_at(const Told& told, std::size_t second) {
  const auto& rate = told.seconds.at(second).breath_rate;
  EXPECT_TRUE(rate) << "nothing told at " << second;
  return rate ? rate->value.value() : 0.0;
}

TEST(BreathWitnesses, TheHeartCarriesOnWithoutAJumpWhenTheBeltFallsOff) {
  const BodyPlan plan = sitter();
  const auto truth = truth_of(plan, Seconds{200});
  const Told told =
      listen(plan, {{StreamKind::respiration, 25.0, 0.0, 120.0}, {StreamKind::ecg, 130.0}}, 180.0);
  ASSERT_EQ(told.seconds[110].breath_origin, BreathOrigin::respiration);
  double before = rate_at(told, 110);
  for (std::size_t s = 111; s < 180; ++s) {
    const double rate = rate_at(told, s);
    EXPECT_NEAR(rate, before, 0.5) << s;
    EXPECT_NEAR(rate, plan.breath_per_minute, 1.5) << s;
    before = rate;
  }
  EXPECT_EQ(told.seconds[175].breath_origin, BreathOrigin::heart);
  // The heart's phase has been set right by the belt's while it was there.
  double off = 0.0;
  int phases = 0;
  for (std::size_t s = 132; s < 160; ++s) {
    if (const auto& phase = told.seconds[s].breath_phase) {
      off += std::abs(turns_between(Turns{true_phase(truth.breaths, static_cast<double>(s + 1))},
                                    phase->value));
      ++phases;
    }
  }
  ASSERT_GT(phases, 15);
  EXPECT_LT(off / phases, 0.15);
}

TEST(BreathWitnesses, ABeltThatLiesLooseGivesWayAndItsQualityIsNotTheHearts) {
  const BodyPlan plan = sitter();
  SyntheticBody body{plan};
  const auto belt = [&body](double t) {
    return t < 100.0 ? body.respiration(Seconds{t}) : 0.3 * std::sin(47.0 * t * t);
  };
  const Told told = listen(
      plan, {{StreamKind::respiration, 25.0, 0.0, 1e9, belt}, {StreamKind::ecg, 130.0}}, 170.0);
  EXPECT_EQ(told.seconds[95].breath_origin, BreathOrigin::respiration);
  EXPECT_EQ(told.seconds[165].breath_origin, BreathOrigin::heart);
  EXPECT_NEAR(rate_at(told, 165), plan.breath_per_minute, 1.5);
}

TEST(BreathWitnesses, TwoBeltsGiveOneSeriesOfBreaths) {
  const BodyPlan plan = sitter();
  const auto truth = truth_of(plan, Seconds{150});
  const Told told = listen(
      plan,
      {{StreamKind::respiration, 25.0, 0.0, 70.0}, {StreamKind::respiration, 50.0, 10.0, 150.0}},
      150.0);
  for (std::size_t i = 1; i < told.breaths.size(); ++i) {
    EXPECT_GT(Seconds{told.breaths[i].start - told.breaths[i - 1].start}.count(), 3.0);
  }
  EXPECT_NEAR(static_cast<double>(told.breaths.size()), static_cast<double>(truth.breaths.size()),
              4.0);
  for (std::size_t s = 40; s < 150; ++s) {
    EXPECT_NEAR(rate_at(told, s), plan.breath_per_minute, 1.0) << s;
  }
}

TEST(BreathWitnesses, APulseOnTheArmHelpsAStrapWhoseHeartHardlySwings) {
  BodyPlan plan = sitter();
  plan.rsa_bpm = 0.0;
  const auto answered = [&plan](std::vector<Worn> worn) {
    const Told told = listen(plan, std::move(worn), 150.0);
    int right = 0;
    for (std::size_t s = 60; s < told.seconds.size(); ++s) {
      const auto& rate = told.seconds[s].breath_rate;
      right += rate && std::abs(rate->value.value() - plan.breath_per_minute) < 1.0 ? 1 : 0;
    }
    return right;
  };
  const int alone = answered({{StreamKind::interval}});
  const int both = answered({{StreamKind::interval}, {StreamKind::ppg, 50.0}});
  EXPECT_LT(alone, 20);
  EXPECT_GT(both, 60);
}

/// Bytes of a board on the chest that tells three axes, through its decoder into a session.
Told through_a_board(bool looked) {
  const BodyPlan plan = sitter();
  Measured measured;
  const std::array<double, 3> gravity{0.1, -0.6, 0.78};
  const std::array<double, 3> tilt{0.02, -0.01, 0.005};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    measured.waves.push_back(
        {StreamKind::acceleration, Hertz{50.0}, "acc", true,
         [wave = RespirationWave{plan}, g = gravity[axis], swing = tilt[axis],
          axis](double t) mutable {
           const double noise = 0.003 * std::sin(1e3 * t * (1.0 + static_cast<double>(axis)) * t);
           return std::optional{WaveValue{g + swing * wave.sample(t) + noise, true}};
         }});
  }
  DeviceConfig config;
  config.length = Seconds{120};
  ByteGenerator device = make_synthetic_device("ebb-link", std::move(measured), config);
  const std::unique_ptr<Decoder> decoder = make_decoder("ebb-link");
  Session session;
  Told told;
  const EventSink sink = [&told](const Event& event) {
    if (const auto* breath = std::get_if<Breath>(&event)) {
      told.breaths.push_back(*breath);
    }
  };
  const SourceId id = session.add_source("board", "ebb-link");
  session.push(id, LinkState::streaming, "", at(0), sink);
  HostTime now{};
  while (const std::optional<TimedBytes> item = device()) {
    now = HostTime{item->at};
    decoder->push(item->bytes, now,
                  [&](const Reading& reading) { session.push(id, reading, sink); });
    if (looked) {
      (void)session.snapshot(now + Microseconds{item->at.count() % 5000});
    }
  }
  told.seconds.push_back(session.snapshot(now));
  return told;
}

TEST(BreathWitnesses, ABoardOnTheChestShowsTheBreathByItsAcceleration) {
  const Told told = through_a_board(false);
  const Snapshot& last = told.seconds.back();
  ASSERT_TRUE(last.breath_rate);
  EXPECT_NEAR(last.breath_rate->value.value(), sitter().breath_per_minute, 0.7);
  EXPECT_EQ(last.breath_origin, BreathOrigin::respiration);
  EXPECT_GT(last.breath_rate->quality, 0.5);
  ASSERT_EQ(last.sources[0].streams.size(), 1U);
  EXPECT_EQ(last.sources[0].streams[0].kind, StreamKind::acceleration);
  EXPECT_EQ(last.sources[0].streams[0].fault, SignalFault::none);
  EXPECT_GT(told.breaths.size(), 10U);
}

TEST(BreathWitnesses, AccelerationGivesTheSameBreathsWhoeverLooked) {
  const Told quiet = through_a_board(false);
  const Told looked = through_a_board(true);
  ASSERT_EQ(quiet.breaths.size(), looked.breaths.size());
  for (std::size_t i = 0; i < quiet.breaths.size(); ++i) {
    EXPECT_EQ(quiet.breaths[i].start, looked.breaths[i].start);
    EXPECT_EQ(quiet.breaths[i].period, looked.breaths[i].period);
    EXPECT_EQ(quiet.breaths[i].depth, looked.breaths[i].depth);
  }
}

TEST(BreathWitnesses, ASensorOnATableSaysThatNothingMoves) {
  const Told told = listen(
      sitter(), {{StreamKind::acceleration, 50.0, 0.0, 1e9, [](double) { return 1.0; }}}, 40.0);
  EXPECT_FALSE(told.seconds.back().breath_rate);
  EXPECT_EQ(told.seconds.back().breath_fault, SignalFault::flat);
}

}  // namespace
}  // namespace ebb
