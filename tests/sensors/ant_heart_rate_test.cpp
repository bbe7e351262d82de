#include "sensors/ant_heart_rate.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A real monitor's broadcasts, with a collision, a gap and the wrap of its clock among them.
constexpr const char* kLog =
    "a4 0e 4e 02 84 ff a5 e2 a5 e6 ca 3c 80 52 62 78 71 d6"
    "a4 0e 4e 02 04 ff a5 e6 a5 ea cb 3c 80 52 62 78 71 5f"
    "a4 0e 4e 02 84 ff a5 ea a5 ee cc 3c 80 52 62 78 71 d0"
    "a4 0e 4e 02 04 ff a5 ee a5 f2 cd 3c 80 52 62 78 71 49"
    "a4 03 40 02 01 09 ed"
    "a4 0e 4e 02 84 ff b6 fa c7 fe d0 3b 80 52 62 78 71 ba"
    "a4 0e 4e 02 04 ff c7 fe d8 02 d1 3b 80 52 62 78 71 ad"
    "a4 0e 4e 02 84 ff d8 02 e9 06 d2 3b 80 52 62 78 71 f8"
    "a4 0e 4e 02 04 ff e9 06 fa 0a d3 3b 80 52 62 78 71 53";

TEST(AntHeartRate, ARealMonitorsLogIsRead) {
  EXPECT_THAT(readings_of("ant", bytes_of(kLog)),
              ElementsAre("hr 60", "rr 1000 later 0", "rr 1000 later 0", "rr 1000 later 0", "hr 59",
                          "loss 2", "rr 1016.601562 later 0", "rr 1016.601562 later 0",
                          "rr 1016.601562 later 0", "rr 1016.601562 later 0"));
}

std::vector<std::uint8_t> broadcast(const AntHeartPage& page) {
  const auto payload = encode_ant_heart_page(page);
  const auto bytes = encode_ant_broadcast(0, payload);
  return {bytes.begin(), bytes.end()};
}

TEST(AntHeartRate, APageThatIsRepeatedIsOneBeat) {
  AntHeartRate decoder;
  AntHeartPage page{.page = 0, .beat_1024ths = 1000, .beats = 7};
  readings_of(decoder, broadcast(page));
  page.beat_1024ths = 2024;
  page.beats = 8;
  EXPECT_THAT(readings_of(decoder, broadcast(page)), ElementsAre("rr 1000 later 0"));
  page.toggle = true;
  EXPECT_THAT(readings_of(decoder, broadcast(page)), IsEmpty());
}

TEST(AntHeartRate, ASteadyRateIsToldEveryTwoSeconds) {
  AntHeartRate decoder;
  int told = 0;
  for (int i = 0; i < 60 * 4; ++i) {
    const auto second = static_cast<unsigned>(i / 4);
    const auto seen =
        readings_of(decoder, broadcast({.beat_1024ths = static_cast<std::uint16_t>(1024 * second),
                                        .beats = static_cast<std::uint8_t>(second),
                                        .rate_bpm = 60}));
    told += static_cast<int>(std::count(seen.begin(), seen.end(), "hr 60"));
  }
  EXPECT_EQ(told, 30);
}

TEST(AntHeartRate, WithoutTheBeatBeforeAGapHasNoInterval) {
  AntHeartRate decoder;
  readings_of(decoder, broadcast({.page = 2, .beat_1024ths = 1000, .beats = 7}));
  EXPECT_THAT(readings_of(decoder, broadcast({.page = 2, .beat_1024ths = 3000, .beats = 9})),
              ElementsAre("loss 1"));
}

TEST(AntHeartRate, ALongSilenceIsALossWhateverTheCountersSay) {
  for (const auto& [silence, second] : {std::pair{20.0, "rr 1000 later 0"}, {64.0, "loss 1"}}) {
    AntHeartRate decoder;
    std::vector<std::string> seen;
    decoder.push(broadcast({.page = 2, .beat_1024ths = 1000, .beats = 7}), HostTime{},
                 print_into(seen));
    decoder.push(broadcast({.page = 2, .beat_1024ths = 2024, .beats = 8}),
                 at_seconds<HostTime>(silence), print_into(seen));
    EXPECT_THAT(seen, ElementsAre(second));
  }
}

TEST(AntHeartRate, AMonitorThatWantsToBePairedIsHeard) {
  AntHeartRate decoder;
  readings_of(decoder, bytes_of("a4 0e 4e 02 84 ff a5 e2 a5 e6 ca 3c 80 52 62 f8 71 56"));
  EXPECT_THAT(
      readings_of(decoder, bytes_of("a4 0e 4e 02 04 ff a5 e6 a5 ea cb 3c 80 52 62 f8 71 df")),
      ElementsAre("rr 1000 later 0"));
}

TEST(AntHeartRate, ASecondMonitorIsNotMixedIn) {
  AntHeartRate decoder;
  readings_of(decoder, bytes_of("a4 0e 4e 02 84 ff a5 e2 a5 e6 ca 3c 80 52 62 78 71 d6"));
  EXPECT_THAT(
      readings_of(decoder, bytes_of("a4 0e 4e 02 04 ff a5 e6 a5 ea cb 3c 80 53 62 78 71 5e")),
      IsEmpty())
      << "another device number";
  EXPECT_THAT(
      readings_of(decoder, bytes_of("a4 0e 4e 02 04 ff a5 e6 a5 ea cb 3c 80 52 62 0b 71 2c")),
      IsEmpty())
      << "a power meter";
  decoder.reset();
  EXPECT_THAT(
      readings_of(decoder, bytes_of("a4 0e 4e 02 04 ff a5 e6 a5 ea cb 3c 80 53 62 78 71 5e")),
      ElementsAre("hr 60"))
      << "after a new beginning the other one is as good";
}

TEST(AntHeartRate, AStickThatNamesNoDevicesIsHeardOnItsFirstChannel) {
  const auto page = [](std::uint8_t channel, std::uint16_t beat, std::uint8_t beats) {
    AntHeartPage one;
    one.beat_1024ths = beat;
    one.beats = beats;
    one.rate_bpm = 60;
    const auto message = encode_ant_broadcast(channel, encode_ant_heart_page(one));
    return std::vector<std::uint8_t>{message.begin(), message.end()};
  };
  AntHeartRate decoder;
  readings_of(decoder, page(0, 1024, 10));
  EXPECT_THAT(readings_of(decoder, page(1, 1500, 11)), IsEmpty());
  EXPECT_THAT(readings_of(decoder, page(0, 2048, 11)), ElementsAre("rr 1000 later 0"));
}

TEST(AntHeartRate, MessagesBehindAFalseBeginningAreRead) {
  std::vector<std::uint8_t> bytes = bytes_of("a4 28");
  for (std::uint8_t i = 0; i < 6; ++i) {
    const auto message =
        broadcast({.page = 2, .beat_1024ths = static_cast<std::uint16_t>(1024 * i), .beats = i});
    bytes.insert(bytes.end(), message.begin(), message.end());
  }
  AntHeartRate decoder;
  EXPECT_THAT(readings_of(decoder, bytes), testing::SizeIs(5));
  EXPECT_EQ(decoder.damage().bytes, 2U);
}

TEST(AntHeartRate, AWrongXorIsNoMessage) {
  AntHeartRate decoder;
  auto bytes = bytes_of(kLog);
  bytes[6] ^= 1U;
  const auto seen = readings_of(decoder, bytes);
  EXPECT_EQ(decoder.damage().frames, 1U);
  EXPECT_THAT(seen, testing::Contains("loss 2"));
}

}  // namespace
}  // namespace ebb
