// The Arduino Uno's program as it is flashed, compiled by avr-gcc and executed by simavr.
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "firmware-protocol/uno_bench.hpp"
#include "firmware-protocol/wired_person.hpp"
#include "session/session.hpp"
#include "session/source_timing.hpp"

namespace ebb {
namespace {

BodyPlan quiet() {
  BodyPlan plan;
  plan.breath_per_minute = 12.0;
  plan.noise = 0.0;
  plan.jitter_ms = 15.0;
  return plan;
}

double slow_wave(int input, double seconds) {
  return input == 0 ? 2.5 + std::sin(seconds * 7.0) : 2.0 + 0.5 * std::sin(seconds);
}

TEST(Uno, SaysWhoItIsAndWhatItMeasures) {
  UnoBench bench{0.0, slow_wave};
  std::vector<HelloReading> hellos;
  std::size_t pulses = 0;
  std::size_t breaths = 0;
  int losses = 0;
  double furthest = 0.0;
  bench.run(Seconds{12.0}, [&](const Reading& reading) {
    if (const auto* hello = std::get_if<HelloReading>(&reading)) {
      hellos.push_back(*hello);
    } else if (const auto* sample = std::get_if<WaveSample>(&reading)) {
      const double t = to_seconds(*sample->time);
      const bool pulse = sample->kind == StreamKind::ppg;
      (pulse ? pulses : breaths) += 1;
      furthest = std::max(furthest, std::abs(sample->value - 1000.0 * slow_wave(pulse ? 0 : 1, t)));
    }
    losses += std::holds_alternative<LossReading>(reading) ? 1 : 0;
  });
  EXPECT_EQ(losses, 0);
  EXPECT_LT(furthest, 12.0) << "millivolts: two steps of its converter and a millisecond of setup";
  ASSERT_GE(hellos.size(), 2U) << "it says so again for who joins late";
  EXPECT_EQ(hellos[0].name, "Arduino Uno");
  EXPECT_LT(to_seconds(hellos[0].arrival) - to_seconds(UnoBench::kBegun), 0.1);
  EXPECT_NEAR(static_cast<double>(pulses), 12.0 * 200.0, 25.0);
  EXPECT_NEAR(static_cast<double>(breaths), 12.0 * 25.0, 6.0);
  EXPECT_EQ(bench.decoder().damage().frames, 0U);
  EXPECT_TRUE(bench.decoder().capabilities().waveform);
  EXPECT_TRUE(bench.decoder().capabilities().breath);
}

class Crystal : public testing::TestWithParam<double> {};

TEST_P(Crystal, IsFollowedToWithinTwoMilliseconds) {
  std::vector<double> converted;
  UnoBench bench{GetParam(), [&](int input, double seconds) {
                   if (input == 0) {
                     converted.push_back(seconds);
                   }
                   return 2.5;
                 }};
  SourceTiming timing;
  std::size_t next = 0;
  double worst = 0.0;
  bench.run(Seconds{60.0}, [&](const Reading& reading) {
    if (const auto* clock = std::get_if<ClockReading>(&reading)) {
      timing.push(*clock);
    } else if (const auto* sample = std::get_if<WaveSample>(&reading);
               sample != nullptr && sample->kind == StreamKind::ppg) {
      const double told = to_seconds(timing.sample_time(*sample)) - to_seconds(UnoBench::kBegun);
      const double error = told - converted.at(next++);
      if (converted[next - 1] > 30.0) {
        worst = std::max(worst, std::abs(error));
      }
    }
  });
  EXPECT_GE(bench.questions(), 8);
  EXPECT_GT(next, 11'500U);
  EXPECT_LT(worst, 0.002);
  std::printf("crystal fast by %+.3f %%: samples within %.2f ms of when they were taken\n",
              100.0 * GetParam(), worst * 1e3);
}

INSTANTIATE_TEST_SUITE_P(OfBoards, Crystal, testing::Values(-0.005, -0.00005, 0.0, 0.005));

TEST(Uno, ReadsBreathAndBeatsOfAPersonWithAFastCrystal) {
  for (const double drift : {-0.005, 0.005}) {
    WiredPerson person{quiet()};
    UnoBench bench{drift, [&](int input, double t) { return person.volts(input, t); }};
    Session session;
    const SourceId id = session.add_source("uno", "ebb-link");
    std::vector<double> beats;
    const EventSink events = [&](const Event& event) {
      if (const auto* beat = std::get_if<Beat>(&event)) {
        beats.push_back(to_seconds(beat->time) - to_seconds(UnoBench::kBegun));
      }
    };
    session.push(id, LinkState::streaming, "", UnoBench::kBegun, events);
    HostTime last{};
    bench.run(Seconds{45.0}, [&](const Reading& reading) {
      session.push(id, reading, events);
      std::visit([&](const auto& r) { last = r.arrival; }, reading);
    });
    const Snapshot seen = session.snapshot(last);
    ASSERT_TRUE(seen.breath_rate && seen.heart_rate);
    EXPECT_EQ(seen.breath_origin, BreathOrigin::respiration);
    EXPECT_NEAR(seen.breath_rate->value.value(), 12.0, 1.2);
    EXPECT_GE(seen.breath_rate->quality, 0.5);

    std::vector<double> errors;
    for (const TrueBeat& beat : truth_of(quiet(), Seconds{43.0}).beats) {
      const double t = beat.time.count() + PulseWave::kPulseDelay;
      const auto near = std::min_element(beats.begin(), beats.end(), [&](double a, double b) {
        return std::abs(a - t) < std::abs(b - t);
      });
      if (t > 10.0) {
        errors.push_back(*near - t);
      }
    }
    std::sort(errors.begin(), errors.end());
    const double middle = errors[errors.size() / 2];
    std::printf("crystal fast by %+.1f %%: %zu beats, %.1f to %.1f ms about their middle\n",
                100.0 * drift, errors.size(), (errors.front() - middle) * 1e3,
                (errors.back() - middle) * 1e3);
    EXPECT_LT(errors.back() - middle, 0.01);
    EXPECT_GT(errors.front() - middle, -0.01);
  }
}

TEST(Uno, ARestartInMidStreamIsNoticedAndSurvived) {
  WiredPerson person{quiet()};
  UnoBench bench{0.005, [&](int input, double t) { return person.volts(input, t); }};
  Session session;
  const SourceId id = session.add_source("uno", "ebb-link");
  std::vector<std::uint32_t> boots;
  std::vector<Beat> beats;
  const EventSink events = [&](const Event& event) {
    if (const auto* beat = std::get_if<Beat>(&event)) {
      beats.push_back(*beat);
    }
  };
  session.push(id, LinkState::streaming, "", UnoBench::kBegun, events);
  HostTime last{};
  const ReadingSink sink = [&](const Reading& reading) {
    session.push(id, reading, events);
    std::visit([&](const auto& r) { last = r.arrival; }, reading);
    if (const auto* hello = std::get_if<HelloReading>(&reading)) {
      boots.push_back(hello->boot);
    }
  };
  bench.run(Seconds{21.234}, sink);
  const std::uint32_t before = boots.back();
  bench.uno().press_reset();
  bench.run(Seconds{25.0}, sink);
  EXPECT_NE(boots.back(), before);
  const Snapshot seen = session.snapshot(last);
  ASSERT_TRUE(seen.breath_rate && seen.heart_rate);
  EXPECT_NEAR(seen.breath_rate->value.value(), 12.0, 1.2);
  EXPECT_EQ(seen.signal, SignalWord::good);
  for (std::size_t i = 1; i < beats.size(); ++i) {
    ASSERT_GT(beats[i].time, beats[i - 1].time);
    ASSERT_LT(Seconds{beats[i].time - beats[i - 1].time}.count(), 4.0);
  }
  const auto gaps = std::count_if(beats.begin(), beats.end(), [](const Beat& beat) {
    return beat.verdict == IntervalVerdict::gap &&
           beat.time > UnoBench::kBegun + Microseconds{10'000'000};
  });
  EXPECT_EQ(gaps, 1) << "no interval is counted across it";
  EXPECT_LE(bench.decoder().damage().frames, 1U) << "the frame that was cut off";
}

TEST(Uno, DamageOnTheWayToItDoesItNoHarm) {
  UnoBench bench{0.0, slow_wave};
  std::size_t samples = 0;
  int losses = 0;
  const ReadingSink count = [&](const Reading& reading) {
    samples += std::holds_alternative<WaveSample>(reading) ? 1U : 0U;
    losses += std::holds_alternative<LossReading>(reading) ? 1 : 0;
  };
  std::uint32_t noise = 1;
  for (int burst = 0; burst < 40; ++burst) {
    std::vector<std::uint8_t> wild;
    for (int i = 0; i < 300; ++i) {
      noise = noise * 1664525U + 1013904223U;
      wild.push_back(static_cast<std::uint8_t>(noise >> 24));
    }
    bench.uno().hear(wild);
    bench.run(Seconds{0.1}, count);
  }
  EXPECT_EQ(losses, 0);
  EXPECT_GE(samples, 4U * 215U);
  EXPECT_EQ(bench.decoder().damage().frames, 0U);
  EXPECT_LT(bench.uno().deepest_stack(), 400U);
}

}  // namespace
}  // namespace ebb
