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

TEST(DeviceSpeech, ANewerContecClipIsStartedAndReminded) {
  const DeviceSpeech clip = device_speech("cms50-v7");
  EXPECT_THAT(clip.start, ElementsAre(bytes_of("7d 81 a7 80 80 80 80 80 80"),
                                      bytes_of("7d 81 a2 80 80 80 80 80 80"),
                                      bytes_of("7d 81 a1 80 80 80 80 80 80")));
  EXPECT_EQ(clip.keep_alive, bytes_of("7d 81 af 80 80 80 80 80 80"));
  EXPECT_LT(clip.again.count(), 5.0) << "at least every five seconds";
  EXPECT_THAT(device_speech("cms50").keep_alive, IsEmpty());
}

TEST(DeviceSpeech, ABitalinoIsStartedOnEveryInputThatIsReadWhole) {
  EXPECT_THAT(device_speech("bitalino").start,
              ElementsAre(bytes_of("ff"), bytes_of("83"), bytes_of("3d")));
}

TEST(DeviceSpeech, WhatWasStartedCanBeLetRest) {
  EXPECT_THAT(device_speech("bitalino").stop, ElementsAre(bytes_of("ff")));
  EXPECT_THAT(device_speech("gdx").stop, ElementsAre(bytes_of("58 0b fa 71 19 ff 00 ff ff ff ff"),
                                                     bytes_of("58 05 f9 aa 54")));
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
