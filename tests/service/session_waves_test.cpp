#include "service/kept/session_waves.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/imports/edf_reader.hpp"
#include "archive/session_file/session_file.hpp"
#include "archive/session_file/session_reader.hpp"
#include "sensors/decoder.hpp"
#include "service/kept/session_export.hpp"
#include "service/start_error.hpp"
#include "simulation/synthetic_device.hpp"
#include "tests/archive/kept_evening.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using testing::SizeIs;

constexpr Seconds kLength{60.0};

/// What a device sends in a minute, kept; and its samples as its decoder gives them.
std::vector<float> keep(const fs::path& file, const std::string& protocol, StreamKind kind) {
  SessionFile record{file, start_of()};
  std::vector<KeptItem> kept{KeptSensor{.number = 0,
                                        .name = "/dev/ttyUSB9",
                                        .protocol = protocol,
                                        .named = protocol,
                                        .address = "serial:/dev/ttyUSB9"}};
  const auto decoder = make_decoder(protocol);
  std::vector<float> values;
  const ReadingSink sink = [&](const Reading& reading) {
    const auto* sample = std::get_if<WaveSample>(&reading);
    if (sample != nullptr && sample->kind == kind) {
      values.push_back(static_cast<float>(sample->value));
    }
  };
  const ByteGenerator device = make_synthetic_device("calm", protocol, 7, kLength);
  while (const auto sent = device()) {
    const HostTime arrival = kClock + sent->at;
    kept.emplace_back(KeptChunk{0, 0, arrival, sent->bytes});
    decoder->push(sent->bytes, arrival, sink);
  }
  record.write(kept);
  record.close();
  return values;
}

struct Case {
  std::string protocol;
  StreamKind kind;
  std::string label;
  std::string unit;
};

class WavesOf : public testing::TestWithParam<Case> {};

TEST_P(WavesOf, ADeviceGoOutAsTheyCame) {
  const Case& device = GetParam();
  const OwnFolder folder;
  const fs::path file = folder.path() / "one.ebb";
  const std::vector<float> values = keep(file, device.protocol, device.kind);
  ASSERT_GT(values.size(), 500U);
  std::vector<double> shares;
  const SessionWaves told =
      session_waves(file, kLength, [&shares](double share) { shares.push_back(share); });
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_TRUE(told.all);
  const auto wave =
      std::find_if(told.waves.begin(), told.waves.end(),
                   [&device](const RecordedWave& one) { return one.kind == device.kind; });
  ASSERT_NE(wave, told.waves.end());
  EXPECT_EQ(wave->values, values);
  EXPECT_EQ(wave->unit, device.unit);
  EXPECT_TRUE(std::is_sorted(wave->stretches.begin(), wave->stretches.end()));

  const auto session = read_session(file);
  ASSERT_TRUE(session) << session.error();
  const fs::path out = folder.path() / "one.edf";
  export_session(*session, file, "edf", out, [](double) {});
  std::ifstream in(out, std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
  const auto read = read_edf(bytes);
  ASSERT_TRUE(read) << read.error();
  const auto signal =
      std::find_if(read->signals.begin(), read->signals.end(),
                   [&device](const EdfSignal& one) { return one.label == device.label; });
  ASSERT_NE(signal, read->signals.end());
  EXPECT_EQ(signal->unit, device.unit);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double digit = static_cast<double>(*high - *low) / 60'000.0;
  // Below every value stands "nothing is known".
  const auto least = static_cast<float>(static_cast<double>(*low) - digit);
  std::vector<float> back;
  std::copy_if(signal->samples.begin(), signal->samples.end(), std::back_inserter(back),
               [least](float value) { return value > least; });
  // The session may end within a sample's length of the last one.
  ASSERT_GE(back.size() + 2, values.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    ASSERT_NEAR(static_cast<double>(back[i]), static_cast<double>(values[i]), digit) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Devices, WavesOf,
                         testing::Values(Case{"bitalino", StreamKind::ecg, "ECG", "mV"},
                                         Case{"polar-pmd", StreamKind::ecg, "ECG", "mV"},
                                         Case{"pulse-sensor", StreamKind::ppg, "PPG", ""},
                                         Case{"gdx", StreamKind::respiration, "Resp belt", "N"}),
                         [](const auto& one) {
                           std::string name = one.param.protocol;
                           name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                           return name;
                         });

TEST(SessionWaves, AreStoppedByWhoeverIsAsked) {
  const OwnFolder folder;
  keep(folder.path() / "one.ebb", "bitalino", StreamKind::ecg);
  EXPECT_THROW(
      session_waves(folder.path() / "one.ebb", kLength, [](double) { throw StartError("enough"); }),
      StartError);
}

TEST(SessionWaves, SayHowFarTheyHaveCome) {
  const OwnFolder folder;
  const fs::path file = folder.path() / "one.ebb";
  SessionFile session{file, start_of()};
  std::vector<KeptItem> items = beginning();
  constexpr int kSeconds = 600;
  for (int second = 0; second < kSeconds; ++second) {
    for (KeptItem& item : second_of(second)) {
      items.push_back(std::move(item));
    }
  }
  session.write(items);
  session.close();
  std::vector<double> shares;
  (void)session_waves(file, Seconds{kSeconds}, [&](double share) { shares.push_back(share); });
  ASSERT_GE(shares.size(), 10U);
  EXPECT_EQ(shares.front(), 0.0);
  EXPECT_GT(shares[shares.size() / 2], 0.3);
  EXPECT_LT(shares[shares.size() / 2], 0.7);
  EXPECT_GT(shares.back(), 0.9);
}

}  // namespace
}  // namespace ebb
