#include "sensors/contec.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/readings.hpp"
#include "support/recordings.hpp"

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ContecPulse five(std::string_view hex) { return decode_contec_5(bytes_of(hex)).value(); }
ContecPulse nine(std::string_view hex) { return decode_contec_9(bytes_of(hex)).value(); }

TEST(ContecPacket, TheFiveByteFramesOfTheSheetAreRead) {
  ContecPulse p = five("85 40 08 48 61");
  EXPECT_EQ(p.strength, 5);
  EXPECT_EQ(p.wave, 64);
  EXPECT_EQ(p.bar, 8);
  EXPECT_EQ(p.rate_bpm, 72);
  EXPECT_EQ(p.spo2_percent, 97);
  EXPECT_FALSE(p.beep);
  p = five("c5 5a 0b 48 61");
  EXPECT_TRUE(p.beep);
  EXPECT_EQ(p.wave, 90);
  EXPECT_EQ(p.bar, 11);
  EXPECT_EQ(five("85 1e 44 11 62").rate_bpm, 145);
  p = five("83 14 23 00 00");
  EXPECT_TRUE(p.searching);
  EXPECT_FALSE(p.rate_bpm);
  EXPECT_FALSE(p.spo2_percent);
  p = five("80 00 50 7f 7f");
  EXPECT_TRUE(p.off_finger);
  EXPECT_FALSE(p.rate_bpm);
  EXPECT_FALSE(p.spo2_percent);
  EXPECT_TRUE(five("94 16 02 42 5f").off_finger);
  EXPECT_EQ(five("a6 32 06 42 58").spo2_percent, 88);
}

TEST(ContecPacket, TheNineBytePacketsOfRealClipsAreRead) {
  ContecPulse p = nine("01 e0 84 80 90 80 80 ff ff");
  EXPECT_EQ(p.strength, 4);
  EXPECT_EQ(p.wave, 0);
  EXPECT_FALSE(p.rate_bpm);
  p = nine("01 e0 c5 c9 99 d3 e1 ff ff");
  EXPECT_TRUE(p.beep);
  EXPECT_EQ(p.wave, 73);
  EXPECT_EQ(p.bar, 9);
  EXPECT_EQ(p.rate_bpm, 83);
  EXPECT_EQ(p.spo2_percent, 97);
  p = nine("01 e1 84 c0 90 80 80 ff ff");
  EXPECT_TRUE(p.off_finger);
  EXPECT_EQ(p.wave, 64);
  p = nine("01 a8 c6 cd 89 91 e2 eb 80");
  EXPECT_EQ(p.rate_bpm, 145);
  EXPECT_EQ(p.spo2_percent, 98);
  p = nine("01 eb 86 c0 90 ff ff ff ff");
  EXPECT_TRUE(p.off_finger);
  EXPECT_TRUE(p.searching);
  EXPECT_FALSE(p.rate_bpm);
  EXPECT_FALSE(p.spo2_percent);
}

TEST(ContecPacket, WhatIsEncodedIsReadAsItWas) {
  for (unsigned n = 0; n < 4096; ++n) {
    ContecPulse p;
    p.wave = static_cast<std::uint8_t>(n % 128);
    p.strength = static_cast<std::uint8_t>(n % 9);
    p.bar = static_cast<std::uint8_t>(n % 16);
    p.beep = n % 3 == 0;
    p.searching = n % 5 == 0;
    p.off_finger = n % 7 == 0;
    p.rate_bpm = 1 + static_cast<int>(n % 254);
    p.spo2_percent = 1 + static_cast<int>(n % 100);
    for (const auto& read :
         {decode_contec_5(encode_contec_5(p)), decode_contec_9(encode_contec_9(p))}) {
      ASSERT_TRUE(read);
      EXPECT_EQ(read->wave, p.wave);
      EXPECT_EQ(read->strength, p.strength);
      EXPECT_EQ(read->bar, p.bar);
      EXPECT_EQ(read->beep, p.beep);
      EXPECT_EQ(read->searching, p.searching);
      EXPECT_EQ(read->off_finger, p.off_finger);
      EXPECT_EQ(read->rate_bpm, p.rate_bpm);
      EXPECT_EQ(read->spo2_percent, p.spo2_percent);
    }
  }
}

TEST(ContecPacket, OthersAreNoPackets) {
  EXPECT_FALSE(decode_contec_5(bytes_of("85 40 08 48")));
  EXPECT_FALSE(decode_contec_5(bytes_of("05 40 08 48 61")));
  EXPECT_FALSE(decode_contec_5(bytes_of("85 40 88 48 61")));
  EXPECT_FALSE(decode_contec_5(bytes_of("f2 00 00 48 61"))) << "stored data";
  EXPECT_FALSE(decode_contec_9(bytes_of("0b e0 84 80 90 80 80 ff ff")));
  EXPECT_FALSE(decode_contec_9(bytes_of("01 e0 84 80 10 80 80 ff ff")));
}

// The wave's top in a capture of a real CMS50E; each packet is known once the next one begins.
TEST(Contec, AWaveIsToldFromTheThirdPacketOn) {
  const auto seen = readings_of(
      "cms50-v7",
      bytes_of("01 e0 84 be 97 bc e3 ff ff 01 e0 84 c6 98 bc e3 ff ff 01 e0 84 c8 99 bc e3 ff ff"
               "01 e0 84 c7 98 bc e3 ff ff 01 e0 c4 c4 98 bc e3 ff ff 01"));
  EXPECT_THAT(seen, ElementsAre("on", "hr 60", "wave2.1 72", "wave2.1 71", "wave2.1 68"));
}

TEST(Contec, AFingerThatLeavesTakesTheWaveWithIt) {
  ContecPulse on;
  on.wave = 50;
  on.rate_bpm = 70;
  ContecPulse off;
  off.off_finger = true;
  std::vector<std::uint8_t> bytes;
  for (const ContecPulse& p : {on, on, on, off, off, on, on}) {
    const auto packet = encode_contec_5(p);
    bytes.insert(bytes.end(), packet.begin(), packet.end());
  }
  EXPECT_THAT(readings_of("cms50", bytes),
              ElementsAre("on", "hr 70", "wave2.1 50", "off", "on", "hr 70", "wave2.1 50"));
}

TEST(Contec, ASteadyRateIsToldEveryTwoSeconds) {
  ContecPulse p;
  p.rate_bpm = 60;
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 60 * 60; ++i) {
    const auto packet = encode_contec_5(p);
    bytes.insert(bytes.end(), packet.begin(), packet.end());
  }
  EXPECT_THAT(readings_of("cms50", bytes), testing::Contains("hr 60").Times(30));
}

TEST(Contec, AByteTooManyIsALossAndNotAShiftedPacket) {
  std::vector<std::uint8_t> bytes;
  ContecPulse p;
  p.wave = 50;
  for (int i = 0; i < 10; ++i) {
    const auto packet = encode_contec_9(p);
    bytes.insert(bytes.end(), packet.begin(), packet.end());
    if (i == 4) {
      bytes.push_back(0x80);
    }
  }
  const auto seen = readings_of("cms50-v7", bytes);
  EXPECT_THAT(seen, testing::Contains("loss 1").Times(1));
  for (const std::string& line : seen) {
    EXPECT_TRUE(line == "on" || line == "loss 1" || line == "wave2.1 50") << line;
  }
}

TEST(Contec, AnswersBetweenPacketsAreNoDamage) {
  ContecPulse p;
  p.wave = 50;
  const auto packet = encode_contec_9(p);
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 5; ++i) {
    bytes.insert(bytes.end(), packet.begin(), packet.end());
  }
  const auto notice = bytes_of("0d 80 81");
  bytes.insert(bytes.end(), notice.begin(), notice.end());
  bytes.insert(bytes.end(), packet.begin(), packet.begin() + 1);
  const auto decoder = make_decoder("cms50-v7");
  readings_of(*decoder, bytes);
  EXPECT_EQ(decoder->damage().frames, 0U);
  EXPECT_THAT(std::string{decoder->complaint()}, testing::HasSubstr("stops sending"));
}

TEST(Contec, ACapturedClipReadsPulse60) {
  EBB_NEEDS_RECORDING("bytes/cms50e_9byte_capture.bin");
  std::ifstream in{test::recording("bytes/cms50e_9byte_capture.bin"), std::ios::binary};
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>{in}, {}};
  int waves = 0;
  std::vector<double> rates;
  const auto decoder = make_decoder("cms50-v7");
  decoder->push(bytes, HostTime{}, [&](const Reading& reading) {
    waves += std::holds_alternative<WaveSample>(reading) ? 1 : 0;
    if (const auto* rate = std::get_if<HeartRateReading>(&reading)) {
      rates.push_back(rate->rate.value());
    }
  });
  EXPECT_GE(waves, 98);
  EXPECT_THAT(rates, ElementsAre(60.0));
  EXPECT_EQ(decoder->damage().frames, 0U);
}

// How much oxygen there is, is no reading of Ebb's: it is in the packets alone.
TEST(ContecPacket, ACapturedClipSaysPulse60AndOxygen99) {
  EBB_NEEDS_RECORDING("bytes/cms50e_9byte_capture.bin");
  std::ifstream in{test::recording("bytes/cms50e_9byte_capture.bin"), std::ios::binary};
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>{in}, {}};
  std::size_t packets = 0;
  for (std::size_t at = 0; at + 9 <= bytes.size(); ++at) {
    if (const auto pulse = decode_contec_9(std::span{bytes}.subspan(at, 9))) {
      ++packets;
      EXPECT_EQ(pulse->rate_bpm, 60) << "at byte " << at;
      EXPECT_EQ(pulse->spo2_percent, 99) << "at byte " << at;
    }
  }
  EXPECT_GE(packets, 100U);
}

TEST(Contec, SilenceAndTextGiveNothing) {
  EXPECT_THAT(readings_of("cms50", bytes_of_text("hello there, not a clip at all\r\n")), IsEmpty());
  EXPECT_THAT(readings_of("cms50-v7", std::vector<std::uint8_t>(1000, 0xFF)), IsEmpty());
}

}  // namespace
}  // namespace ebb
