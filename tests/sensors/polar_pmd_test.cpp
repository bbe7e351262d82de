#include "sensors/polar_pmd.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/link_script.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Bytes = std::vector<std::uint8_t>;

PolarFrame frame_of(std::string_view hex) { return decode_polar_frame(bytes_of(hex)).value(); }

TEST(PolarFrame, ShortEcgFramesAreRead) {
  const PolarFrame frame = frame_of(
      "00 00 f2 a9 63 94 43 52 08 00 00 00 00 7a 00 00 ee ff ff 39 07 00 00 00 80 ff ff 7f");
  EXPECT_EQ(frame.kind, PolarFrame::Kind::ecg);
  EXPECT_EQ(frame.last_ns, 599616005000000000U);
  EXPECT_THAT(frame.values, ElementsAre(0, 122, -18, 1849, -8388608, 8388607));
}

TEST(PolarFrame, HeadersOfARealStrapAreRead) {
  EXPECT_EQ(frame_of("00 91 f7 70 aa 30 49 52 08 00 7a 00 00").last_ns, 599622173760485265U);
  EXPECT_THAT(frame_of("00 91 f7 70 aa 30 49 52 08 00 7a 00 00 67 00 00 83 00 00 ac 00 00").values,
              ElementsAre(122, 103, 131, 172));
}

TEST(PolarFrame, AccelerationComesPlainAndPacked) {
  const PolarFrame plain =
      frame_of("02 00 f2 a9 63 94 43 52 08 01 f7 ff ff ff e7 03 0c 00 20 fe 66 03");
  EXPECT_EQ(plain.samples(), 2U);
  EXPECT_THAT(plain.values, ElementsAre(-9, -1, 999, 12, -480, 870));
  const PolarFrame packed =
      frame_of("02 00 f2 a9 63 94 43 52 08 81 f1 ff 14 00 f0 03 06 01 7b 0f 08");
  EXPECT_THAT(packed.values, ElementsAre(-15, 20, 1008, -20, 17, 1008));
}

// The Polar SDK's own unit test: a first sample and one block of 56 differences of ten bits.
constexpr std::string_view kPackedAcceleration =
    "020094357700000000807107f06a9e8d0a38be5cbeba2f96b3ee4be5adfb42b9ebbe4cfeba2f92bf"
    "ee4be4b1fb12b9ecbd3c3ebb2f8fd3de4be3b5f7d2b8edbd307e7b2f8be3ce8be2baf7a2b8eebc20"
    "be7b2f88f3cecbe1bdef52f8efbc18fe3b2f8403bfcbe0c2ef32b8f0bb044ebc2e8113af0be0c6ef"
    "f2f7f1b9fc7dbc2e7d279f4bdfcaebc2f7f2b8eccd7c2e7b378f4bdecee392f7f3b8e00dfd2d774b"
    "7fcbddd2df6237f5b7d44dbd2d745b6fcbdcd7d73237f6b5c88d7d2d716b4f4bdcdcd3f236f7b4bc"
    "ddfd2c6f7b3f4bdbe0cfd236f8b2b02dbe2c6c8f1fcbdae3c7a276f9";

TEST(PolarFrame, AWristbandsPackedAccelerationIsInItsOwnUnit) {
  const auto counts = decode_polar_frame(bytes_of(kPackedAcceleration), 1e-3).value();
  ASSERT_EQ(counts.samples(), 57U);
  EXPECT_THAT((std::vector<double>{counts.values.begin(), counts.values.begin() + 9}),
              ElementsAre(1905, 27376, -29282, 2095, 27271, -29367, 2285, 27165, -29451));
  EXPECT_THAT((std::vector<double>{counts.values.end() - 3, counts.values.end()}),
              ElementsAre(12274, 20173, -32449));
  const PolarFrame usual = frame_of(kPackedAcceleration);
  EXPECT_NEAR(usual.values[0], 0.244 * 1905, 1e-6) << "thousandths of g";
}

/// The lowest `bits` of each number, packed low bit first.
Bytes packed(std::uint8_t bits, const std::vector<int>& numbers) {
  Bytes bytes((bits * numbers.size() + 7) / 8);
  std::size_t at = 0;
  for (const int number : numbers) {
    for (unsigned bit = 0; bit < bits; ++bit, ++at) {
      const auto set = static_cast<unsigned>(number) >> bit & 1U;
      bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | set << (at % 8));
    }
  }
  return bytes;
}

TEST(PolarFrame, PackedLightOfSeveralBlocksIsRead) {
  // Four lights of 22 bits in three bytes each, then two blocks of different widths.
  const auto first = bytes_of("01 00 00 a4 39 93 43 52 08 80 72 8b 01 cd 81 01 a1 86 01 24 fa ff");
  const auto frame = decode_polar_frame(joined({first,
                                                {5, 2},
                                                packed(5, {1, -2, 3, -4, 15, -16, 0, 7}),
                                                {13, 1},
                                                packed(13, {4000, -4000, 0, -1})}));
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->kind, PolarFrame::Kind::ppg);
  EXPECT_THAT(frame->values,
              ElementsAre(101234, 98765, 100001, -1500, 101235, 98763, 100004, -1504, 101250, 98747,
                          100004, -1497, 105250, 94747, 100004, -1498));
}

TEST(PolarFrame, FourLightsOfAWristbandAreRead) {
  EXPECT_THAT(frame_of("01 00 00 a4 39 93 43 52 08 00 72 8b 01 cd 81 01 a1 86 01 dc 05 00").values,
              ElementsAre(101234, 98765, 100001, 1500));
}

TEST(PolarFrame, BeatsTellWhetherTheyAreToBeUsed) {
  const PolarFrame frame =
      frame_of("03 00 00 00 00 00 00 00 00 00 48 41 03 0c 00 06 00 4d 03 1e 00 07");
  ASSERT_EQ(frame.beats.size(), 2U);
  EXPECT_EQ(frame.beats[0].interval_ms, 833);
  EXPECT_EQ(frame.beats[0].error_ms, 12);
  EXPECT_FALSE(frame.beats[0].blocked);
  EXPECT_EQ(frame.beats[1].interval_ms, 845);
  EXPECT_TRUE(frame.beats[1].blocked);
}

TEST(PolarFrame, CutAndUnknownFramesAreNothing) {
  EXPECT_FALSE(decode_polar_frame(bytes_of("00 00 f2 a9 63 94 43 52 08")));
  EXPECT_FALSE(decode_polar_frame(bytes_of("00 00 f2 a9 63 94 43 52 08 00 7a 00")));
  EXPECT_FALSE(decode_polar_frame(bytes_of("00 00 f2 a9 63 94 43 52 08 03 7a 00 00")));
  EXPECT_FALSE(decode_polar_frame(bytes_of("09 00 f2 a9 63 94 43 52 08 00 7a 00 00")));
  EXPECT_FALSE(decode_polar_deltas(bytes_of("f1 ff 14 00 f0 03 06 ff 7b"), 16, 3));
  EXPECT_FALSE(decode_polar_deltas(bytes_of("f1 ff 14 00 f0 03 00 01"), 16, 3)) << "no width";
}

/// An H10's notification in the bridge's frame, `n` samples up to `last_ns`.
LinkScript::Bytes notification(LinkScript& bridge, std::uint64_t last_ns, std::size_t n) {
  const std::vector<std::int32_t> ecg(n, 1000);
  const auto payload = encode_polar_ecg(last_ns, ecg);
  return bridge.taken(ebb_link_encode_ble_notify(bridge.encoder(), 0, 1, kPolarService, kPolarData,
                                                 -61, payload.data(),
                                                 static_cast<std::uint8_t>(payload.size())));
}

std::vector<double> sample_times(const LinkScript::Bytes& bytes) {
  std::vector<double> times;
  make_decoder("polar-pmd")->push(bytes, HostTime{}, [&](const Reading& reading) {
    if (const auto* sample = std::get_if<WaveSample>(&reading)) {
      times.push_back(to_seconds(sample->time.value()));
    }
  });
  return times;
}

TEST(PolarPmd, TheRateIsThatOfTheTimeStamps) {
  LinkScript bridge;
  LinkScript::Bytes bytes;
  constexpr std::uint64_t kStart = 599622173760485265U;
  constexpr std::uint64_t kFrame = 561'343'000;
  for (std::uint64_t i = 0; i < 4; ++i) {
    bytes = joined({bytes, notification(bridge, kStart + i * kFrame, 73)});
  }
  const auto times = sample_times(bytes);
  ASSERT_EQ(times.size(), 4U * 73U);
  for (std::size_t i = 74; i < times.size(); ++i) {
    EXPECT_NEAR(times[i] - times[i - 1], 0.561343 / 73, 2e-6);
  }
}

// Six frames of a real H10, 73 samples each, by their headers. Its 130 a second is 130.17.
TEST(PolarPmd, TheRateOfARealStrapIsNotItsNominalOne) {
  LinkScript bridge;
  Bytes bytes;
  for (const char* header : {"00 91 f7 70 aa 30 49 52 08 00", "00 7c 3b de cb 30 49 52 08 00",
                             "00 ad 57 4b ed 30 49 52 08 00", "00 54 c3 b8 0e 31 49 52 08 00",
                             "00 01 2f 26 30 31 49 52 08 00", "00 aa 9a 93 51 31 49 52 08 00"}) {
    auto payload = bytes_of(header);
    payload.resize(payload.size() + 73 * 3);
    bytes = joined({bytes, bridge.taken(ebb_link_encode_ble_notify(
                               bridge.encoder(), 0, 1, kPolarService, kPolarData, -61,
                               payload.data(), static_cast<std::uint8_t>(payload.size())))});
  }
  EXPECT_THAT(readings_of("polar-pmd", bytes), Not(Contains(testing::StartsWith("loss"))));
  const auto times = sample_times(bytes);
  ASSERT_EQ(times.size(), 6U * 73U);
  EXPECT_NEAR(365.0 / (times[437] - times[72]), 130.168, 0.001);
  for (std::size_t i = 74; i < times.size(); ++i) {
    EXPECT_NEAR(times[i] - times[i - 1], 0.560813 / 73, 3e-6) << i;
  }
}

TEST(PolarPmd, PackedAccelerationIsWorthWhatTheControlPointSays) {
  LinkScript bridge;
  const auto packed_one = [&] {
    return bridge.notify(0, kPolarService, kPolarData,
                         "02 00 f2 a9 63 94 43 52 08 80 e8 03 00 00 18 fc");
  };
  const auto x_of = [](const std::vector<std::string>& seen) {
    for (const std::string& line : seen) {
      if (line.find(".1 ") != std::string::npos) {
        return std::stod(line.substr(line.find(' ')));
      }
    }
    return 0.0;
  };
  const auto decoder = make_decoder("polar-pmd");
  EXPECT_NEAR(x_of(readings_of(*decoder, packed_one())), 244.0, 1e-3);
  // The rates 26 and 52, and a factor of 1/4096.
  const auto settings = bridge.notify(0, kPolarService, kPolarControl,
                                      "f0 01 02 00 00 00 02 1a 00 34 00 05 01 00 00 80 39");
  EXPECT_THAT(readings_of(*decoder, settings), IsEmpty());
  EXPECT_NEAR(x_of(readings_of(*decoder, packed_one())), 1000.0 / 4096.0 * 1000.0, 1e-3);
  // Not a number, and another measurement's.
  readings_of(*decoder,
              bridge.notify(0, kPolarService, kPolarControl, "f0 01 02 00 00 05 01 00 00 c0 7f"));
  readings_of(*decoder,
              bridge.notify(0, kPolarService, kPolarControl, "f0 01 01 00 00 05 01 00 00 80 3c"));
  EXPECT_NEAR(x_of(readings_of(*decoder, packed_one())), 1000.0 / 4096.0 * 1000.0, 1e-3);
}

TEST(PolarPmd, AFrameThatIsMissingIsAGapAndNotAStretchedOne) {
  LinkScript bridge;
  constexpr std::uint64_t kStart = 599622173760485265U;
  constexpr std::uint64_t kFrame = 561'343'000;
  const auto bytes =
      joined({notification(bridge, kStart, 73), notification(bridge, kStart + kFrame, 73),
              notification(bridge, kStart + 4 * kFrame, 73)});
  EXPECT_THAT(readings_of("polar-pmd", bytes), Contains("loss 1").Times(1));
  const auto times = sample_times(bytes);
  EXPECT_NEAR(times[146] - times[145], (0.561343 * 2) + 0.561343 / 73, 1e-5);
}

/// A Verity Sense's notification: `n` plain samples of its four lights up to `last_ns`.
LinkScript::Bytes lights(LinkScript& bridge, std::uint64_t last_ns, std::size_t n) {
  std::vector<std::uint8_t> payload{0x01};
  for (unsigned shift = 0; shift < 64; shift += 8) {
    payload.push_back(static_cast<std::uint8_t>(last_ns >> shift));
  }
  payload.resize(payload.size() + 1 + n * 12, 0);
  return bridge.taken(ebb_link_encode_ble_notify(bridge.encoder(), 0, 1, kPolarService, kPolarData,
                                                 -61, payload.data(),
                                                 static_cast<std::uint8_t>(payload.size())));
}

TEST(PolarPmd, AFrameOfLightThatIsMissingIsAGapAndNotAStretchedOne) {
  LinkScript bridge;
  constexpr std::uint64_t kStart = 599622173760485265U;
  constexpr std::uint64_t kFrame = 428'571'428;  // a rate that is not the usual one
  const auto bytes =
      joined({lights(bridge, kStart, 12), lights(bridge, kStart + kFrame, 12),
              lights(bridge, kStart + 3 * kFrame, 12), lights(bridge, kStart + 4 * kFrame, 12)});
  EXPECT_THAT(readings_of("polar-pmd", bytes), Contains("loss 1").Times(1));
  const auto times = sample_times(bytes);
  ASSERT_EQ(times.size(), 48U);
  EXPECT_NEAR(times[24] - times[23], 13.0 / 28.0, 1e-5);
  for (std::size_t i = 25; i < times.size(); ++i) {
    EXPECT_NEAR(times[i] - times[i - 1], 1.0 / 28.0, 1e-5);
  }
}

TEST(PolarPmd, ALossBeforeTheRateIsKnownDoesNotStretchTheRest) {
  LinkScript bridge;
  constexpr std::uint64_t kStart = 599622173760485265U;
  constexpr std::uint64_t kFrame = 428'571'428;
  const auto bytes =
      joined({lights(bridge, kStart, 12), lights(bridge, kStart + 2 * kFrame, 12),
              lights(bridge, kStart + 3 * kFrame, 12), lights(bridge, kStart + 4 * kFrame, 12)});
  const auto times = sample_times(bytes);
  ASSERT_EQ(times.size(), 48U);
  for (std::size_t i = 25; i < times.size(); ++i) {
    EXPECT_NEAR(times[i] - times[i - 1], 1.0 / 28.0, 1e-5);
  }
}

TEST(PolarPmd, AStrapThatBeganAnewHasANewTimeLine) {
  LinkScript bridge;
  const auto bytes = joined(
      {notification(bridge, 599622173760485265U, 3), notification(bridge, 599616000000000000U, 3)});
  EXPECT_THAT(readings_of("polar-pmd", bytes), Contains("hello Polar 1").Times(1));
}

TEST(PolarPmd, BlockedBeatsAreALoss) {
  LinkScript bridge;
  EXPECT_THAT(readings_of("polar-pmd",
                          bridge.notify(
                              0, kPolarService, kPolarData,
                              "03 00 00 00 00 00 00 00 00 00 48 41 03 0c 00 06 00 4d 03 1e 00 07")),
              ElementsAre("hr 72", "pp 833 later 0", "loss 1"));
}

TEST(PolarPmd, TheStrapsOwnServiceTellsContactAndRate) {
  LinkScript bridge;
  EXPECT_THAT(readings_of("polar-pmd", bridge.notify(0, 0x180D, 0x2A37, "16 3c 11 04")),
              ElementsAre("on", "hr 60"));
  EXPECT_THAT(readings_of("polar-pmd", bridge.notify(0, 0x1234, 0x5678, "16 3c 11 04")), IsEmpty());
}

}  // namespace
}  // namespace ebb
