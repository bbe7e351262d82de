#include "sensors/nonin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/link_script.hpp"
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
  // From the first frame with SYNC on, which is the fifth.
  ASSERT_EQ(values.size(), 26U);
  EXPECT_THAT((std::vector<double>{values.begin(), values.end() - 1}),
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

std::vector<std::uint8_t> frames(int first, int last) {
  std::vector<std::uint8_t> bytes;
  for (int i = first; i < last; ++i) {
    NoninFrame one;
    one.number = i % kNoninFrames + 1;
    one.wave = 90;
    const auto frame = encode_nonin_format2(one);
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  return bytes;
}

// The frame itself, and those without a place in their packet that follow it up to SYNC.
TEST(Nonin, AFrameThatDoesNotAddUpIsALossUpToTheNextPacket) {
  auto bytes = frames(0, 60);
  bytes[10 * 5 + 2] ^= 0x04U;
  const auto decoder = make_decoder("nonin");
  const auto seen = readings_of(*decoder, bytes);
  EXPECT_THAT(seen, Contains("wave2.1 90").Times(10 + 35));
  EXPECT_THAT(seen, Contains("loss 1").Times(1));
  EXPECT_THAT(seen, Contains("loss 14").Times(1));
  EXPECT_EQ(decoder->damage().frames, 1U);
}

TEST(Nonin, FramesAreCountedUpToSync) {
  EXPECT_EQ(waves(frames(0, 75)).size(), 75U);
  EXPECT_THAT(waves(frames(1, 25)), IsEmpty()) << "no SYNC yet";
  // It may come early; then the packet begins anew.
  EXPECT_EQ(waves(joined({frames(0, 7), frames(0, 30)})).size(), 37U);
}

TEST(Nonin, AStreamThatMissesItsSyncIsLeft) {
  const auto bytes = joined({frames(0, 25), frames(1, 25), frames(1, 25), frames(0, 25)});
  const auto decoder = make_decoder("nonin");
  const auto seen = readings_of(*decoder, bytes);
  EXPECT_THAT(seen, Contains("wave2.1 90").Times(50));
  EXPECT_GE(decoder->damage().frames, 1U);
  EXPECT_THAT(readings_of(*decoder, frames(0, 25)), Contains("wave2.1 90").Times(25));
}

TEST(Nonin, Format7WithoutAFingerHasNoWaveAndNoRate) {
  EXPECT_THAT(readings_of("nonin", bytes_of("89 80 00 03 0c 88 80 00 7f 87 88 80 00 7f 87"
                                            "88 80 00 00 08 88 80 00 00 08")),
              ElementsAre("off"));
}

// The pufferfish project's packet for a Nonin OEM III.
TEST(Nonin, APacketOfAnotherProjectsTestsIsRead) {
  const auto bytes = bytes_of("01 81 01 00 83 01 80 01 48 ca 01 80 01 61 e3 01 80 01 30 b2");
  EXPECT_THAT(readings_of("nonin", bytes),
              ElementsAre("on", "wave2.1 1", "hr 72", "wave2.1 1", "wave2.1 1", "wave2.1 1"));
}

/// Format 13; status and rate as given.
std::vector<std::uint8_t> spot_check(const std::string& status, const std::string& rate) {
  auto bytes =
      bytes_of("00 02 00 0d 00 0e 20 26 11 22 19 30 00 00 " + status + " " + rate + " 00 61");
  unsigned sum = 0;
  for (std::size_t i = 6; i < bytes.size(); ++i) {
    sum += bytes[i];
  }
  bytes.push_back(static_cast<std::uint8_t>(sum));
  bytes.push_back(0x03);
  return bytes;
}

TEST(Nonin, ASingleMeasurementTellsItsRateAndHowToGetTheWave) {
  const auto decoder = make_decoder("nonin");
  EXPECT_THAT(readings_of(*decoder, spot_check("02 00", "00 48")), ElementsAre("hr 72"));
  EXPECT_THAT(std::string{decoder->complaint()}, testing::HasSubstr("model="));
  EXPECT_EQ(decoder->damage().bytes, 0U);
  readings_of(*decoder, frames(0, 3));
  EXPECT_THAT(std::string{decoder->complaint()}, IsEmpty());
}

TEST(Nonin, ASingleMeasurementThatIsNotOfNowTellsNothing) {
  EXPECT_THAT(readings_of("nonin", spot_check("00 10", "00 48")), IsEmpty()) << "from memory";
  EXPECT_THAT(readings_of("nonin", spot_check("01 00", "00 48")), IsEmpty()) << "no measurement";
  EXPECT_THAT(readings_of("nonin", spot_check("00 00", "01 ff")), IsEmpty()) << "511";
  auto bent = spot_check("00 00", "00 48");
  bent[20] ^= 1U;
  EXPECT_THAT(readings_of("nonin", bent), IsEmpty()) << "does not add up";
}

TEST(Nonin, ASingleMeasurementIsFoundBehindOneThatWasCut) {
  const auto whole = spot_check("00 00", "00 48");
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    std::vector<std::uint8_t> bytes{whole.begin(), whole.begin() + static_cast<long>(cut)};
    bytes.insert(bytes.end(), whole.begin(), whole.end());
    EXPECT_THAT(readings_of("nonin", joined({bytes, whole, whole, whole})), Contains("hr 72"))
        << cut;
  }
}

TEST(Nonin, APulledPlugIsASentence) {
  const auto decoder = make_decoder("nonin");
  readings_of(*decoder, bytes_of("01 c1 00 00 c2 01 c0 00 00 c1 01 c0 00 00 c1"));
  EXPECT_FALSE(decoder->complaint().empty());
  readings_of(*decoder, bytes_of("01 80 00 00 81"));
  EXPECT_TRUE(decoder->complaint().empty());
}

TEST(Nonin, TwoFramesProveNothing) {
  EXPECT_THAT(readings_of("nonin", bytes_of("01 80 49 00 ca 01 80 46 4a 11")), IsEmpty());
}

}  // namespace
}  // namespace ebb
