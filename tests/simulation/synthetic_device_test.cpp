#include "simulation/synthetic_device.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <type_traits>
#include <variant>

#include <gtest/gtest.h>

#include "core/reading.hpp"
#include "sensors/decoder.hpp"
#include "sensors/recogniser.hpp"
#include "simulation/synthetic_body.hpp"

namespace ebb {
namespace {

/// Everything the real decoder makes of a device's bytes.
std::vector<Reading> read_through(ByteGenerator device, std::string_view protocol,
                                  Damage* damage = nullptr) {
  std::vector<Reading> readings;
  const std::unique_ptr<Decoder> decoder = make_decoder(protocol);
  EXPECT_TRUE(decoder) << protocol;
  if (!decoder) {
    return readings;
  }
  Microseconds last{0};
  while (const std::optional<TimedBytes> item = device()) {
    EXPECT_GE(item->at, last);
    EXPECT_FALSE(item->bytes.empty());
    last = item->at;
    decoder->push(item->bytes, HostTime{item->at},
                  [&readings](const Reading& reading) { readings.push_back(reading); });
  }
  if (damage != nullptr) {
    *damage = decoder->damage();
  }
  return readings;
}

template <class T>
std::vector<T> only(const std::vector<Reading>& readings) {
  std::vector<T> found;
  for (const Reading& reading : readings) {
    if (const T* one = std::get_if<T>(&reading)) {
      found.push_back(*one);
    }
  }
  return found;
}

std::vector<double> seen_intervals(const BodyPlan& plan, Seconds length) {
  std::vector<double> intervals;
  for (const TrueBeat& beat : truth_of(plan, length).beats) {
    if (beat.interval.count() > 0) {
      intervals.push_back(beat.interval.count());
    }
  }
  return intervals;
}

TEST(SyntheticDevice, ABridgeForwardsEveryIntervalTheStrapSaw) {
  for (const char* body : {"calm", "sparse"}) {
    const auto readings =
        read_through(make_synthetic_device(body, "ble-bridge", 3, Seconds{600}), "ble-bridge");
    BodyPlan plan = *body_plan(body);
    plan.seed = 3;
    const std::vector<double> truth = seen_intervals(plan, Seconds{600});
    const auto told = only<IntervalReading>(readings);
    ASSERT_GT(told.size(), truth.size() - 4);
    ASSERT_LE(told.size(), truth.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
      EXPECT_NEAR(told[i].interval.count(), truth[i], 0.49) << i;
    }
    ASSERT_FALSE(only<HelloReading>(readings).empty());
    EXPECT_EQ(only<HelloReading>(readings)[0].name, std::string("Simulated person (") + body + ")");
    EXPECT_FALSE(only<BatteryReading>(readings).empty());
  }
}

TEST(SyntheticDevice, ABridgeSaysWhenTheStrapIsOff) {
  const auto readings =
      read_through(make_synthetic_device("sparse", "ble-bridge", 3, Seconds{600}), "ble-bridge");
  bool off = false;
  bool on = false;
  for (const ContactReading& contact : only<ContactReading>(readings)) {
    off = off || !contact.on_body;
    on = on || contact.on_body;
  }
  EXPECT_TRUE(off);
  EXPECT_TRUE(on);
}

TEST(SyntheticDevice, ALinkCarriesTheWaveformsAtTheirRateAndTime) {
  const auto readings =
      read_through(make_synthetic_device("calm", "ebb-link", 1, Seconds{60}), "ebb-link");
  std::size_t belt = 0;
  std::size_t pulse = 0;
  RespirationWave truth(*body_plan("calm"));
  std::optional<DeviceTime> first;
  for (const WaveSample& sample : only<WaveSample>(readings)) {
    if (sample.kind == StreamKind::ppg) {
      ++pulse;
      continue;
    }
    ASSERT_EQ(sample.kind, StreamKind::respiration);
    ASSERT_TRUE(sample.time.has_value());
    first = first ? first : sample.time;
    const double at = static_cast<double>(belt) / 25.0;
    EXPECT_NEAR(static_cast<double>((*sample.time - *first).count()) * 1e-6, at, 1e-4);
    EXPECT_NEAR(sample.value, truth.sample(at), 0.00051);
    ++belt;
  }
  EXPECT_NEAR(static_cast<double>(belt), 1500, 3);
  EXPECT_NEAR(static_cast<double>(pulse), 6000, 11);
}

TEST(SyntheticDevice, ADriftingCrystalShowsInTheDeviceClock) {
  DeviceConfig config;
  config.drift_ppm = 1000;
  config.length = Seconds{300};
  const auto readings = read_through(
      make_synthetic_device("ble-bridge", measured_on(*body_plan("calm"), "ble-bridge"), config),
      "ble-bridge");
  const auto clocks = only<ClockReading>(readings);
  ASSERT_GT(clocks.size(), 300U);
  const auto device = static_cast<double>((clocks.back().device - clocks[1].device).count());
  const auto host = static_cast<double>((clocks.back().arrival - clocks[1].arrival).count());
  EXPECT_NEAR(device / host - 1.0, 0.001, 0.0002);
}

TEST(SyntheticDevice, APulseSensorTellsBeatsAndSamples) {
  const auto readings =
      read_through(make_synthetic_device("calm", "pulse-sensor", 1, Seconds{120}), "pulse-sensor");
  const std::vector<double> truth = seen_intervals(*body_plan("calm"), Seconds{120});
  const auto beats = only<BeatReading>(readings);
  ASSERT_GT(beats.size() + 3, truth.size());
  for (std::size_t i = 0; i < beats.size(); ++i) {
    ASSERT_TRUE(beats[i].interval.has_value());
    EXPECT_NEAR(beats[i].interval->count(), truth[i], 1.01);
  }
  EXPECT_NEAR(static_cast<double>(only<WaveSample>(readings).size()), 6000, 10);
}

TEST(SyntheticDevice, TextLinesNameTheirStreams) {
  Damage damage;
  const auto readings =
      read_through(make_synthetic_device("calm", "text", 1, Seconds{60}), "text", &damage);
  std::size_t belt = 0;
  std::size_t pulse = 0;
  for (const WaveSample& sample : only<WaveSample>(readings)) {
    (sample.kind == StreamKind::respiration ? belt : pulse) += 1;
  }
  EXPECT_NEAR(static_cast<double>(belt), 3000, 5);
  EXPECT_NEAR(static_cast<double>(pulse), 3000, 5);
}

TEST(SyntheticDevice, PlaysAGivenSeriesToItsEndAndStops) {
  const std::vector<double> given{812, 798.5, 805, 1020, 640, 801};
  for (const char* as : {"ble-bridge", "ebb-link", "pulse-sensor", "text"}) {
    Measured measured;
    measured.beats = beats_of_intervals([given, i = std::size_t{0}]() mutable {
      return i < given.size() ? std::optional{given[i++]} : std::nullopt;
    });
    const auto readings = read_through(make_synthetic_device(as, measured), as);
    std::vector<double> told;
    for (const Reading& reading : readings) {
      if (const auto* interval = std::get_if<IntervalReading>(&reading)) {
        told.push_back(interval->interval.count());
      } else if (const auto* beat = std::get_if<BeatReading>(&reading)) {
        told.push_back(beat->interval.value_or(Milliseconds{0}).count());
      }
    }
    ASSERT_EQ(told.size(), given.size()) << as;
    for (std::size_t i = 0; i < told.size(); ++i) {
      EXPECT_NEAR(told[i], given[i], 1.01) << as;
    }
  }
}

TEST(SyntheticDevice, PlaysAGivenWaveformToItsLastSample) {
  for (const char* as : {"ebb-link", "text", "pulse-sensor"}) {
    Measured measured;
    measured.waves.push_back(
        {StreamKind::ppg, Hertz{100}, "ppg", false,
         [i = 0](double) mutable -> std::optional<WaveValue> {
           return i < 1234 ? std::optional{WaveValue{500.0 + (i++ % 77), true}} : std::nullopt;
         }});
    const auto samples = only<WaveSample>(read_through(make_synthetic_device(as, measured), as));
    // A text reader may drop its first line, which could have been cut.
    ASSERT_GE(samples.size(), 1233U) << as;
    EXPECT_EQ(samples.back().value, 500.0 + 1233 % 77) << as;
  }
}

TEST(SyntheticDevice, AHostileSeriesNeitherHangsNorOverruns) {
  for (const char* as : {"ble-bridge", "ebb-link", "pulse-sensor", "text"}) {
    Measured measured;
    measured.beats = beats_of_intervals([i = 0]() mutable -> std::optional<double> {
      return i++ < 20000 ? std::optional{0.001} : std::nullopt;
    });
    ByteGenerator device = make_synthetic_device(as, measured);
    std::size_t items = 0;
    while (device() && items < 100000) {
      ++items;
    }
    EXPECT_LT(items, 100000U) << as;
  }
}

TEST(SyntheticDevice, ASeedGivesTheSameBytes) {
  for (const std::string_view as : device_names()) {
    const auto all = [as](std::uint64_t seed) {
      std::vector<std::uint8_t> bytes;
      ByteGenerator device = make_synthetic_device("restless", as, seed, Seconds{20});
      while (const auto item = device()) {
        bytes.insert(bytes.end(), item->bytes.begin(), item->bytes.end());
      }
      return bytes;
    };
    EXPECT_EQ(all(5), all(5)) << as;
    EXPECT_NE(all(5), all(6)) << as;
  }
}

TEST(SyntheticDevice, IsNotThereUnderAnUnknownName) {
  EXPECT_FALSE(make_synthetic_device("nobody", "text", 1));
  EXPECT_FALSE(make_synthetic_device("calm", "morse", 1));
  EXPECT_TRUE(make_synthetic_device("calm", "", 1));
}

/// Waves of one kind that came through, and how many of them.
std::size_t waves(const std::vector<Reading>& readings, StreamKind kind) {
  std::size_t count = 0;
  for (const WaveSample& sample : only<WaveSample>(readings)) {
    count += sample.kind == kind ? 1U : 0U;
  }
  return count;
}

TEST(SyntheticDevice, EveryBoughtSensorTellsItsWaveAtItsRate) {
  struct Expected {
    const char* as;
    StreamKind kind;
    double hertz;
  };
  for (const Expected& e :
       {Expected{"cms50", StreamKind::ppg, 60.0}, Expected{"cms50-v7", StreamKind::ppg, 60.0},
        Expected{"nonin", StreamKind::ppg, 75.0}, Expected{"bitalino", StreamKind::ecg, 100.0},
        Expected{"bitalino", StreamKind::respiration, 100.0},
        Expected{"cyton", StreamKind::ecg, 250.0}, Expected{"gdx", StreamKind::respiration, 10.0},
        Expected{"max3010x", StreamKind::ppg, 50.0},
        Expected{"polar-pmd", StreamKind::ecg, 130.0}}) {
    Damage damage;
    const auto readings =
        read_through(make_synthetic_device("calm", e.as, 3, Seconds{20}), e.as, &damage);
    EXPECT_NEAR(static_cast<double>(waves(readings, e.kind)), 20.0 * e.hertz, 75.0) << e.as;
    EXPECT_EQ(damage.frames, 0U) << e.as;
  }
}

TEST(SyntheticDevice, AnAntMonitorTellsEachIntervalOnce) {
  const auto readings = read_through(make_synthetic_device("calm", "ant", 3, Seconds{600}), "ant");
  BodyPlan plan = *body_plan("calm");
  plan.seed = 3;
  const std::vector<double> truth = seen_intervals(plan, Seconds{600});
  const auto told = only<IntervalReading>(readings);
  ASSERT_GT(told.size() + 4, truth.size());
  ASSERT_LE(told.size(), truth.size());
  for (std::size_t i = 0; i < told.size(); ++i) {
    EXPECT_NEAR(told[i].interval.count(), truth[i], 1.0) << i;
  }
}

TEST(SyntheticDevice, EachIsRecognisedByItsBytesWithinFiveSeconds) {
  for (const std::string_view as : device_names()) {
    Recogniser recogniser;
    ByteGenerator device = make_synthetic_device("calm", as, 3, Seconds{5});
    while (const std::optional<TimedBytes> item = device()) {
      recogniser.push(item->bytes, HostTime{item->at});
    }
    EXPECT_EQ(recogniser.protocol(), as) << recogniser.reason();
    EXPECT_FALSE(recogniser.reason().empty());
  }
}

}  // namespace
}  // namespace ebb
