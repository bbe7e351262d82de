#include "sensors/nonin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/nonin_frame.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// Thirty frames of a real device in data format 2.
constexpr const char* kCapture =
    "01 80 49 00 ca 01 80 46 4a 11 01 80 44 00 c5 01 80 43 00 c4 01 81 43 00 c5 01 80 43 4a 0e"
    "01 80 43 60 24 01 80 43 94 58 01 80 43 00 c4 01 80 41 00 c2 01 80 3e 17 d6 01 80 3c 04 c1"
    "01 80 39 60 1a 01 80 36 60 17 01 80 35 60 16 01 80 34 00 b5 01 80 34 00 b5 01 80 34 00 b5"
    "01 80 35 4a 00 01 80 36 60 17 01 80 37 60 18 01 80 3a 00 bb 01 80 40 00 c1 01 80 4a 00 cb"
    "01 80 57 4a 22 01 80 69 00 ea 01 80 7c 4a 47 01 80 90 00 11 01 80 a1 00 22 01 81 af 00 31";

std::vector<double> waves(std::span<const std::uint8_t> bytes) {
  std::vector<double> values;
  make_decoder("nonin")->push(bytes, HostTime{}, [&](const Reading& reading) {
    if (const auto* sample = std::get_if<WaveSample>(&reading)) {
      values.push_back(sample->value);
    }
  });
  return values;
}

TEST(Nonin, ACapturedPacketIsRead) {
  const auto bytes = bytes_of(kCapture);
  const auto values = waves(bytes);
  ASSERT_EQ(values.size(), 30U);
  EXPECT_THAT((std::vector<double>{values.begin() + 4, values.end() - 1}),
              ElementsAre(67, 67, 67, 67, 67, 65, 62, 60, 57, 54, 53, 52, 52, 52, 53, 54, 55, 58,
                          64, 74, 87, 105, 124, 144, 161));
  const auto seen = readings_of("nonin", bytes);
  EXPECT_THAT(seen, Contains("hr 74").Times(1));
  EXPECT_THAT(seen, Not(Contains("off")));
}

TEST(Nonin, TheRateTakesItsUpperBitsFromTheFirstFrame) {
  EXPECT_THAT(readings_of("nonin", bytes_of("01 81 64 01 e7 01 80 66 11 f8 01 80 69 62 4c")),
              ElementsAre("on", "wave2.1 100", "hr 145", "wave2.1 102", "wave2.1 105"));
}

TEST(Nonin, WithoutAFingerThereIsNoWaveAndNoRate) {
  EXPECT_THAT(readings_of("nonin", bytes_of("01 89 7f 03 0c 01 88 7f 7f 87 01 88 7f 7f 87")),
              ElementsAre("off"));
}

TEST(Nonin, Format7HasAFinerWave) {
  EXPECT_THAT(readings_of("nonin", bytes_of("81 82 34 00 37 80 82 50 48 9a 80 82 80 61 e3"
                                            "80 82 80 00 82 80 82 80 00 82")),
              ElementsAre("on", "wave2.1 33332", "hr 72", "wave2.1 33360", "wave2.1 33408",
                          "wave2.1 33408", "wave2.1 33408"));
}

TEST(Nonin, Format8HasRatesAlone) {
  EXPECT_THAT(readings_of("nonin", bytes_of("80 48 61 00 80 48 61 00 80 48 61 00 81 11 62 00"
                                            "a3 7f 7f 08")),
              ElementsAre("on", "hr 72", "hr 72", "hr 72", "hr 145", "off"));
}

TEST(Nonin, ASteadyRateIsToldEveryTwoSeconds) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 60 * 75; ++i) {
    const auto frame = encode_nonin_format2({.number = i % kNoninFrames + 1, .rate_bpm = 60});
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  EXPECT_THAT(readings_of("nonin", bytes), Contains("hr 60").Times(30));
}

TEST(Nonin, AFrameThatDoesNotAddUpIsALoss) {
  auto bytes = bytes_of(kCapture);
  bytes[52] ^= 0x04U;
  const auto decoder = make_decoder("nonin");
  EXPECT_THAT(readings_of(*decoder, bytes), Contains("loss 1").Times(1));
  EXPECT_EQ(decoder->damage().frames, 1U);
}

TEST(Nonin, APulledPlugIsASentence) {
  const auto decoder = make_decoder("nonin");
  readings_of(*decoder, bytes_of("01 c0 00 00 c1 01 c0 00 00 c1 01 c0 00 00 c1"));
  EXPECT_FALSE(decoder->complaint().empty());
  readings_of(*decoder, bytes_of("01 80 00 00 81"));
  EXPECT_TRUE(decoder->complaint().empty());
}

TEST(Nonin, TwoFramesProveNothing) {
  EXPECT_THAT(readings_of("nonin", bytes_of("01 80 49 00 ca 01 80 46 4a 11")), IsEmpty());
}

}  // namespace
}  // namespace ebb
