#include "io/feed_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "io/feed_house.hpp"
#include "io/raw_viewer.hpp"

namespace ebb::io {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

/// A service that can be killed and started again under its client.
class FeedClientTest : public testing::Test {
 protected:
  void start() {
    runtime = std::make_unique<RuntimeFolder>(folder.path() / "ebb");
    house = std::make_unique<FeedHouse>();
    house->clock_ahead = ahead;
    runtime->publish({house->server->port(), house->token, ::getpid(), feed::kVersion});
  }
  /// As if killed: no goodbye reaches the client before its descriptors are gone.
  void kill() {
    for (auto& [viewer, message] : house->heard) {
      heard.push_back(std::move(message));
    }
    house.reset();
    runtime.reset();
  }
  template <class Holds>
  [[nodiscard]] bool until(const Holds& holds) {
    asio::io_context nothing{1};
    return run_until(house ? house->io : nothing, holds, [this] { client.poll(); });
  }
  [[nodiscard]] bool until_connected() {
    return until([this] { return client.connected() && house->server->viewers() == 1; });
  }
  static feed::ViewerMessage numbered_mark(int number) {
    return Mark{now(), std::to_string(number)};
  }

  TemporaryFolder folder;
  Microseconds ahead{0};
  std::vector<feed::ViewerMessage> heard;  ///< by the services before this one
  std::unique_ptr<RuntimeFolder> runtime;
  std::unique_ptr<FeedHouse> house;
  FeedClient client{folder.path() / "ebb",
                    {.first_wait = 1ms, .longest_wait = 4ms, .handshake_timeout = 2s}};
};

TEST_F(FeedClientTest, SaysWhyThereIsNoService) {
  EXPECT_TRUE(until([this] { return !client.trouble().empty(); }));
  EXPECT_FALSE(client.connected());
  EXPECT_FALSE(client.latest());
  EXPECT_THAT(client.trouble(), HasSubstr("ebb"));
}

TEST_F(FeedClientTest, FindsTheServiceThroughItsFolderWheneverItStarts) {
  client.poll();
  start();
  EXPECT_TRUE(until_connected());
  EXPECT_EQ(client.trouble(), "");
}

TEST_F(FeedClientTest, TimesComeOnThisProcessesClock) {
  ahead = Microseconds{-987'654'321};
  start();
  ASSERT_TRUE(until_connected());
  const HostTime sent = now();
  Snapshot snapshot;
  snapshot.time = sent + ahead;
  snapshot.heart_rate.emplace();
  snapshot.heart_rate->value = BeatsPerMinute{61};
  snapshot.heart_rate->time = sent + ahead - Microseconds{500'000};
  house->server->broadcast(Event{Beat{.time = sent + ahead}});
  house->server->broadcast(snapshot);
  ASSERT_TRUE(until([this] { return client.latest().has_value(); }));
  const HostTime read = now();
  EXPECT_GE(client.latest()->time, sent);
  EXPECT_LE(client.latest()->time, read);
  EXPECT_EQ(client.latest()->time - client.latest()->heart_rate->time, Microseconds{500'000});
  const auto events = client.take_events();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_GE(std::get<Beat>(events[0]).time, sent);
  EXPECT_LE(std::get<Beat>(events[0]).time, read + 1s);
  EXPECT_TRUE(client.take_events().empty());

  const HostTime marked = now();
  client.send(Mark{marked, "x"});
  ASSERT_TRUE(until([this] { return !house->heard.empty(); }));
  const HostTime arrived = std::get<Mark>(house->heard[0].second).time;
  EXPECT_LE(arrived, marked + ahead);
  EXPECT_GE(arrived, marked + ahead - 20s);
}

TEST_F(FeedClientTest, A13_ALabelGivenLaterComesWithTheTimeOfItsMark) {
  ahead = Microseconds{5'000'000};
  start();
  ASSERT_TRUE(until_connected());
  const HostTime marked = now();
  client.send(Mark{marked, ""});
  ASSERT_TRUE(until([this] { return house->heard.size() == 1; }));
  for (int i = 0; i < 5; ++i) {  // the clocks are compared better meanwhile
    Snapshot snapshot;
    snapshot.time = now() + ahead;
    house->server->broadcast(snapshot);
    ASSERT_TRUE(until([&] { return client.latest() && client.latest()->time > marked; }));
  }
  client.send(Mark{marked, "mentioned sister"});
  ASSERT_TRUE(until([this] { return house->heard.size() == 2; }));
  const auto& first = std::get<Mark>(house->heard[0].second);
  const auto& second = std::get<Mark>(house->heard[1].second);
  EXPECT_EQ(first.time, second.time);
  EXPECT_EQ(second.label, "mentioned sister");
}

TEST_F(FeedClientTest, WhatAScreenShowsReachesWhoeverComesLater) {
  client.send(Showing{.time = now(), .title = "old"});
  client.send(Showing{.time = now(), .practice = "own-rhythm", .title = "new"});
  EXPECT_EQ(client.waiting(), 0U) << "only the newest is worth telling";
  start();
  ASSERT_TRUE(until([this] { return !house->heard.empty(); }));
  const auto& newest = std::get<Showing>(house->heard[0].second);
  EXPECT_EQ(newest.title, "new");
  house->server->broadcast(newest);
  house->server->broadcast(SessionAgreement{.stage = SessionAgreement::Stage::agreed});
  FeedClient console{folder.path() / "ebb"};
  ASSERT_TRUE(until([&] {
    console.poll();
    return console.showing() && console.agreement();
  }));
  EXPECT_EQ(console.showing()->title, "new");
  EXPECT_EQ(console.agreement()->stage, SessionAgreement::Stage::agreed);
}

TEST_F(FeedClientTest, AnOfferIsHandedOnOnceAndWaitsForNobodyWhoComesLater) {
  start();
  ASSERT_TRUE(until_connected());
  house->server->broadcast(feed::Offer{now(), {ConsoleOffer::Kind::pause}});
  std::vector<feed::Offer> offers;
  ASSERT_TRUE(until([&] {
    offers = client.take_offers();
    return !offers.empty();
  }));
  EXPECT_EQ(offers.at(0).what.kind, ConsoleOffer::Kind::pause);
  EXPECT_TRUE(client.take_offers().empty());
}

TEST_F(FeedClientTest, WhatIsSaidBeforeThereIsAServiceWaitsForIt) {
  for (int i = 0; i < 100; ++i) {
    client.send(numbered_mark(i));
  }
  client.poll();
  EXPECT_EQ(client.waiting(), 100U);
  start();
  ASSERT_TRUE(until([this] { return client.waiting() == 0; }));
  ASSERT_EQ(house->heard.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(std::get<Mark>(house->heard[i].second).label, std::to_string(i));
  }
}

TEST_F(FeedClientTest, OnlyTheNewestTenThousandWait) {
  for (int i = 0; i < 10'050; ++i) {
    client.send(numbered_mark(i));
  }
  EXPECT_EQ(client.waiting(), 10'000U);
  start();
  ASSERT_TRUE(until([this] { return client.waiting() == 0; }));
  EXPECT_EQ(std::get<Mark>(house->heard.front().second).label, "50");
  EXPECT_EQ(std::get<Mark>(house->heard.back().second).label, "10049");
}

TEST_F(FeedClientTest, EventsReachARestartedServiceOnceAndInOrder) {
  int sent = 0;
  for (int round = 0; round < 10; ++round) {
    start();
    ASSERT_TRUE(until_connected());
    for (int i = 0; i < 20; ++i) {
      client.send(numbered_mark(sent++));
    }
    ASSERT_TRUE(until([this] { return client.waiting() == 0; }));
    kill();
    ASSERT_TRUE(until([this] { return !client.connected(); }));
    for (int i = 0; i < 20; ++i) {
      client.send(numbered_mark(sent++));
      client.poll();
    }
  }
  start();
  ASSERT_TRUE(until([this] { return client.waiting() == 0; }));
  kill();
  ASSERT_EQ(heard.size(), static_cast<std::size_t>(sent));
  for (std::size_t i = 0; i < heard.size(); ++i) {
    EXPECT_EQ(std::get<Mark>(heard[i]).label, std::to_string(i));
  }
}

TEST_F(FeedClientTest, FiftyReconnectsLeaveNoDescriptorBehind) {
  start();
  ASSERT_TRUE(until_connected());
  kill();
  ASSERT_TRUE(until([this] { return !client.connected(); }));
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 50; ++i) {
    start();
    ASSERT_TRUE(until_connected()) << i << ": " << client.trouble();
    kill();
    ASSERT_TRUE(until([this] { return !client.connected(); })) << i;
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(FeedClientTest, AServiceOfANewerVersionIsNotMisread) {
  start();
  house->server->close();
  asio::ip::tcp::acceptor newer{house->io, {asio::ip::address_v4::loopback(), 0}};
  runtime->publish({newer.local_endpoint().port(), house->token, ::getpid(), 2});
  asio::co_spawn(house->io, welcome_one(newer, R"({"type":"welcome","t":1,"version":2})"),
                 kRethrow);
  EXPECT_TRUE(until([this] { return client.trouble().find("newer") != std::string::npos; }));
  EXPECT_FALSE(client.connected());
}

}  // namespace
}  // namespace ebb::io
