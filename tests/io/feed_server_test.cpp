#include "io/feed_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/feed_house.hpp"
#include "io/raw_viewer.hpp"

namespace ebb::io {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

class FeedServerTest : public testing::Test {
 protected:
  RawViewer::Greeting friendly() const {
    return {.target = "/feed",
            .host = {},
            .origin = {},
            .authorization = "Bearer " + house.token,
            .protocol = {}};
  }
  unsigned greeted(const RawViewer::Greeting& greeting) {
    unsigned status = 0;
    run(house.io, [&]() -> asio::awaitable<void> {
      RawViewer one{house.io, house.server->port()};
      status = co_await one.greet(greeting);
    });
    return status;
  }
  feed::ServiceMessage message(const std::string& text) {
    const auto decoded = feed::decode_service(text);
    EXPECT_TRUE(decoded) << text;
    return decoded ? *decoded : feed::ServiceMessage{};
  }
  static feed::ServiceMessage mark(const std::string& label) {
    return Event{Mark{at_seconds<HostTime>(1.0), label}};
  }
  static feed::ServiceMessage snapshot_at(double seconds) {
    Snapshot snapshot;
    snapshot.time = at_seconds<HostTime>(seconds);
    return snapshot;
  }
  static std::string label_of(const feed::ServiceMessage& message) {
    const auto* event = std::get_if<Event>(&message);
    const auto* found = event == nullptr ? nullptr : std::get_if<Mark>(event);
    return found == nullptr ? "" : found->label;
  }

  FeedHouse house;
};

TEST_F(FeedServerTest, WelcomesAViewerAndSaysWhatItsClockShows) {
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    const HostTime before = now();
    EXPECT_EQ(co_await one.greet(friendly()), 101U);
    const auto text = co_await one.read();
    const auto welcome = std::get<feed::Welcome>(message(text.value_or("")));
    EXPECT_EQ(welcome.version, feed::kVersion);
    EXPECT_GE(welcome.now, before);
    EXPECT_LE(welcome.now, now());
  });
}

TEST_F(FeedServerTest, TakesTheTokenInAnyOfItsThreePlaces) {
  EXPECT_EQ(greeted(friendly()), 101U);
  EXPECT_EQ(greeted({.target = "/feed?token=" + house.token,
                     .host = {},
                     .origin = {},
                     .authorization = {},
                     .protocol = {}}),
            101U);
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    RawViewer::Greeting greeting;
    greeting.protocol = "other, ebb." + house.token;
    EXPECT_EQ(co_await one.greet(greeting), 101U);
    EXPECT_EQ(one.agreed_protocol(), "ebb." + house.token);
  });
}

TEST_F(FeedServerTest, AWrongTokenOrNoneIsTurnedAway) {
  RawViewer::Greeting greeting;
  EXPECT_EQ(greeted(greeting), 401U);
  greeting.authorization = "Bearer " + make_token();
  EXPECT_EQ(greeted(greeting), 401U);
  greeting.authorization = "Bearer " + house.token.substr(1);
  EXPECT_EQ(greeted(greeting), 401U);
  greeting.authorization = "Bearer ";
  EXPECT_EQ(greeted(greeting), 401U);
  EXPECT_EQ(house.server->viewers(), 0U);
}

TEST_F(FeedServerTest, APageFromElsewhereIsTurnedAwayEvenWithTheToken) {
  for (const char* origin : {"http://example.org", "null", "https://127.0.0.1:1", ""}) {
    RawViewer::Greeting greeting = friendly();
    greeting.origin = origin;
    EXPECT_EQ(greeted(greeting), 403U) << origin;
  }
  RawViewer::Greeting own = friendly();
  own.origin = "http://localhost:" + std::to_string(house.server->port());
  EXPECT_EQ(greeted(own), 101U);
}

TEST_F(FeedServerTest, AForeignNameForThisMachineIsTurnedAway) {
  const std::string port = ":" + std::to_string(house.server->port());
  for (const std::string& host :
       {"rebound.example" + port, "127.0.0.1.example.org" + port, std::string{"127.0.0.1"},
        std::string{"127.0.0.1:1"}, "localhost" + port + ".example", std::string{}}) {
    RawViewer::Greeting greeting = friendly();
    greeting.host = host;
    EXPECT_EQ(greeted(greeting), 403U) << host;
  }
}

TEST_F(FeedServerTest, OneViewerTooManyIsToldSo) {
  FeedServer::Config small;
  small.max_viewers = 2;
  FeedHouse full{small};
  run(full.io, [&]() -> asio::awaitable<void> {
    RawViewer::Greeting greeting;
    greeting.authorization = "Bearer " + full.token;
    RawViewer one{full.io, full.server->port()};
    RawViewer two{full.io, full.server->port()};
    RawViewer three{full.io, full.server->port()};
    EXPECT_EQ(co_await one.greet(greeting), 101U);
    EXPECT_EQ(co_await two.greet(greeting), 101U);
    EXPECT_EQ(co_await three.greet(greeting), 503U);
  });
}

TEST_F(FeedServerTest, EveryViewerGetsEveryEventInOrder) {
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    RawViewer two{house.io, house.server->port()};
    co_await one.greet(friendly());
    co_await two.greet(friendly());
    co_await one.read();
    co_await two.read();
    for (int i = 0; i < 100; ++i) {
      house.server->broadcast(mark(std::to_string(i)));
    }
    for (int i = 0; i < 100; ++i) {
      EXPECT_EQ(label_of(message((co_await one.read()).value_or(""))), std::to_string(i));
      EXPECT_EQ(label_of(message((co_await two.read()).value_or(""))), std::to_string(i));
    }
  });
}

TEST_F(FeedServerTest, ALateViewerStartsWithTheNewestSnapshot) {
  house.server->broadcast(snapshot_at(1.0));
  house.server->broadcast(snapshot_at(2.0));
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    co_await one.greet(friendly());
    co_await one.read();
    const auto snapshot = std::get<Snapshot>(message((co_await one.read()).value_or("")));
    EXPECT_EQ(snapshot.time, at_seconds<HostTime>(2.0));
  });
}

TEST_F(FeedServerTest, HandsOnWhatAViewerSays) {
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    co_await one.greet(friendly());
    co_await one.read();
    co_await one.write(R"({"type":"mark","t":3,"label":"x","client":"me","n":1})");
    const auto taken = std::get<feed::Taken>(message((co_await one.read()).value_or("")));
    EXPECT_EQ(taken.number, 1U);
  });
  ASSERT_EQ(house.heard.size(), 1U);
  EXPECT_EQ(std::get<Mark>(house.heard[0].second).label, "x");
  EXPECT_EQ(std::get<Mark>(house.heard[0].second).time, at_seconds<HostTime>(3.0));
}

TEST_F(FeedServerTest, AMessageThatComesTwiceCountsOnce) {
  for (int connection = 0; connection < 2; ++connection) {
    run(house.io, [&]() -> asio::awaitable<void> {
      RawViewer one{house.io, house.server->port()};
      co_await one.greet(friendly());
      co_await one.read();
      co_await one.write(R"({"type":"mark","label":"x","client":"me","n":1})");
      co_await one.read();
      co_await one.write(R"({"type":"mark","label":"y","client":"me","n":2})");
      const auto taken = std::get<feed::Taken>(message((co_await one.read()).value_or("")));
      EXPECT_EQ(taken.number, 2U);
    });
  }
  EXPECT_EQ(house.heard.size(), 2U);
}

TEST_F(FeedServerTest, AMessageInPiecesIsAMessage) {
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    co_await one.greet(friendly());
    co_await one.read();
    const std::string text = R"({"type":"mark","label":"pieces","client":"me","n":1})";
    co_await one.write_in_pieces(text);
    co_await one.read();
  });
  ASSERT_EQ(house.heard.size(), 1U);
  EXPECT_EQ(std::get<Mark>(house.heard[0].second).label, "pieces");
}

TEST_F(FeedServerTest, AMessageOfANewerKindIsSkipped) {
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    co_await one.greet(friendly());
    co_await one.read();
    co_await one.write(R"({"type":"aurora"})");
    co_await one.write(R"({"type":"mark","label":"after","client":"me","n":1})");
    co_await one.read();
  });
  EXPECT_EQ(house.heard.size(), 1U);
}

TEST_F(FeedServerTest, WhoBreaksTheAgreementIsToldHow) {
  struct Offence {
    std::string bytes;
    RawViewer::Frame frame;
    unsigned code;
    std::string reason;
  };
  using Frame = RawViewer::Frame;
  for (const Offence& offence :
       {Offence{"{", Frame::text, 1008, "not JSON"},
        Offence{R"({"type":"mark"})", Frame::text, 1008, "'label' is missing"},
        Offence{"{}", Frame::binary, 1003, "text, not binary"},
        Offence{std::string(70'000, ' '), Frame::text, 1009, ""},
        Offence{"\xFF\xFF", Frame::text, 1007, ""}}) {
    run(house.io, [&]() -> asio::awaitable<void> {
      RawViewer one{house.io, house.server->port()};
      co_await one.greet(friendly());
      co_await one.write(offence.bytes, offence.frame);
      EXPECT_EQ(co_await one.read_to_end(), offence.code) << offence.reason;
      EXPECT_THAT(one.farewell().reason, HasSubstr(offence.reason));
    });
  }
  EXPECT_TRUE(run_until(house.io, [&] { return house.server->viewers() == 0; }));
}

TEST_F(FeedServerTest, WhoSaysNothingIsNotWaitedForForEver) {
  FeedServer::Config brisk;
  brisk.handshake_timeout = 30ms;
  FeedHouse hasty{brisk};
  run(hasty.io, [&]() -> asio::awaitable<void> {
    asio::ip::tcp::socket silent{hasty.io};
    co_await silent.async_connect({asio::ip::address_v4::loopback(), hasty.server->port()},
                                  asio::use_awaitable);
    char byte = 0;
    error_code ec;
    co_await silent.async_read_some(asio::buffer(&byte, 1),
                                    asio::redirect_error(asio::use_awaitable, ec));
    EXPECT_TRUE(ec);
  });
}

TEST_F(FeedServerTest, AViewerThatHasSilentlyGoneIsLetGo) {
  FeedServer::Config brisk;
  brisk.idle_timeout = 30ms;
  FeedHouse hasty{brisk};
  RawViewer one{hasty.io, hasty.server->port()};
  run(hasty.io, [&]() -> asio::awaitable<void> {
    RawViewer::Greeting greeting;
    greeting.authorization = "Bearer " + hasty.token;
    EXPECT_EQ(co_await one.greet(greeting), 101U);
  });
  EXPECT_TRUE(run_until(hasty.io, [&] { return hasty.server->viewers() == 1; }));
  EXPECT_TRUE(run_until(hasty.io, [&] { return hasty.server->viewers() == 0; }));
}

TEST_F(FeedServerTest, ASlowViewerLosesOldSnapshotsButNoEvent) {
  RawViewer slow{house.io, house.server->port()};
  run(house.io, [&]() -> asio::awaitable<void> { co_await slow.greet(friendly()); });
  constexpr int kEvents = 2000;
  constexpr int kSnapshots = 2000;
  const std::string padding(4000, '.');  // 8 MB: more than the kernel takes in on its own
  for (int i = 0; i < kEvents; ++i) {
    house.server->broadcast(mark(std::to_string(i) + padding));
    house.server->broadcast(snapshot_at(i));
    house.io.poll();
  }
  int events = 0;
  int snapshots = 0;
  run(house.io, [&]() -> asio::awaitable<void> {
    HostTime newest;
    co_await slow.read();
    while (events < kEvents || newest < at_seconds<HostTime>(kSnapshots - 1)) {
      const auto text = co_await slow.read();
      if (!text) {
        ADD_FAILURE() << "closed after " << events;
        co_return;
      }
      const auto got = message(*text);
      if (const auto* snapshot = std::get_if<Snapshot>(&got)) {
        EXPECT_GT(snapshot->time, newest - Microseconds{1});
        newest = snapshot->time;
        ++snapshots;
      } else {
        EXPECT_EQ(label_of(got), std::to_string(events) + padding);
        ++events;
      }
    }
  });
  EXPECT_EQ(events, kEvents);
  EXPECT_LT(snapshots, kSnapshots);
}

TEST_F(FeedServerTest, AViewerTooFarBehindIsClosedWithTheReasonAfterAnUnbrokenRow) {
  FeedServer::Config small;
  small.max_waiting_events = 100;
  FeedHouse strict{small};
  RawViewer slow{strict.io, strict.server->port()};
  RawViewer::Greeting greeting;
  greeting.authorization = "Bearer " + strict.token;
  run(strict.io, [&]() -> asio::awaitable<void> { co_await slow.greet(greeting); });
  EXPECT_TRUE(run_until(strict.io, [&] { return strict.server->viewers() == 1; }));
  const std::string padding(4000, '.');
  for (int i = 0; i < 2000; ++i) {
    strict.server->broadcast(mark(std::to_string(i) + padding));
    strict.io.poll();
  }
  run(strict.io, [&]() -> asio::awaitable<void> {
    co_await slow.read();
    int events = 0;
    auto text = co_await slow.read();
    for (; text; text = co_await slow.read()) {
      EXPECT_EQ(label_of(message(*text)), std::to_string(events++) + padding);
    }
    EXPECT_GT(events, 100);
    EXPECT_LT(events, 2000);
    EXPECT_EQ(slow.farewell().code, 1008U);
    EXPECT_THAT(slow.farewell().reason, HasSubstr("100 events behind"));
  });
}

TEST_F(FeedServerTest, AViewerThatNeverReadsIsLetGoWithoutItsGoodbye) {
  FeedServer::Config small;
  small.max_waiting_events = 100;
  small.handshake_timeout = 50ms;
  FeedHouse strict{small};
  RawViewer slow{strict.io, strict.server->port()};
  RawViewer::Greeting greeting;
  greeting.authorization = "Bearer " + strict.token;
  run(strict.io, [&]() -> asio::awaitable<void> { co_await slow.greet(greeting); });
  const std::string padding(4000, '.');
  for (int i = 0; i < 2000; ++i) {
    strict.server->broadcast(mark(padding));
    strict.io.poll();
  }
  EXPECT_TRUE(run_until(strict.io, [&] { return strict.server->viewers() == 0; }));
}

TEST_F(FeedServerTest, SaysGoodbyeToAllWhenItStops) {
  run(house.io, [&]() -> asio::awaitable<void> {
    RawViewer one{house.io, house.server->port()};
    co_await one.greet(friendly());
    co_await one.read();
    house.server->close();
    EXPECT_EQ(co_await one.read_to_end(), 1001U);
  });
}

TEST_F(FeedServerTest, ATakenPortIsASentence) {
  FeedServer::Config config;
  config.port = house.server->port();
  try {
    const FeedServer second{house.io, config, now, {}};
    FAIL() << "listened twice";
  } catch (const std::runtime_error& trouble) {
    EXPECT_THAT(trouble.what(), HasSubstr("Name another port"));
  }
}

class FeedPages : public FeedServerTest {
 protected:
  Page ask(const std::string& request) {
    Page page;
    run(house.io, [&]() -> asio::awaitable<void> {
      page = co_await io::ask(house.io, house.server->port(), request);
    });
    return page;
  }
  std::string host() const { return "Host: 127.0.0.1:" + std::to_string(house.server->port()); }
};

TEST_F(FeedPages, TheFirstPageSaysWhatThisIs) {
  const Page page = ask("GET / HTTP/1.1\r\n" + host() + "\r\n\r\n");
  EXPECT_EQ(page.status, 200U);
  EXPECT_THAT(page.body, HasSubstr("breathing companion"));
}

TEST_F(FeedPages, PagesAreReadUnderThisMachinesNameOnly) {
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n").status, 403U);
  EXPECT_EQ(ask("GET / HTTP/1.1\r\n\r\n").status, 403U);
  EXPECT_EQ(ask("GET / HTTP/1.1\r\n" + host() + "\r\n" + host() + "\r\n\r\n").status, 403U);
}

TEST_F(FeedPages, OtherAddressesAndMethodsAreRefused) {
  EXPECT_EQ(ask("GET /etc/passwd HTTP/1.1\r\n" + host() + "\r\n\r\n").status, 404U);
  EXPECT_EQ(ask("DELETE / HTTP/1.1\r\n" + host() + "\r\n\r\n").status, 405U);
  EXPECT_EQ(ask("GET /feed HTTP/1.1\r\n" + host() + "\r\n\r\n").status, 426U);
}

TEST_F(FeedPages, AnEndlessHeadIsNotReadToItsEnd) {
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x')).status, 0U);
}

}  // namespace
}  // namespace ebb::io
