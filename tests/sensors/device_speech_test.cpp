#include "sensors/device_speech.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/decoder.hpp"
#include "sensors/hex.hpp"

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(DeviceSpeech, ANoninIsAskedForItsWaveOnlyWhereItsModelIsNamed) {
  EXPECT_THAT(device_speech("nonin").start, IsEmpty());
  EXPECT_THAT(device_speech("nonin", "9560").start, ElementsAre(bytes_of("02 70 02 02 02 03")));
  EXPECT_THAT(device_speech("nonin", "3150").start,
              ElementsAre(bytes_of("02 70 04 02 02 00 78 03")));
  EXPECT_EQ(device_speech("nonin", "3150").baud, 9'600U);
}

TEST(DeviceSpeech, AModelChangesNothingForOtherKinds) {
  for (const std::string_view name : decoder_names()) {
    EXPECT_EQ(device_speech(name, "9560").start.empty(),
              name == "nonin" ? false : device_speech(name).start.empty())
        << name;
    EXPECT_EQ(device_models(name).empty(), name != "nonin") << name;
  }
}

}  // namespace
}  // namespace ebb
