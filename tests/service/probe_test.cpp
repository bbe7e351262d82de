#include "service/probe.hpp"

#include <chrono>
#include <future>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/asio.hpp"
#include "io/pseudo_terminal.hpp"
#include "service/device_bytes.hpp"

namespace ebb {
namespace {

using asio::ip::tcp;
using asio::ip::udp;
using testing::HasSubstr;

const asio::ip::address kHere{asio::ip::address_v4::loopback()};

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

/// What a board sends, packet by packet.
std::vector<std::string> packets(std::string_view as) {
  std::vector<std::string> all;
  ByteGenerator device = make_synthetic_device("calm", as, 3, Seconds{5.0});
  while (const auto item = device()) {
    all.emplace_back(item->bytes.begin(), item->bytes.end());
  }
  return all;
}

bool is_over(const std::future<ProbeResult>& probing) {
  return probing.wait_for(std::chrono::milliseconds{2}) == std::future_status::ready;
}

TEST(Probe, WaitsForWhoSendsDatagramsLater) {
  asio::io_context io{1};
  udp::socket finder{io, udp::endpoint{kHere, 0}};
  const udp::endpoint to = finder.local_endpoint();
  finder.close();
  std::string waiting;
  auto probing = std::async(std::launch::async, [&] {
    return probe({.kind = io::AddressKind::udp, .port = to.port()},
                 [&](const std::string& sentence) { waiting += sentence; });
  });
  udp::socket board{io, udp::v4()};
  const std::vector<std::string> said = packets("ebb-link");
  for (std::size_t i = 0; !is_over(probing); ++i) {  // it listens by one of them
    board.send_to(asio::buffer(said[i % said.size()]), to);
  }
  EXPECT_EQ(probing.get().protocol, "ebb-link");
  EXPECT_THAT(waiting, testing::EndsWith(" Waiting for it up to 20 s."));
}

TEST(Probe, WaitsForWhoConnectsLater) {
  asio::io_context io{1};
  tcp::acceptor finder{io, tcp::endpoint{kHere, 0}};
  const tcp::endpoint to = finder.local_endpoint();
  finder.close();
  auto probing = std::async(std::launch::async, [&] {
    return probe({.kind = io::AddressKind::tcp_listen, .port = to.port()});
  });
  tcp::socket board{io};
  io::error_code ec = asio::error::not_connected;
  while (ec && !is_over(probing)) {
    board.close();
    board.connect(to, ec);
  }
  for (const std::string& packet : packets("ebb-link")) {
    asio::write(board, asio::buffer(packet), ec);
  }
  EXPECT_EQ(probing.get().protocol, "ebb-link");
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
