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
