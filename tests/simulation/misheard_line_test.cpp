#include "simulation/misheard_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

std::vector<std::uint8_t> every_byte() {
  std::vector<std::uint8_t> bytes(256);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(i);
  }
  return bytes;
}

TEST(MisheardLine, IsHeardAsSentAtItsOwnSpeed) {
  for (const LineSpeed& line : {LineSpeed{115'200, false}, LineSpeed{19'200, true}}) {
    EXPECT_THAT(misheard(every_byte(), line, line), ElementsAreArray(every_byte()));
  }
}

TEST(MisheardLine, StandsASenderThatIsALittleFast) {
  EXPECT_THAT(misheard(every_byte(), {117'500}, {115'200}), ElementsAreArray(every_byte()));
}

// 0x55 alternates: start 0, then 1 0 1 0 1 0 1 0, stop 1. At half the speed each bit that is heard
// covers two that were sent.
TEST(MisheardLine, AtHalfTheSpeedHearsEverySecondBit) {
  const std::vector<std::uint8_t> sent{0x55, 0x55};
  EXPECT_THAT(misheard(sent, {19'200}, {9'600}), ElementsAre(0xFF));
  // Heard six times as fast, one long start bit is a byte of zeros and its last bits another.
  const std::vector<std::uint8_t> one{0xFF};
  EXPECT_THAT(misheard(one, {19'200}, {115'200}), ElementsAre(0xE0));
}

TEST(MisheardLine, NothingSentIsNothingHeard) {
  EXPECT_TRUE(misheard({}, {9'600}, {115'200}).empty());
}

}  // namespace
}  // namespace ebb
