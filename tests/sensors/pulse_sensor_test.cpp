#include "sensors/pulse_sensor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"
#include "sensors/pulse_sensor_lines.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What lines give behind a first one, which is always left out.
std::vector<std::string> lines(std::string text) {
  return readings_of("pulse-sensor", bytes_of_text("boot\r\n" + std::move(text)));
}

TEST(PulseSensor, ReadsSamplesAndBeats) {
  EXPECT_THAT(lines("S512\r\nS533\r\nS590\r\nB72\r\nQ833\r\nS571\r\n"),
              ElementsAre("wave2.1 512", "wave2.1 533", "wave2.1 590", "hr 72", "pulse 833",
                          "wave2.1 571"));
}

TEST(PulseSensor, ReadsWhatItPrints) {
  EXPECT_THAT(lines(print_pulse_sample(2048) + print_pulse_beat(72, 833) +
                    print_pulse_plotter(72, 833, 571)),
              ElementsAre("wave2.1 2048", "hr 72", "pulse 833", "wave2.1 571"));
}

TEST(PulseSensor, PlotterGivesTheWaveAndEachNewRate) {
  EXPECT_THAT(lines("72,833,571\r\n72,833,572\r\n73,821,573\r\n"),
              ElementsAre("hr 72", "wave2.1 571", "wave2.1 572", "hr 73", "wave2.1 573"));
}

TEST(PulseSensor, WaveStationLinesCarryTheirClock) {
  EXPECT_THAT(lines("PSWS,1,SIM,42,12345,2840,72,833,1,12,QUALIFIED\r\n"),
              ElementsAre("hello PulseSensor 0", "clock 12345000", "wave2.1 2840 @12345000",
                          "hr 72", "pulse 833 @12345000"));
  EXPECT_THAT(
      lines("PSWS,2,LIVE,42,12345,2840,72,833,1,12,QUALIFIED,550,470,760,86,1,0,1\r\n"
            "PSWS,2,LIVE,45,12405,2841,72,833,1,12,QUALIFIED,550,470,760,86,1,0,1\r\n"),
      ElementsAre("hello PulseSensor 0", "clock 12345000", "wave2.1 2840 @12345000", "hr 72",
                  "pulse 833 @12345000", "loss 2", "clock 12405000", "wave2.1 2841 @12405000"));
}

TEST(PulseSensor, ANewerWaveStationIsComplainedOf) {
  const auto decoder = make_decoder("pulse-sensor");
  EXPECT_THAT(readings_of(*decoder, bytes_of_text("\nPSWS,3,LIVE,1,2,3\n")), IsEmpty());
  EXPECT_THAT(std::string{decoder->complaint()}, HasSubstr("PSWS"));
  EXPECT_EQ(decoder->damage().frames, 1U);
}

TEST(PulseSensor, ACutWaveStationLineIsDamage) {
  const std::string whole = "PSWS,2,LIVE,42,12345,2840,72,833,1,12,QUALIFIED,550,470,760,86,1,0,1";
  const auto last_comma = whole.rfind(',');
  for (std::size_t size = 5; size <= last_comma; ++size) {
    EXPECT_THAT(lines(whole.substr(0, size) + "\n"), IsEmpty()) << size;
  }
}

TEST(PulseSensor, ReadsTheOtherFormsOfTheSketches) {
  EXPECT_THAT(lines("512\n"), ElementsAre("wave2.1 512"));
  EXPECT_THAT(lines("S:2048\n"), ElementsAre("wave2.1 2048"));
  EXPECT_THAT(lines("signal=612\n"), ElementsAre("wave2.1 612"));
  EXPECT_THAT(lines("Signal 613\n"), ElementsAre("wave2.1 613"));
  EXPECT_THAT(lines("1200,2048\n"), ElementsAre("wave2.1 2048"));
  EXPECT_THAT(lines("1847,72,833,1\n1846,72,833,1\n1846,72,833,0\n1900,73,820,1\n"),
              ElementsAre("wave2.1 1847", "hr 72", "pulse 833", "wave2.1 1846", "wave2.1 1846",
                          "wave2.1 1900", "hr 73", "pulse 820"));
}

TEST(PulseSensor, OfSeveralSensorsTheFirstIsRead) {
  EXPECT_THAT(lines("a512\nb600\nA72\nM833\nB80\nN750\n"),
              ElementsAre("wave2.1 512", "hr 72", "pulse 833"));
}

TEST(PulseSensor, HalfABeatIsALossAndNoBeat) {
  EXPECT_THAT(lines("B72\nS512\nQ833\nS513\n"),
              ElementsAre("hr 72", "loss 1", "wave2.1 512", "loss 1", "wave2.1 513"));
}

TEST(PulseSensor, WhatTheBoardHasNotMeasuredIsMissing) {
  EXPECT_THAT(lines("B0\nQ750\n"), ElementsAre("pulse"));
  EXPECT_THAT(lines("B72\nQ90000\n"), ElementsAre("hr 72", "pulse"));
  EXPECT_THAT(lines("0,600,512\n"), ElementsAre("wave2.1 512"));
}

TEST(PulseSensor, ImpossibleSignalsAndBrokenLinesAreDamage) {
  const auto decoder = make_decoder("pulse-sensor");
  EXPECT_THAT(readings_of(*decoder, bytes_of_text("\n70000\nS-1\nS5x\nS5.5\n1,2,3,4,5\nZ5\n"
                                                  "999999999999999999999999\n")),
              IsEmpty());
  EXPECT_EQ(decoder->damage().frames, 7U);
}

TEST(PulseSensor, SaysWhenTheSketchCannotSample) {
  const auto decoder = make_decoder("pulse-sensor");
  readings_of(*decoder, bytes_of_text("\n!\n"));
  EXPECT_THAT(std::string{decoder->complaint()}, HasSubstr("timer"));
  decoder->reset();
  EXPECT_THAT(decoder->complaint(), IsEmpty());
}

TEST(PulseSensor, TheFirstLineMayBeATailAndIsLeftOut) {
  EXPECT_THAT(readings_of("pulse-sensor", bytes_of_text("12\r\nS512\r\n")),
              ElementsAre("wave2.1 512"));
}

}  // namespace
}  // namespace ebb
