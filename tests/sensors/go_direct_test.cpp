#include "sensors/go_direct.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(GoDirect, TheRequestsOfTheSheetAreBuilt) {
  EXPECT_EQ(encode_go_direct_request(0xFD, 0x10, {}), bytes_of("58 05 fd 6a 10"));
  EXPECT_EQ(encode_go_direct_request(0xF9, 0x1B, bytes_of("ff 00 a0 86 01 00 00 00 00 00")),
            bytes_of("58 0f f9 a1 1b ff 00 a0 86 01 00 00 00 00 00"));
  EXPECT_EQ(encode_go_direct_request(0xF7, 0x19, bytes_of("ff 00 ff ff ff ff")),
            bytes_of("58 0b f7 6e 19 ff 00 ff ff ff ff"));
}

TEST(GoDirect, ForceIsReadBesideARateThatIsNotThereYet) {
  EXPECT_THAT(readings_of("gdx", bytes_of("20 19 cf d8 06 06 00 02 fc 80 8a 07 bf 00 00 c0 7f 80 31"
                                          "08 bf 00 00 c0 7f")),
              ElementsAre("wave3.1 -0.5294570923", "wave3.1 -0.5320053101"));
}

TEST(GoDirect, EverySampleOfAFrameIsRead) {
  EXPECT_THAT(readings_of("gdx", bytes_of("20 15 10 4d 06 02 00 03 00 00 00 a0 3f 00 00 c0 3f 00 00"
                                          "e0 3f")),
              ElementsAre("wave3.1 1.25", "wave3.1 1.5", "wave3.1 1.75"));
}

TEST(GoDirect, TheBatteryIsReadFromTheStatus) {
  EXPECT_THAT(readings_of("gdx", bytes_of("98 12 02 25 10 fd 00 00 01 07 05 00 02 03 04 00 55 01")),
              ElementsAre("battery 85"));
}

TEST(GoDirect, OtherRepliesAndChannelsSayNothing) {
  EXPECT_THAT(readings_of("gdx", bytes_of("98 0a 01 27 51 fd 36 00 00 00")), IsEmpty());
}

TEST(GoDirect, MissingAndUnboundedForcesAreALoss) {
  const std::vector<float> forces{1.0F, std::numeric_limits<float>::quiet_NaN(),
                                  std::numeric_limits<float>::infinity(), 2.0F};
  EXPECT_THAT(readings_of("gdx", encode_go_direct_force(1, forces)),
              ElementsAre("wave3.1 1", "loss 2", "wave3.1 2"));
}

TEST(GoDirect, AFrameThatPromisesMoreThanItHoldsIsReadToItsEnd) {
  auto bytes = encode_go_direct_force(1, std::vector<float>{1.0F});
  bytes[7] = 200;
  bytes[3] = go_direct_checksum(bytes);
  const auto decoder = make_decoder("gdx");
  EXPECT_THAT(readings_of(*decoder, bytes), ElementsAre("wave3.1 1"));
  EXPECT_EQ(decoder->damage().frames, 1U);
}

TEST(GoDirect, FramesBehindAFalseBeginningAreRead) {
  std::vector<std::uint8_t> bytes = bytes_of("20 5a");
  for (std::uint8_t i = 0; i < 8; ++i) {
    const auto frame = encode_go_direct_force(i, std::vector<float>{static_cast<float>(i)});
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  const auto decoder = make_decoder("gdx");
  EXPECT_EQ(readings_of(*decoder, bytes).size(), 8U);
  EXPECT_EQ(decoder->damage().bytes, 2U);
}

TEST(GoDirect, ReportLengthsBetweenFramesAreStepped) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 3; ++i) {
    const auto frame =
        encode_go_direct_force(static_cast<std::uint8_t>(i), std::vector<float>{1.0F});
    bytes.push_back(static_cast<std::uint8_t>(frame.size()));
    bytes.insert(bytes.end(), frame.begin(), frame.end());
    bytes.resize(static_cast<std::size_t>(i + 1) * 64, 0);
  }
  EXPECT_THAT(readings_of("gdx", bytes), ElementsAre("wave3.1 1", "wave3.1 1", "wave3.1 1"));
}

}  // namespace
}  // namespace ebb
