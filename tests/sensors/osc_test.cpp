#include "sensors/osc.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/datagram.hpp"
#include "sensors/hex.hpp"
#include "sensors/readings.hpp"
#include "sensors/recogniser.hpp"

namespace ebb {
namespace {

using Bytes = std::vector<std::uint8_t>;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> heard(const Bytes& packet, const DecoderOptions& options = {}) {
  return readings_of("osc", encode_slip(packet), options);
}
std::vector<std::string> heard(std::string_view address, std::vector<float> numbers) {
  return heard(encode_osc_message(address, numbers));
}
Bytes bundle(const std::vector<Bytes>& elements) {
  Bytes all = bytes_of("23 62 75 6e 64 6c 65 00 00 00 00 00 00 00 00 01");
  for (const Bytes& element : elements) {
    const Bytes size{0, 0, 0, static_cast<std::uint8_t>(element.size())};
    all.insert(all.end(), size.begin(), size.end());
    all.insert(all.end(), element.begin(), element.end());
  }
  return all;
}

// /heart/rr ,i 812
const Bytes kInterval = bytes_of("2f 68 65 61 72 74 2f 72 72 00 00 00 2c 69 00 00 00 00 03 2c");

TEST(Osc, AMessageIsReadAsItsBytesSay) {
  EXPECT_THAT(heard(kInterval), ElementsAre("pp 812 later 0"));
  EXPECT_EQ(encode_osc_message("/a", std::vector<float>{1.5F}),
            bytes_of("2f 61 00 00 2c 66 00 00 3f c0 00 00"));
}

TEST(Osc, TheAddressesOfTheSheetAreKnown) {
  EXPECT_THAT(heard("/muse/ppg", {10.0F, 20.0F, 30.0F}), ElementsAre("wave2.0 20"));
  EXPECT_THAT(heard("/EmotiBit/0/PPG:IR", {1.0F, 2.0F}), ElementsAre("wave2.0 1", "wave2.0 2"));
  EXPECT_THAT(heard("/EmotiBit/3/HR", {64.0F}), ElementsAre("hr 64"));
  EXPECT_THAT(heard("/EmotiBit/0/BI", {937.5F}), ElementsAre("pp 937.5 later 0"));
  EXPECT_THAT(heard("/avatar/parameters/HR", {71.0F}), ElementsAre("hr 71"));
  EXPECT_THAT(heard(bytes_of("2f 61 76 61 74 61 72 2f 70 61 72 61 6d 65 74 65 72 73 2f 69 73 48 52"
                             "43 6f 6e 6e 65 63 74 65 64 00 00 00 00 2c 46 00 00")),
              ElementsAre("off"));
  EXPECT_THAT(heard("/breath/wave", {0.25F}), ElementsAre("wave3.0 0.25"));
  EXPECT_THAT(heard("/muse/acc", {0.1F, 0.2F, 0.9F}), IsEmpty());
}

TEST(Osc, ASecondEmotiBitIsASecondPerson) {
  Bytes both;
  for (const auto& [address, value] :
       {std::pair{"/EmotiBit/2/BI", 900.0F}, std::pair{"/EmotiBit/0/BI", 700.0F},
        std::pair{"/EmotiBit/2/BI", 910.0F}}) {
    const Bytes packet = encode_slip(encode_osc_message(address, std::vector{value}));
    both.insert(both.end(), packet.begin(), packet.end());
  }
  EXPECT_THAT(readings_of("osc", both), ElementsAre("pp 900 later 0", "pp 910 later 0"));
}

TEST(Osc, OneMoreAddressCanBeNamed) {
  DecoderOptions options;
  options.kind = StreamKind::ecg;
  options.osc_address = "/lab/lead2";
  EXPECT_THAT(heard(encode_osc_message("/lab/lead2", std::vector<float>{0.5F}), options),
              ElementsAre("wave1.0 0.5"));
}

TEST(Osc, BundlesAreReadAFewDeep) {
  EXPECT_THAT(heard(bundle({kInterval, bundle({kInterval})})),
              ElementsAre("pp 812 later 0", "pp 812 later 0"));
  Bytes deep = kInterval;
  for (int i = 0; i < 5; ++i) {
    deep = bundle({deep});
  }
  EXPECT_THAT(heard(deep), IsEmpty());
}

TEST(Osc, WhatNoHeartDoesIsMissing) {
  EXPECT_THAT(heard("/heart/rate", {0.0F}), IsEmpty());
  EXPECT_THAT(heard("/heart/rate", {1e30F}), IsEmpty());
  EXPECT_THAT(heard("/heart/rr", {-5.0F}), IsEmpty());
  EXPECT_THAT(heard("/heart/rr", {std::numeric_limits<float>::quiet_NaN()}), IsEmpty());
  EXPECT_THAT(heard("/breath/wave", {std::numeric_limits<float>::infinity()}), IsEmpty());
}

TEST(Osc, APacketThatIsCutOrLongerThanItSaysTellsNothing) {
  for (std::size_t size = 0; size < kInterval.size(); ++size) {
    const Bytes cut{kInterval.begin(), kInterval.begin() + static_cast<std::ptrdiff_t>(size)};
    EXPECT_THAT(heard(cut), IsEmpty()) << size;
  }
  Bytes longer = kInterval;
  longer.resize(longer.size() + 4, 0);
  EXPECT_THAT(heard(longer), IsEmpty());
  EXPECT_THAT(heard(bundle({kInterval, Bytes{1, 2, 3, 4}})), IsEmpty());
}

TEST(Osc, ADamagedPacketIsALossOnceIntervalsHaveCome) {
  const auto decoder = make_decoder("osc");
  EXPECT_THAT(readings_of(*decoder, encode_slip(Bytes{1, 2, 3})), IsEmpty());
  readings_of(*decoder, encode_slip(kInterval));
  EXPECT_THAT(readings_of(*decoder, encode_slip(Bytes{1, 2, 3})), ElementsAre("loss 1"));
  EXPECT_THAT(readings_of(*decoder, Bytes(100'000, 0x41)), IsEmpty());
  EXPECT_THAT(readings_of(*decoder, encode_slip(kInterval)),
              ElementsAre("loss 1", "pp 812 later 0"));
}

TEST(Osc, AnUnknownAddressIsNamed) {
  const auto decoder = make_decoder("osc");
  readings_of(*decoder, encode_slip(encode_osc_message("/freq", std::vector<float>{6.0F})));
  EXPECT_THAT(std::string{decoder->complaint()}, HasSubstr("/freq"));
  readings_of(*decoder, encode_slip(kInterval));
  EXPECT_EQ(decoder->complaint(), "");
}

Bytes streamed(const Bytes& datagram, std::string_view as = "") {
  Bytes stream;
  to_stream(datagram, as, stream);
  return stream;
}

TEST(Datagram, EachKindIsGivenItsEnd) {
  EXPECT_EQ(streamed(bytes_of_text("rr:812")), bytes_of_text("rr:812\n"));
  EXPECT_EQ(streamed(bytes_of_text("rr:812\r\n")), bytes_of_text("rr:812\r\n"));
  EXPECT_EQ(streamed(kInterval), encode_slip(kInterval));
  const Bytes frame = bytes_of("04 01 11 03 06 ff ff 80 84 1e 03 41 03 03 86 f4");
  Bytes whole = frame;
  whole.push_back(0);
  EXPECT_EQ(streamed(frame), whole);
  EXPECT_EQ(streamed(whole), whole);
  EXPECT_EQ(streamed({}), Bytes{});
}

TEST(Datagram, BytesOfAnotherProtocolStayAsTheyAre) {
  const Bytes bytes = bytes_of("a0 01 02 03 c0");
  EXPECT_EQ(streamed(bytes), bytes);
  EXPECT_EQ(streamed(bytes_of_text("text"), "nonin"), bytes_of_text("text"));
}

TEST(Datagram, OscIsRecognisedFromItsDatagrams) {
  Recogniser recogniser;
  for (int i = 0; i < 5; ++i) {
    recogniser.push(streamed(kInterval), at_seconds<HostTime>(0.8 * i));
  }
  EXPECT_EQ(recogniser.protocol(), "osc") << recogniser.reason();
}

}  // namespace
}  // namespace ebb
