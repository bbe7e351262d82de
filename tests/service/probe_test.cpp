#include "service/probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/pseudo_terminal.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {
namespace {

using testing::HasSubstr;

/// A device on a terminal that has already sent `seconds` of its bytes.
std::string sent(std::string_view as, double seconds) {
  std::string bytes;
  ByteGenerator device = make_synthetic_device("calm", as, 3, Seconds{seconds});
  while (const auto item = device()) {
    bytes.append(item->bytes.begin(), item->bytes.end());
  }
  return bytes;
}

io::SensorAddress serial(const std::string& path) {
  return io::parse_sensor_address(path.substr(0, 5) == "/dev/" ? path : "serial:" + path).value();
}

TEST(Probe, SaysWhatATerminalSpeaksAndWhatToType) {
  const io::PseudoTerminal clip;
  ASSERT_TRUE(clip.send(sent("cms50", 2.0)));
  const ProbeResult result = probe(serial(clip.path()));
  EXPECT_EQ(result.protocol, "cms50");
  EXPECT_THAT(describe(result), HasSubstr("CMS50"));
  EXPECT_THAT(describe(result), HasSubstr("ebb run --sensor 'serial:" + clip.path() + "?as=cms50"));
}

TEST(Probe, NamesTheRunnerUp) {
  const io::PseudoTerminal board;
  ASSERT_TRUE(board.send(sent("max3010x", 2.0)));
  const ProbeResult result = probe(serial(board.path()));
  EXPECT_EQ(result.protocol, "max3010x");
  EXPECT_THAT(describe(result), HasSubstr("Next best: text"));
}

TEST(Probe, APortThatIsNotThereIsASentence) {
  const ProbeResult result = probe(serial("/dev/ebb-nobody"));
  EXPECT_TRUE(result.protocol.empty());
  EXPECT_THAT(describe(result), HasSubstr("/dev/ebb-nobody"));
}

TEST(Probe, WhatIsNotRecognisedIsToldWithTheNearest) {
  ProbeResult result;
  result.bytes = 812;
  result.candidates.push_back({"text", 0.4, "4 of 10 lines of plain numbers"});
  EXPECT_THAT(describe(result), HasSubstr("Nearest: text, 4 of 10 lines of plain numbers."));
}

}  // namespace
}  // namespace ebb
