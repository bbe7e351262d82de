#include "io/coming_links.hpp"

#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/link_listener.hpp"

namespace ebb::io {
namespace {

using asio::ip::tcp;
using asio::ip::udp;
using testing::HasSubstr;

const asio::ip::address kHere{asio::ip::address_v4::loopback()};

/// Hears all sensors of a link.
struct Crowd {
  explicit Crowd(asio::io_context& on) : io(on) { listeners.emplace_back(on); }

  LinkHandlers handlers() {
    LinkHandlers all = listeners.front().handlers();
    all.another = [this] { return listeners.emplace_back(io).handlers(); };
    return all;
  }
  bool until(const std::function<bool()>& holds) { return listeners.front().run_until(holds); }
  bool until_state(std::size_t sensor, LinkState state) {
    return until([&] { return listeners.size() > sensor && listeners[sensor].is(state); });
  }

  asio::io_context& io;
  std::deque<LinkListener> listeners;
};

template <class Protocol, class Socket>
std::uint16_t free_port(asio::io_context& io) {
  Socket finder{io, typename Protocol::endpoint{kHere, 0}};
  return finder.local_endpoint().port();
}

TEST(TcpListenLink, EachDeviceThatConnectsIsASensorOfItsOwn) {
  asio::io_context io{1};
  const auto port = free_port<tcp, tcp::acceptor>(io);
  Crowd crowd{io};
  const auto link =
      make_link(io, {.kind = AddressKind::tcp_listen, .port = port}, crowd.handlers());
  link->start();
  ASSERT_TRUE(crowd.until_state(0, LinkState::searching));
  EXPECT_THAT(crowd.listeners[0].note(), HasSubstr("waiting for a device"));
  tcp::socket one{io};
  tcp::socket two{io};
  one.connect({kHere, port});
  ASSERT_TRUE(crowd.until_state(0, LinkState::streaming));
  two.connect({kHere, port});
  ASSERT_TRUE(crowd.until_state(1, LinkState::streaming));
  asio::write(one, asio::buffer("one", 3));
  asio::write(two, asio::buffer("two", 3));
  ASSERT_TRUE(crowd.until(
      [&] { return crowd.listeners[0].bytes == "one" && crowd.listeners[1].bytes == "two"; }));
  const std::array<std::uint8_t, 2> word{7, 8};
  link->write(word);
  std::array<std::uint8_t, 2> got{};
  asio::read(one, asio::buffer(got));
  EXPECT_EQ(got, word);
  one.close();
  ASSERT_TRUE(crowd.until_state(0, LinkState::lost));
  EXPECT_TRUE(crowd.listeners[1].is(LinkState::streaming));
}

TEST(TcpListenLink, TheOnlyDeviceOfAnAddressComesBackAsItself) {
  asio::io_context io{1};
  const auto port = free_port<tcp, tcp::acceptor>(io);
  Crowd crowd{io};
  const auto link =
      make_link(io, {.kind = AddressKind::tcp_listen, .port = port}, crowd.handlers());
  link->start();
  ASSERT_TRUE(crowd.until_state(0, LinkState::searching));
  for (int i = 0; i < 20; ++i) {
    tcp::socket device{io};
    device.connect({kHere, port});
    ASSERT_TRUE(crowd.until_state(0, LinkState::streaming));
    device.close();
    ASSERT_TRUE(crowd.until_state(0, LinkState::lost));
  }
  EXPECT_EQ(crowd.listeners.size(), 1U);
}

TEST(TcpListenLink, ADeviceThatRestartsWithoutHangingUpComesBackAsItself) {
  asio::io_context io{1};
  const auto port = free_port<tcp, tcp::acceptor>(io);
  Crowd crowd{io};
  const auto link = make_tcp_listen_link(io, {.kind = AddressKind::tcp_listen, .port = port},
                                         crowd.handlers(), Microseconds{0});
  link->start();
  ASSERT_TRUE(crowd.until_state(0, LinkState::searching));
  tcp::socket before{io};
  before.connect({kHere, port});
  ASSERT_TRUE(crowd.until_state(0, LinkState::streaming));
  tcp::socket after{io};
  after.connect({kHere, port});
  ASSERT_TRUE(crowd.until([&] { return crowd.listeners[0].states.size() == 4; }));
  EXPECT_EQ(crowd.listeners[0].states[2].first, LinkState::lost);
  EXPECT_THAT(crowd.listeners[0].states[2].second, HasSubstr("fell silent"));
  asio::write(after, asio::buffer("back", 4));
  ASSERT_TRUE(crowd.until([&] { return crowd.listeners[0].bytes == "back"; }));
  EXPECT_TRUE(crowd.listeners[0].is(LinkState::streaming));
  EXPECT_EQ(crowd.listeners.size(), 1U);
  error_code ec;
  std::array<std::uint8_t, 1> room{};
  asio::read(before, asio::buffer(room), ec);
  EXPECT_TRUE(ec) << "the old connection was kept";
}

TEST(TcpListenLink, SaysWhenThePortIsTaken) {
  asio::io_context io{1};
  tcp::acceptor other{io, tcp::endpoint{kHere, 0}};
  Crowd crowd{io};
  const auto link =
      make_link(io, {.kind = AddressKind::tcp_listen, .port = other.local_endpoint().port()},
                crowd.handlers());
  link->start();
  ASSERT_TRUE(crowd.until_state(0, LinkState::searching));
  EXPECT_THAT(crowd.listeners[0].note(), HasSubstr("another program listens there"));
}

TEST(UdpLink, HandsOnDatagramsOneByOneEachWithItsEnd) {
  asio::io_context io{1};
  const auto port = free_port<udp, udp::socket>(io);
  Crowd crowd{io};
  const auto link = make_link(io, {.kind = AddressKind::udp, .port = port}, crowd.handlers());
  link->start();
  ASSERT_TRUE(crowd.until_state(0, LinkState::searching));
  udp::socket device{io, udp::v4()};
  const udp::endpoint to{kHere, port};
  device.send_to(asio::buffer("one", 3), to);
  device.send_to(asio::buffer("", 0), to);
  device.send_to(asio::buffer("two\n", 4), to);
  ASSERT_TRUE(crowd.until([&] { return crowd.listeners[0].bytes == "one\ntwo\n"; }));
  EXPECT_EQ(crowd.listeners[0].chunks, 2U);
  EXPECT_TRUE(crowd.listeners[0].is(LinkState::streaming));
}

TEST(UdpLink, SaysOnceThatASenderIsTurnedAway) {
  asio::io_context io{1};
  const auto port = free_port<udp, udp::socket>(io);
  Crowd crowd{io};
  const auto link = make_link(io, {.kind = AddressKind::udp, .port = port}, crowd.handlers());
  link->start();
  ASSERT_TRUE(crowd.until_state(0, LinkState::searching));
  const udp::endpoint to{kHere, port};
  std::deque<udp::socket> senders;
  for (std::size_t i = 0; i < 64; ++i) {
    senders.emplace_back(io, udp::v4()).send_to(asio::buffer("1\n", 2), to);
    ASSERT_TRUE(crowd.until_state(i, LinkState::streaming)) << i;
  }
  const auto told = crowd.listeners[0].states.size();
  for (int i = 0; i < 3; ++i) {
    senders.emplace_back(io, udp::v4()).send_to(asio::buffer("1\n", 2), to);
  }
  senders.front().send_to(asio::buffer("2\n", 2), to);
  ASSERT_TRUE(crowd.until([&] { return crowd.listeners[0].bytes == "1\n2\n"; }));
  EXPECT_EQ(crowd.listeners[0].states.size(), told + 1);
  EXPECT_TRUE(crowd.listeners[0].is(LinkState::streaming));
  EXPECT_THAT(crowd.listeners[0].note(), HasSubstr("is not heard: 64 have come"));
  EXPECT_EQ(crowd.listeners.size(), 64U);
}

TEST(UdpLink, ASecondSenderIsASecondSensorAndNotHeardWhereOneIsWanted) {
  asio::io_context io{1};
  const auto port = free_port<udp, udp::socket>(io);
  Crowd crowd{io};
  auto link = make_link(io, {.kind = AddressKind::udp, .port = port}, crowd.handlers());
  link->start();
  ASSERT_TRUE(crowd.until_state(0, LinkState::searching));
  udp::socket one{io, udp::v4()};
  udp::socket two{io, udp::v4()};
  const udp::endpoint to{kHere, port};
  one.send_to(asio::buffer("1\n", 2), to);
  ASSERT_TRUE(crowd.until([&] { return crowd.listeners[0].bytes == "1\n"; }));
  two.send_to(asio::buffer("2\n", 2), to);
  one.send_to(asio::buffer("3\n", 2), to);
  ASSERT_TRUE(crowd.until([&] { return crowd.listeners[0].bytes == "1\n3\n"; }));
  ASSERT_EQ(crowd.listeners.size(), 2U);
  EXPECT_EQ(crowd.listeners[1].bytes, "2\n");

  link->stop();
  LinkListener alone{io};
  link = make_link(io, {.kind = AddressKind::udp, .port = port}, alone.handlers());
  link->start();
  ASSERT_TRUE(alone.run_until_state(LinkState::searching));
  one.send_to(asio::buffer("1\n", 2), to);
  two.send_to(asio::buffer("2\n", 2), to);
  one.send_to(asio::buffer("3\n", 2), to);
  ASSERT_TRUE(alone.run_until([&] { return alone.bytes == "1\n3\n"; }));
}

}  // namespace
}  // namespace ebb::io
