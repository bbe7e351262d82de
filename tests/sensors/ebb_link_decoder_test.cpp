#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/decoder.hpp"
#include "sensors/link_script.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using Bytes = LinkScript::Bytes;

const char* const kNotify =
    "04 01 20 01 02 08 04 60 e3 16 0e 0d 18 37 2a c3 10 49 5e 03 96 03 11 74 00";
const char* const kAboutToWrap =
    "04 01 10 02 02 09 07 fa ff ff ff 40 9c 01 02 03 09 88 ff 8a ff 91 ff 73 0b 00";
const char* const kWrapped =
    "04 01 10 02 02 0a 04 ba d4 01 03 40 9c 01 02 03 09 9b ff a6 ff b2 ff fb f3 00";

TEST(EbbLinkDecoder, ReadsAForwardedNotification) {
  EXPECT_THAT(readings_of("ble-bridge", bytes_of(kNotify)),
              ElementsAre("clock 1500000", "hr 73", "rr 841.796875 later 1 @1500000",
                          "rr 896.484375 later 0 @1500000"));
}

TEST(EbbLinkDecoder, BothNamesReadTheSameWire) {
  EXPECT_EQ(readings_of("ble-bridge", bytes_of(kNotify)),
            readings_of("ebb-link", bytes_of(kNotify)));
  EXPECT_EQ(make_decoder("ebb-link")->protocol(), "ebb-link");
  EXPECT_EQ(make_decoder("ble-bridge")->protocol(), "ble-bridge");
}

TEST(EbbLinkDecoder, SamplesKeepTheirTimeAcrossTheWrap) {
  EXPECT_THAT(
      readings_of("ebb-link", joined({bytes_of(kAboutToWrap), bytes_of(kWrapped)})),
      ElementsAre("clock 4295047290", "wave3.2 -120 @4294967290", "wave3.2 -118 @4295007290",
                  "wave3.2 -111 @4295047290", "clock 4295167290", "wave3.2 -101 @4295087290",
                  "wave3.2 -90 @4295127290", "wave3.2 -78 @4295167290"));
}

TEST(EbbLinkDecoder, HeartbeatTellsBootAndBatteryAndBeatItsInterval) {
  EXPECT_THAT(readings_of("ebb-link", bytes_of("03 01 02 01 02 07 04 40 42 0f 08 cd ab 34 12 64 "
                                               "fb 25 00")),
              ElementsAre("hello  305441741", "clock 1000000", "battery 100"));
  EXPECT_THAT(
      readings_of("ebb-link", bytes_of("04 01 11 03 06 ff ff 80 84 1e 03 41 03 03 86 f4 00")),
      ElementsAre("clock 2000000", "pulse 833 @2000000"));
}

TEST(EbbLinkDecoder, DescriptorGivesKindFormatAndScale) {
  LinkScript device;
  const std::array<std::int32_t, 2> wide{-8388608, 4};
  const std::array<std::int32_t, 1> whole{-2147483647};
  const std::array<float, 3> real{1.5F, std::numeric_limits<float>::quiet_NaN(), -2.0F};
  Bytes bytes = joined({device.stream(0, 1, EBB_LINK_KIND_ECG, EBB_LINK_I24, 0.5F, 1.0F),
                        device.stream(0, 2, EBB_LINK_KIND_PPG, EBB_LINK_I32),
                        device.stream(0, 3, EBB_LINK_KIND_RESPIRATION, EBB_LINK_F32, 2.0F)});
  bytes = joined({bytes, device.taken(ebb_link_encode_samples_i24(device.encoder(), 10, 1, 0, 1000,
                                                                  wide.data(), 2))});
  bytes = joined({bytes, device.taken(ebb_link_encode_samples_i32(device.encoder(), 20, 2, 0, 1000,
                                                                  whole.data(), 1))});
  bytes = joined({bytes, device.taken(ebb_link_encode_samples_f32(device.encoder(), 30, 3, 0, 1000,
                                                                  real.data(), 3))});
  EXPECT_THAT(readings_of("ebb-link", bytes),
              ElementsAre("clock 0", "clock 0", "clock 0", "clock 1010", "wave1.1 -4194303 @10",
                          "wave1.1 3 @1010", "clock 20", "wave2.2 -2147483647 @20", "clock 2030",
                          "wave3.3 3 @30", "wave3.3 -4 @2030"));
}

TEST(EbbLinkDecoder, OptionsNameAndTurnWhatTheDeviceDoesNotDescribe) {
  LinkScript device;
  const Bytes bytes = device.samples(0, 1, {5});
  EXPECT_THAT(readings_of("ebb-link", bytes, {.kind = StreamKind::ppg, .invert = true}),
              ElementsAre("clock 0", "wave2.1 -5 @0"));
}

TEST(EbbLinkDecoder, IntervalAndRateStreamsAreNotWaves) {
  LinkScript device;
  const Bytes bytes =
      joined({device.stream(0, 1, EBB_LINK_KIND_INTERVAL, EBB_LINK_I16, 1.0F, 0.0F, 1, 0),
              device.stream(0, 2, EBB_LINK_KIND_HEART_RATE, EBB_LINK_I16),
              device.samples(9, 1, {800, 0, 810}, 0, 0), device.samples(9, 2, {72}, 0, 0),
              device.taken(ebb_link_encode_value(device.encoder(), 9, 1, 0, 820.5F))});
  EXPECT_THAT(readings_of("ebb-link", bytes),
              ElementsAre("clock 0", "clock 0", "clock 9", "rr 800 later 2 @9", "rr 810 later 0 @9",
                          "clock 9", "hr 72", "clock 9", "rr 820.5 later 0 @9"));
}

TEST(EbbLinkDecoder, OnlyTheFirstOfSeveralChannelsIsRead) {
  LinkScript device;
  const Bytes bytes = joined({device.stream(0, 1, EBB_LINK_KIND_ECG, EBB_LINK_I16, 1, 0, 3),
                              device.samples(0, 1, {1, 2, 3, 4, 5, 6})});
  EXPECT_THAT(readings_of("ebb-link", bytes),
              ElementsAre("clock 0", "clock 40000", "wave1.1 1 @0", "wave1.1 4 @40000"));
}

TEST(EbbLinkDecoder, TheAxesOfAnAccelerationAreStreamsOfTheirOwn) {
  LinkScript device;
  const Bytes bytes =
      joined({device.stream(0, 1, EBB_LINK_KIND_ACCELERATION, EBB_LINK_I16, 1, 0, 3),
              device.samples(0, 1, {1, 2, 3, 4, 5, 6})});
  EXPECT_THAT(readings_of("ebb-link", bytes),
              ElementsAre("clock 0", "clock 40000", "wave4.1 1 @0", "wave4.6 2 @0", "wave4.11 3 @0",
                          "wave4.1 4 @40000", "wave4.6 5 @40000", "wave4.11 6 @40000"));
}

TEST(EbbLinkDecoder, AGapInTheNumbersIsALoss) {
  LinkScript device;
  const Bytes first = device.samples(0, 1, {1});
  device.samples(40000, 1, {2});
  device.samples(80000, 1, {3});
  const Bytes fourth = device.samples(120000, 1, {4});
  EXPECT_THAT(
      readings_of("ebb-link", joined({first, fourth})),
      ElementsAre("clock 0", "wave3.1 1 @0", "loss 2", "clock 120000", "wave3.1 4 @120000"));
}

TEST(EbbLinkDecoder, AFrameTheDeviceCouldNotSendIsALoss) {
  LinkScript device;
  ebb_link_dropped(device.encoder());
  EXPECT_THAT(readings_of("ebb-link", device.samples(0, 1, {1})),
              ElementsAre("loss 1", "clock 0", "wave3.1 1 @0"));
}

TEST(EbbLinkDecoder, ARepeatedFrameIsReadOnce) {
  LinkScript device;
  const Bytes first = device.samples(0, 1, {1});
  const Bytes second = device.samples(40000, 1, {2});
  EXPECT_THAT(readings_of("ebb-link", joined({first, first, second, first})),
              ElementsAre("clock 0", "wave3.1 1 @0", "clock 40000", "wave3.1 2 @40000"));
}

TEST(EbbLinkDecoder, SequenceWrapsWithoutALoss) {
  LinkScript device;
  device.encoder()->next_seq = 0xFFFF;
  const auto seen =
      readings_of("ebb-link", joined({device.samples(0, 1, {1}), device.samples(40000, 1, {2})}));
  EXPECT_THAT(seen, Not(Contains(StartsWith("loss"))));
}

TEST(EbbLinkDecoder, ANewBootIdBeginsANewTimeLine) {
  LinkScript before;
  LinkScript after;
  const Bytes bytes =
      joined({before.hello(3000000000U, 7, "Belt"), before.samples(3000100000U, 1, {1}),
              after.hello(50, 8, "Belt"), after.samples(100, 1, {2})});
  EXPECT_THAT(
      readings_of("ebb-link", bytes),
      ElementsAre("hello Belt 7", "clock 3000000000", "clock 3000100000", "wave3.1 1 @3000100000",
                  "loss 1", "hello Belt 8", "clock 50", "clock 100", "wave3.1 2 @100"));
}

bool has_wave(const std::vector<std::string>& seen, const std::string& wave) {
  return std::any_of(seen.begin(), seen.end(),
                     [&](const std::string& line) { return line.starts_with(wave + " "); });
}

TEST(EbbLinkDecoder, AnotherBoardInheritsNothing) {
  LinkScript first;
  const auto decoder = make_decoder("ebb-link");
  const auto seen =
      readings_of(*decoder, joined({first.hello(1000, 77, "Belt"),
                                    first.stream(2000, 2, EBB_LINK_KIND_PPG, EBB_LINK_I16, 0.5F),
                                    first.samples(3000, 2, {10})}));
  EXPECT_TRUE(has_wave(seen, "wave2.2 5"));
  decoder->reset();
  LinkScript second;
  const auto other =
      readings_of(*decoder, joined({second.heartbeat(5000, 78), second.samples(6000, 2, {10})}));
  EXPECT_TRUE(has_wave(other, "wave3.2 10")) << "as a stream without a descriptor is read";
}

TEST(EbbLinkDecoder, ABoardWhoseLinkWasLostKeepsWhatItHasSaid) {
  LinkScript board;
  const auto decoder = make_decoder("ebb-link");
  readings_of(*decoder, joined({board.hello(1000, 77, "Belt"),
                                board.stream(2000, 2, EBB_LINK_KIND_PPG, EBB_LINK_I16, 0.5F)}));
  decoder->reset();
  const auto seen =
      readings_of(*decoder, joined({board.heartbeat(5000, 77), board.samples(6000, 2, {10})}));
  EXPECT_TRUE(has_wave(seen, "wave2.2 5"));
}

TEST(EbbLinkDecoder, ARestartWhoseHelloWasLostIsSeenByTheHeartbeat) {
  LinkScript before;
  LinkScript after;
  before.encoder()->next_seq = 5000;
  const Bytes bytes =
      joined({before.hello(3000000000U, 7, "Belt"), before.samples(3000100000U, 1, {1}),
              after.samples(100, 1, {2}), after.heartbeat(200, 8), after.samples(300, 1, {3})});
  const auto seen = readings_of("ebb-link", bytes);
  EXPECT_THAT(seen, Not(Contains("wave3.1 2 @100"))) << "its clock was not to be believed yet";
  EXPECT_THAT(seen, Contains("hello Belt 8"));
  EXPECT_EQ(seen.back(), "wave3.1 3 @300");
}

TEST(EbbLinkDecoder, ARestartWithoutBootIdsIsBelievedAfterAWhile) {
  LinkScript before;
  LinkScript after;
  Bytes bytes = before.samples(3000000000U, 1, {1});
  for (std::uint32_t i = 0; i < 12; ++i) {
    bytes = joined({bytes, after.samples(i * 40000, 1, {2})});
  }
  const auto seen = readings_of("ebb-link", bytes);
  EXPECT_EQ(seen.back(), "wave3.1 2 @440000");
  EXPECT_THAT(seen, Contains(StartsWith("hello")));
}

TEST(EbbLinkDecoder, SensorOffIsToldWhenItComesAndWhenItGoes) {
  LinkScript device;
  const Bytes bytes = joined(
      {device.samples(0, 1, {1}), device.samples(40000, 1, {2}, EBB_LINK_FLAG_SENSOR_OFF),
       device.samples(80000, 1, {3}, EBB_LINK_FLAG_SENSOR_OFF), device.samples(120000, 1, {4})});
  EXPECT_THAT(
      readings_of("ebb-link", bytes),
      ElementsAre("clock 0", "wave3.1 1 @0", "clock 40000", "off", "wave3.1 2 @40000",
                  "clock 80000", "wave3.1 3 @80000", "clock 120000", "on", "wave3.1 4 @120000"));
}

TEST(EbbLinkDecoder, ContactIsToldOnlyByStrapsThatCanTell) {
  LinkScript device;
  const auto strap = [&](std::uint32_t t, std::string_view hex) {
    return device.notify(t, 0x180D, 0x2A37, hex);
  };
  EXPECT_THAT(
      readings_of("ble-bridge", joined({strap(1, "10 00"), strap(2, "06 3c"), strap(3, "06 3c"),
                                        strap(4, "04 00")})),
      ElementsAre("clock 1", "clock 2", "on", "hr 60", "clock 3", "hr 60", "clock 4", "off"));
}

TEST(EbbLinkDecoder, ZeroRateAndZeroIntervalAreMissing) {
  LinkScript device;
  EXPECT_THAT(readings_of("ble-bridge", device.notify(5, 0x180D, 0x2A37, "10 00 00 00 00 04")),
              ElementsAre("clock 5", "rr 1000 later 0 @5"));
}

TEST(EbbLinkDecoder, StrapsBatteryGoesBeforeTheBridges) {
  LinkScript device;
  const Bytes bytes = joined({device.heartbeat(0, 1, 80), device.notify(1, 0x180F, 0x2A19, "32"),
                              device.heartbeat(2, 1, 79), device.notify(3, 0x180F, 0x2A19, "ff")});
  EXPECT_THAT(readings_of("ble-bridge", bytes),
              ElementsAre("hello  1", "clock 0", "battery 80", "clock 1", "battery 50", "clock 2",
                          "clock 3"));
}

TEST(EbbLinkDecoder, AWristBandGivesPulseIntervals) {
  LinkScript device;
  const Bytes bytes = joined(
      {device.notify(0, 0x180D, 0x2A38, "02"), device.notify(1, 0x180D, 0x2A37, "10 48 00 04")});
  EXPECT_THAT(readings_of("ble-bridge", bytes), Contains("pp 1000 later 0 @1"));
}

TEST(EbbLinkDecoder, UnknownTypesAreIgnored) {
  LinkScript device;
  ebb_link_begin(device.encoder(), 0x55, 9, 0, 77);
  ebb_link_put_u32(device.encoder(), 0xFFFFFFFF);
  const auto decoder = make_decoder("ebb-link");
  EXPECT_THAT(readings_of(*decoder, device.taken(ebb_link_finish(device.encoder()))),
              ElementsAre("clock 77"));
  EXPECT_EQ(decoder->damage().frames, 0U);
}

TEST(EbbLinkDecoder, AnotherVersionIsComplainedOfOnce) {
  LinkScript device;
  ebb_link_begin(device.encoder(), EBB_LINK_HEARTBEAT, 0, 0, 0);
  device.encoder()->wire[1] = 3;
  const Bytes other = device.taken(ebb_link_finish(device.encoder()));
  const auto decoder = make_decoder("ebb-link");
  EXPECT_THAT(decoder->complaint(), IsEmpty());
  EXPECT_THAT(readings_of(*decoder, joined({other, other})), IsEmpty());
  EXPECT_THAT(std::string{decoder->complaint()}, testing::HasSubstr("version 3"));
  decoder->reset();
  EXPECT_THAT(decoder->complaint(), IsEmpty());
}

TEST(EbbLinkDecoder, AFrameThatContradictsItselfIsDamage) {
  LinkScript device;
  const auto samples_of = [&](std::uint16_t count, std::size_t bytes) {
    ebb_link_begin(device.encoder(), EBB_LINK_SAMPLES, 1, 0, 0);
    ebb_link_put_u32(device.encoder(), 1000);
    ebb_link_put_u16(device.encoder(), count);
    for (std::size_t i = 0; i < bytes; ++i) {
      ebb_link_put_u8(device.encoder(), 1);
    }
    return device.taken(ebb_link_finish(device.encoder()));
  };
  const auto decoder = make_decoder("ebb-link");
  readings_of(*decoder, joined({samples_of(3, 5), samples_of(0xFFFF, 6),
                                device.stream(0, 1, EBB_LINK_KIND_PPG, EBB_LINK_I16, 1.0F, 0.0F, 0),
                                device.stream(0, 1, EBB_LINK_KIND_PPG, EBB_LINK_I16, 0.0F),
                                device.notify(0, 0x180D, 0x2A37, "08 00 7f")}));
  EXPECT_EQ(decoder->damage().frames, 5U);
  EXPECT_THAT(readings_of(*decoder, device.samples(0, 1, {5})), Contains("wave3.1 5 @0"));
}

TEST(EbbLinkDecoder, ANameIsMadeFitForAScreen) {
  LinkScript device;
  const auto seen = readings_of("ebb-link", device.hello(0, 1, "B\x1b[2J\xc3\xa9\xff\xe2\x82"));
  EXPECT_EQ(seen.at(0), "hello B?[2J\xc3\xa9??? 1");
}

TEST(EbbLinkDecoder, TheBridgeSaysWhatItWaitsFor) {
  LinkScript device;
  const auto decoder = make_decoder("ble-bridge");
  const auto status = [&](ebb_link_state state) {
    return device.taken(
        ebb_link_encode_status(device.encoder(), 0, 1, static_cast<std::uint8_t>(state), "", 0));
  };
  readings_of(*decoder, status(EBB_LINK_SEARCHING));
  EXPECT_THAT(std::string{decoder->complaint()}, testing::HasSubstr("looking for the strap"));
  readings_of(*decoder, status(EBB_LINK_STREAMING));
  EXPECT_THAT(decoder->complaint(), IsEmpty());
  EXPECT_THAT(readings_of(*decoder, status(EBB_LINK_LOST)), Contains("loss 1"));
}

TEST(EbbLinkDecoder, CapabilitiesGrowWithWhatIsHeard) {
  LinkScript device;
  const auto decoder = make_decoder("ebb-link");
  EXPECT_FALSE(decoder->capabilities().breath);
  readings_of(*decoder, device.samples(0, 1, {1}));
  EXPECT_TRUE(decoder->capabilities().breath);
  EXPECT_FALSE(decoder->capabilities().intervals);
  EXPECT_TRUE(make_decoder("ble-bridge")->capabilities().intervals);
}

TEST(EbbLinkDecoder, AsksForTheTimeOnlyWhomItKnows) {
  LinkScript device;
  const auto decoder = make_decoder("ebb-link");
  const ReadingSink nowhere = [](const Reading&) {};
  const HostTime now = at_seconds<HostTime>(50.0);
  EXPECT_THAT(decoder->question(now), IsEmpty());
  decoder->push(device.samples(1'000'000, 1, {1, 2, 3}), now, nowhere);
  EXPECT_THAT(decoder->question(now), IsEmpty()) << "it has not said who it is";
  decoder->push(device.hello(1'100'000, 7, "belt"), now, nowhere);
  EXPECT_THAT(decoder->question(now), Not(IsEmpty()));
  decoder->push(device.hello(100, 8, "belt"), now, nowhere);
  EXPECT_THAT(decoder->question(now), Not(IsEmpty())) << "begun anew, so at once";
  decoder->reset();
  EXPECT_THAT(decoder->question(now), IsEmpty()) << "another device may be there now";
}

TEST(EbbLinkDecoder, ATimeReplyTellsBothWays) {
  LinkScript device;
  const auto decoder = make_decoder("ebb-link");
  std::optional<ClockReading> last;
  const ReadingSink sink = [&](const Reading& reading) {
    if (const auto* clock = std::get_if<ClockReading>(&reading)) {
      last = *clock;
    }
  };
  const HostTime arrival = at_seconds<HostTime>(50.0);
  const auto reply = [&](std::uint32_t token, std::uint32_t heard, std::uint32_t sent) {
    last.reset();
    decoder->push(device.taken(ebb_link_encode_time_reply(device.encoder(), sent, token, heard)),
                  arrival, sink);
  };
  reply(49'990'000, 1'000'000, 1'000'700);
  ASSERT_TRUE(last && last->question);
  EXPECT_EQ(last->question->asked, at_seconds<HostTime>(49.99));
  EXPECT_EQ(last->question->heard, at_seconds<DeviceTime>(1.0));
  EXPECT_EQ(last->device, at_seconds<DeviceTime>(1.0007));
  reply(10'000'000, 1'100'000, 1'100'100);
  ASSERT_TRUE(last);
  EXPECT_FALSE(last->question) << "forty seconds ago";
  reply(49'990'000, 1'200'000, 1'300'000);
  EXPECT_FALSE(last->question) << "it thought for longer than the answer was away";
  reply(49'990'000, 1'400'000, 1'300'000);
  EXPECT_FALSE(last->question) << "answered before it was heard";
}

TEST(EbbLinkDecoder, ADeviceThatKnowsNoTimeIsNotAskedAgain) {
  LinkScript device;
  const auto decoder = make_decoder("ebb-link");
  const ReadingSink nowhere = [](const Reading&) {};
  decoder->push(device.hello(0, 7, "belt"), HostTime{}, nowhere);
  EXPECT_THAT(decoder->question(HostTime{}), Not(IsEmpty()));
  ebb_link_begin(device.encoder(), EBB_LINK_ERROR, 0, 0, 100);
  ebb_link_put_u8(device.encoder(), EBB_LINK_TIME_REQUEST);
  decoder->push(device.taken(ebb_link_finish(device.encoder())), HostTime{}, nowhere);
  EXPECT_THAT(decoder->question(at_seconds<HostTime>(100.0)), IsEmpty());
}

}  // namespace
}  // namespace ebb
