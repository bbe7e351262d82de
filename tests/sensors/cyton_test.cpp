#include "sensors/cyton.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/readings.hpp"
#include "sensors/wire_numbers.hpp"

namespace ebb {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

using Bytes = std::vector<std::uint8_t>;

Bytes packets(int first, int count, std::int32_t value) {
  Bytes bytes;
  for (int i = 0; i < count; ++i) {
    const auto packet = encode_cyton_packet(static_cast<std::uint8_t>(first + i), {value, -value});
    bytes.insert(bytes.end(), packet.begin(), packet.end());
  }
  return bytes;
}

TEST(WireNumbers, TwentyFourBitsKeepTheirSign) {
  EXPECT_EQ(i24_be(bytes_of("00 03 e8").data()), 1000);
  EXPECT_EQ(i24_be(bytes_of("ff fc 18").data()), -1000);
  EXPECT_EQ(i24_be(bytes_of("7f ff ff").data()), 8388607);
  EXPECT_EQ(i24_be(bytes_of("80 00 00").data()), -8388608);
  EXPECT_EQ(i24_le(bytes_of("02 80 ff").data()), -32766);
  EXPECT_EQ(i24_le(bytes_of("02 80 00").data()), 32770);
}

TEST(Cyton, TheWorkedPacketIsRead) {
  const Bytes worked = bytes_of(
      "a0 2a 00 03 e8 ff fc 18 7f ff ff 80 00 00 00 00 00 00 00 01 ff ff ff 01 e2 40"
      "20 00 e0 00 00 00 c0");
  Bytes bytes = worked;
  for (const std::uint8_t number : {std::uint8_t{0x2B}, std::uint8_t{0x2C}}) {
    bytes.insert(bytes.end(), worked.begin(), worked.end());
    bytes[bytes.size() - 32] = number;
  }
  DecoderOptions all;
  all.channels[0] = all.channels[1] = all.channels[2] = all.channels[7] = StreamKind::ecg;
  std::vector<double> microvolts;
  make_decoder("cyton", all)->push(bytes, HostTime{}, [&](const Reading& reading) {
    if (const auto* sample = std::get_if<WaveSample>(&reading)) {
      microvolts.push_back(1000.0 * sample->value);
    }
  });
  ASSERT_EQ(microvolts.size(), 9U) << "the third channel is at the end of its scale";
  EXPECT_NEAR(microvolts[0], 22.3517, 1e-3);
  EXPECT_NEAR(microvolts[1], -22.3517, 1e-3);
  EXPECT_NEAR(microvolts[2], 2759.457, 1e-2);
}

TEST(Cyton, ABeltOnAChannelIsABreath) {
  EXPECT_FALSE(make_decoder("cyton")->capabilities().breath);
  DecoderOptions options;
  options.channels[2] = StreamKind::respiration;
  EXPECT_TRUE(make_decoder("cyton", options)->capabilities().breath);
}

TEST(Cyton, AStepInTheNumberIsALoss) {
  Bytes bytes = packets(250, 4, 0);
  const Bytes later = packets(1, 2, 0);  // 254, 255 and 0 never came
  bytes.insert(bytes.end(), later.begin(), later.end());
  EXPECT_THAT(readings_of("cyton", bytes), Contains("loss 3").Times(1));
}

TEST(Cyton, AnElectrodeThatFellOffIsSaidAfterHalfASecond) {
  EXPECT_THAT(readings_of("cyton", packets(0, 124, 8388607)), IsEmpty());
  EXPECT_THAT(readings_of("cyton", packets(0, 126, 8388607)), ElementsAre("off"));
  Bytes bytes = packets(0, 126, 8388607);
  const Bytes back = packets(126, 1, 0);
  bytes.insert(bytes.end(), back.begin(), back.end());
  EXPECT_THAT(readings_of("cyton", bytes), ElementsAre("off", "on", "loss 126", "wave1.1 0"));
}

TEST(Cyton, SamplesLeftOutAreALossWhenTheyComeAgain) {
  Bytes bytes = packets(0, 3, 0);
  for (const Bytes& more : {packets(3, 20, 8388607), packets(23, 1, 0)}) {
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  EXPECT_THAT(readings_of("cyton", bytes),
              ElementsAre("on", "wave1.1 0", "wave1.1 0", "wave1.1 0", "loss 20", "wave1.1 0"));
}

TEST(Cyton, ADongleWithoutItsBoardIsASentence) {
  const auto decoder = make_decoder("cyton");
  readings_of(*decoder, bytes_of_text("Failure: Communications timeout - Device failed$$$"));
  EXPECT_FALSE(decoder->complaint().empty());
  readings_of(*decoder, packets(0, 3, 0));
  EXPECT_TRUE(decoder->complaint().empty());
}

}  // namespace
}  // namespace ebb
