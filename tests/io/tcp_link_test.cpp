#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "link_listener.hpp"
#include "pseudo_terminal.hpp"

namespace ebb::io {
namespace {

using asio::ip::tcp;
using testing::HasSubstr;

const tcp::endpoint kLoopback{asio::ip::address_v4::loopback(), 0};

SensorAddress address_of(const tcp::acceptor& listening) {
  return {
      .kind = AddressKind::tcp, .place = "127.0.0.1", .port = listening.local_endpoint().port()};
}

TEST(TcpLink, HandsOnWhatTheOtherEndSendsAndSendsBack) {
  asio::io_context io{1};
  tcp::acceptor listening{io, kLoopback};
  LinkListener heard{io};
  const auto link = make_link(io, address_of(listening), heard.handlers());
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  tcp::socket device = listening.accept();
  asio::write(device, asio::buffer("beat", 4));
  ASSERT_TRUE(heard.run_until([&] { return heard.bytes == "beat"; }));

  const std::array<std::uint8_t, 3> hello{1, 0, 255};
  link->write(hello);
  std::array<std::uint8_t, 3> got{};
  bool done = false;
  asio::async_read(device, asio::buffer(got), [&](error_code ec, std::size_t) { done = !ec; });
  ASSERT_TRUE(heard.run_until([&] { return done; }));
  EXPECT_EQ(got, hello);
}

TEST(TcpLink, ComesBackAfterEveryHangUpWithNoDescriptorLeaked) {
  asio::io_context io{1};
  tcp::acceptor listening{io, kLoopback};
  LinkListener heard{io};
  const auto link = make_link(io, address_of(listening), heard.handlers(), kAtOnce);
  link->start();
  std::optional<std::size_t> open_before;
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(heard.run_until_state(LinkState::streaming)) << "round " << i;
    {
      tcp::socket device = listening.accept();
      heard.bytes.clear();
      asio::write(device, asio::buffer("x", 1));
      ASSERT_TRUE(heard.run_until([&] { return heard.bytes == "x"; })) << "round " << i;
      if (i % 2 == 0) {
        device.set_option(asio::socket_base::linger{true, 0});  // a reset instead of a farewell
      }
    }
    ASSERT_TRUE(heard.run_until_state(LinkState::lost)) << "round " << i;
    EXPECT_EQ(open_before.value_or(open_descriptors()), open_descriptors()) << "round " << i;
    open_before = open_descriptors();
  }
}

TEST(TcpLink, SaysThatNothingListensAndFindsItLater) {
  asio::io_context io{1};
  auto listening = std::make_unique<tcp::acceptor>(io, kLoopback);
  const auto address = address_of(*listening);
  listening.reset();
  LinkListener heard{io};
  const auto link = make_link(io, address, heard.handlers(), kAtOnce);
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::searching));
  EXPECT_THAT(heard.note(), HasSubstr("nothing listens on that port"));
  tcp::acceptor later{io, tcp::endpoint{asio::ip::address_v4::loopback(), address.port}};
  EXPECT_TRUE(heard.run_until_state(LinkState::streaming));
}

TEST(TcpLink, StopsInTheMiddleOfConnecting) {
  asio::io_context io{1};
  tcp::acceptor listening{io, kLoopback};
  for (int handlers_run = 0; handlers_run < 8; ++handlers_run) {
    LinkListener heard{io};
    const auto link = make_link(io, address_of(listening), heard.handlers());
    link->start();
    for (int i = 0; i < handlers_run; ++i) {
      io.restart();
      io.poll_one();
    }
    link->stop();
    const auto said = heard.states.size();
    io.restart();
    io.run();  // returns: nothing is left waiting
    EXPECT_EQ(heard.states.size(), said);
  }
}

}  // namespace
}  // namespace ebb::io
