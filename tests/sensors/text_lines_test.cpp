#include "sensors/text_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/readings.hpp"
#include "sensors/text_row.hpp"

namespace ebb {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> lines(const std::string& text, const DecoderOptions& options = {}) {
  return readings_of("text", bytes_of_text("\n" + text), options);
}

TEST(TextLines, ANumberWithoutANameIsRespirationUnlessSaidOtherwise) {
  EXPECT_THAT(lines("512\r\n-3.5\r\n+1e2\r\n"),
              ElementsAre("wave3.3 512", "wave3.3 -3.5", "wave3.3 100"));
  EXPECT_THAT(lines("512\n", {.kind = StreamKind::ppg}), ElementsAre("wave2.2 512"));
  EXPECT_THAT(lines("512\n", {.kind = StreamKind::ecg, .invert = true}),
              ElementsAre("wave1.1 -512"));
  EXPECT_THAT(lines("812.5\n", {.kind = StreamKind::interval}), ElementsAre("rr 812.5 later 0"));
  EXPECT_THAT(lines("61\n", {.kind = StreamKind::heart_rate}), ElementsAre("hr 61"));
}

TEST(TextLines, NamesTellTheKind) {
  EXPECT_THAT(lines("resp:1,belt:2\n"), ElementsAre("wave3.3 1"));
  EXPECT_THAT(lines("ecg_mV=0.7 breath=3\n"), ElementsAre("wave3.3 3", "wave1.1 0.7"));
  EXPECT_THAT(lines("rr:812 hr:74\n"), ElementsAre("hr 74", "rr 812 later 0"));
  EXPECT_THAT(lines("RR:0.812\n"), ElementsAre("rr 812 later 0"));
  EXPECT_THAT(lines("ibi = 833\n"), ElementsAre("pp 833 later 0"));
  EXPECT_THAT(lines("PPG:5\n"), ElementsAre("wave2.2 5"));
  EXPECT_THAT(lines("raw:7\n"), ElementsAre("wave3.3 7"));
  EXPECT_THAT(lines("lungs:7\n"), ElementsAre("wave3.3 7"));
  EXPECT_THAT(lines("resp_rate:14, resp:7\n"), ElementsAre("wave3.3 7"));
  EXPECT_THAT(lines("battery:80%,resp:1\n"), ElementsAre("wave3.3 1", "battery 80"));
}

TEST(TextLines, AHeaderNamesTheColumns) {
  EXPECT_THAT(lines("time_ms,resp,ppg\n0,1.5,100\n40,,101\n80,1.7,nan\n"),
              ElementsAre("hello  0", "clock 0", "wave3.3 1.5 @0", "wave2.2 100 @0", "clock 40000",
                          "wave2.2 101 @40000", "clock 80000", "wave3.3 1.7 @80000"));
}

TEST(TextLines, ReadsWhatItPrints) {
  const std::array<std::string_view, 2> names{"time_ms", "resp"};
  const std::array<double, 2> row{1200.25, -0.125};
  EXPECT_THAT(lines(print_text_header(names) + print_text_row(row)),
              ElementsAre("hello  0", "clock 1200250", "wave3.3 -0.125 @1200250"));
  EXPECT_THAT(lines(print_text_value("resp", 3.25)), ElementsAre("wave3.3 3.25"));
}

TEST(TextLines, AHeaderMayBeTheVeryFirstLineButNotItsTail) {
  EXPECT_THAT(readings_of("text", bytes_of_text("ms,resp\n1000,2\n")),
              Contains("wave3.3 2 @1000000"));
  EXPECT_THAT(readings_of("text", bytes_of_text("_ms,resp\n1000,2\n")), ElementsAre("wave3.3 2"));
  EXPECT_THAT(readings_of("text", bytes_of_text("12\n512\n")), ElementsAre("wave3.3 512"));
}

TEST(TextLines, SaidThingsAreNoHeader) {
  EXPECT_THAT(lines("Initializing...\nbreath sensor ready\n512\nno breath now\n513\n"),
              ElementsAre("wave3.3 512", "wave3.3 513"));
}

TEST(TextLines, TimeIsReadByItsNameAndItsWriting) {
  EXPECT_THAT(lines("t:1.5 resp:1\n"), Contains("wave3.3 1 @1500000"));
  EXPECT_THAT(lines("t:1500 resp:1\n"), Contains("wave3.3 1 @1500000"));
  EXPECT_THAT(lines("us:1500 resp:1\n"), Contains("wave3.3 1 @1500"));
  EXPECT_THAT(lines("timestampMs:1500 resp:1\n"), Contains("wave3.3 1 @1500000"));
  EXPECT_THAT(lines("time:0 resp:1\ntime:0.04 resp:2\ntime:1 resp:3\n"),
              Contains("wave3.3 3 @1000000"));
}

TEST(TextLines, MicrosecondsWrapAndOneWildTimeIsNotBelieved) {
  EXPECT_THAT(lines("us:4294967000 resp:1\nus:104 resp:2\n"), Contains("wave3.3 2 @4294967400"));
  EXPECT_THAT(lines("ms:9000 resp:1\nms:940 resp:2\nms:9080 resp:3\n"),
              ElementsAre("hello  0", "clock 9000000", "wave3.3 1 @9000000", "clock 9080000",
                          "wave3.3 3 @9080000"));
}

TEST(TextLines, ARestartedBoardBeginsANewTimeLine) {
  const auto seen = lines(
      "ms:90000 resp:1\nms:0 resp:2\nms:40 resp:2\nms:80 resp:2\nms:120 resp:2\nms:160 resp:3\n");
  EXPECT_THAT(
      seen, ElementsAre("hello  0", "clock 90000000", "wave3.3 1 @90000000", "hello  1",
                        "clock 120000", "wave3.3 2 @120000", "clock 160000", "wave3.3 3 @160000"));
}

TEST(TextLines, ReadsSparkfunsSketches) {
  EXPECT_THAT(lines(" R[123] IR[60456] G[78]\n"), ElementsAre("on", "wave2.2 -60456"));
  EXPECT_THAT(lines("IR=123456, BPM=72.34, Avg BPM=71\nIR=1234, BPM=0.00, Avg BPM=71 No finger?\n"),
              ElementsAre("on", "wave2.2 -123456", "hr 72.34", "off", "wave2.2 -1234"));
  EXPECT_THAT(lines("red=100, ir=90000, HR=-999, HRvalid=0, SPO2=-999, SPO2Valid=0\n"
                    "red=100, ir=90000, HR=75, HRvalid=0, SPO2=97, SPO2Valid=1\n"
                    "red=100, ir=90000, HR=76, HRvalid=1, SPO2=97, SPO2Valid=1\n"),
              ElementsAre("on", "wave2.2 -90000", "wave2.2 -90000", "wave2.2 -90000", "hr 76"));
}

TEST(TextLines, SmallInfraredNumbersSayNothingOfAFinger) {
  EXPECT_THAT(lines("ir:512\n"), ElementsAre("wave2.2 -512"));
}

TEST(TextLines, SaysWhenTheBoardMissesItsSensor) {
  const auto decoder = make_decoder("text");
  readings_of(*decoder, bytes_of_text("\nMAX30105 was not found. Please check wiring/power.\n"));
  EXPECT_THAT(std::string{decoder->complaint()}, HasSubstr("not found"));
}

TEST(TextLines, ReadsJsonLines) {
  EXPECT_THAT(lines("{\"timestampMs\":1200,\"raw\":2048,\"bpm\":70}\n"),
              ElementsAre("hello  0", "clock 1200000", "wave2.2 2048 @1200000", "hr 70"));
  EXPECT_THAT(lines("{\"hr\":72,\"rr\":[812,830]}\n"),
              ElementsAre("hr 72", "rr 812 later 1", "rr 830 later 0"));
  EXPECT_THAT(lines("{\"resp\":null}\n{\"resp\":20\n{\"resp\":{\"v\":\"4\"}}\n"),
              ElementsAre("wave3.3 4"));
}

TEST(TextLines, OfTwoUnnamedColumnsTheSecondIsReadOfMoreTheFirst) {
  EXPECT_THAT(lines("1200,2048\n"), ElementsAre("wave3.3 2048"));
  EXPECT_THAT(lines("10\t20\t30\n"), ElementsAre("wave3.3 10"));
}

TEST(TextLines, ANewNumberOfColumnsIsDamageUntilItStays) {
  const auto decoder = make_decoder("text");
  EXPECT_THAT(readings_of(*decoder, bytes_of_text("\n1\n2\n3,4\n5\n")),
              ElementsAre("wave3.3 1", "wave3.3 2", "wave3.3 5"));
  EXPECT_EQ(decoder->damage().frames, 1U);
  EXPECT_THAT(readings_of(*decoder, bytes_of_text("1,2\n1,3\n1,4\n1,5\n1,6\n1,7\n")),
              ElementsAre("wave3.3 6", "wave3.3 7"));
}

TEST(TextLines, WhatBeginsLikeANumberAndIsNoneIsDamage) {
  const auto decoder = make_decoder("text");
  EXPECT_THAT(readings_of(*decoder, bytes_of_text("\n51s\n1.2.3\n5-3\n1e999\n\x01"
                                                  "12\n0x10\n")),
              IsEmpty());
  EXPECT_EQ(decoder->damage().frames, 6U);
}

TEST(TextLines, ADamagedLineAmongIntervalsIsALoss) {
  EXPECT_THAT(lines("rr:800\nrr:8x1\nrr:810\n"),
              ElementsAre("rr 800 later 0", "loss 1", "rr 810 later 0"));
}

TEST(TextLines, MissingIntervalsAndRatesAreLeftOut) {
  EXPECT_THAT(lines("rr:0 hr:0\nrr:-5\nrr:99999\nrr:nan\n"), IsEmpty());
}

TEST(TextLines, AnOverlongLineIsDroppedAndCounted) {
  const auto decoder = make_decoder("text");
  const std::string text = "\n" + std::string(513, '1') + "\n7\n";
  EXPECT_THAT(readings_of(*decoder, bytes_of_text(text)), ElementsAre("wave3.3 7"));
  EXPECT_EQ(decoder->damage().frames, 1U);
  EXPECT_EQ(decoder->damage().bytes, 513U);
}

TEST(TextLines, AThousandColumnsAreNoTrouble) {
  std::string text = "\n";
  for (int i = 0; i < 120; ++i) {
    text += "rr:9 ";
  }
  text.pop_back();
  EXPECT_THAT(readings_of("text", bytes_of_text(text.substr(0, 500) + "\n")),
              testing::SizeIs(TextFields::kMost));
}

}  // namespace
}  // namespace ebb
