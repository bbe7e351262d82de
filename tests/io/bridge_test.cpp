#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/bridge/allowance.hpp"
#include "io/bridge/speech.hpp"
#include "io/feed_house.hpp"
#include "io/link_listener.hpp"
#include "io/raw_viewer.hpp"

namespace ebb::io {
namespace {

using testing::HasSubstr;

std::string text_of(std::initializer_list<int> bytes) {
  std::string text;
  for (const int byte : bytes) {
    text += static_cast<char>(byte);
  }
  return text;
}

/// HELLO of a strap, as the page says it; the last byte of the uid tells straps of one name apart.
std::string hello(const std::string& name, char uid = 'a', int streams = 1) {
  return text_of({1, 0, 0, 0, 0, 77, 0, 0, 0, 1, 1, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7}) + uid +
         text_of({streams}) + name;
}

/// A heart rate measurement heard at 1.5 s.
std::string notify(std::initializer_list<int> value = {0x10, 0x49, 0x5e, 0x03}) {
  return text_of({0x20, 0x60, 0xe3, 0x16, 0x00, 0x0d, 0x18, 0x37, 0x2a, 0}) + text_of(value);
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

ebb_link_frame decoded(ebb_link_receiver& receiver, std::span<const std::uint8_t> wire) {
  ebb_link_frame frame{};
  bool whole = false;
  for (const std::uint8_t byte : wire) {
    whole = ebb_link_receive(&receiver, byte, &frame) || whole;
  }
  EXPECT_TRUE(whole);
  return frame;
}

TEST(BridgeSpeech, BecomesTheEbbLinkOfAStrap) {
  ebb_link_receiver receiver{};
  ebb_link_receiver_reset(&receiver);
  BridgeSpeech speech;
  auto frame = decoded(receiver, speech.push(bytes_of(hello("Polar H10"))));
  EXPECT_EQ(frame.type, EBB_LINK_HELLO);
  EXPECT_EQ(speech.name(), "Polar H10");
  EXPECT_EQ(speech.protocol(), "ble-bridge");
  frame = decoded(receiver, speech.push(bytes_of(notify())));
  EXPECT_EQ(frame.type, EBB_LINK_BLE_NOTIFY);
  EXPECT_EQ(frame.seq, 1U);
  EXPECT_EQ(frame.t_us, 1'500'000U);
  EXPECT_EQ(ebb_link_get_u16(frame.payload + 2), 0x2A37U);
  EXPECT_EQ(frame.payload_size, 9U);
}

TEST(BridgeSpeech, TakesNothingButWhatAPageSays) {
  EXPECT_TRUE(BridgeSpeech{}.push({}).empty());
  EXPECT_TRUE(BridgeSpeech{}.push(bytes_of(notify())).empty()) << "who is it?";
  const std::string whole = hello("");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    BridgeSpeech speech;
    EXPECT_TRUE(speech.push(bytes_of(whole.substr(0, size))).empty()) << size;
  }
  BridgeSpeech speech;
  ASSERT_FALSE(speech.push(bytes_of(hello("x"))).empty());
  EXPECT_TRUE(speech.push(bytes_of(hello("x"))).empty()) << "twice";
  EXPECT_TRUE(speech.push(bytes_of(notify({}))).empty());
  EXPECT_TRUE(speech.push(bytes_of(text_of({0x30, 0, 0, 0, 0}))).empty());
  EXPECT_TRUE(speech.push(bytes_of(text_of({0x30, 0, 0, 0, 0, 4}))).empty()) << "no such state";
  EXPECT_TRUE(speech.push(bytes_of(text_of({0x10, 0, 0, 0, 0, 1}))).empty()) << "not a page's";
  EXPECT_TRUE(speech.push(bytes_of(notify() + std::string(240, 'x'))).empty()) << "too long";
  EXPECT_FALSE(speech.push(bytes_of(notify() + std::string(231, 'x'))).empty());
}

TEST(BridgeSpeech, ShowsANameThatIsFitForAScreen) {
  BridgeSpeech speech;
  ASSERT_FALSE(speech.push(bytes_of(hello("Belt\x1b[2J\xff"))).empty());
  EXPECT_EQ(speech.name(), "Belt?[2J?");
}

TEST(Allowance, LetsABurstThroughAndThenSoManyASecond) {
  Allowance allowance{10.0, 3.0};
  HostTime now = at_seconds<HostTime>(100.0);
  int taken = 0;
  for (int i = 0; i < 20; ++i) {
    taken += allowance.take(now) ? 1 : 0;
  }
  EXPECT_EQ(taken, 3);
  for (int i = 0; i < 100; ++i) {
    now += to_microseconds(Seconds{0.05});
    taken += allowance.take(now) ? 1 : 0;
  }
  EXPECT_EQ(taken, 3 + 50);
}

class BridgeTest : public testing::Test {
 protected:
  explicit BridgeTest(const BridgeLimits& limits = {}) {
    house.server->open_bridge(
        [this](const std::string& name, std::string_view protocol) {
          joined.push_back(name + " " + std::string{protocol});
          straps.push_back(std::make_unique<LinkListener>(house.io));
          return straps.back()->handlers();
        },
        limits);
  }
  [[nodiscard]] RawViewer::Greeting friendly() const {
    RawViewer::Greeting greeting;
    greeting.target = "/bridge/link";
    greeting.protocol = "ebb." + house.token;
    return greeting;
  }
  unsigned greeted(const RawViewer::Greeting& greeting) {
    unsigned status = 0;
    run(house.io, [&]() -> asio::awaitable<void> {
      RawViewer page{house.io, house.server->port()};
      status = co_await page.greet(greeting);
    });
    return status;
  }
  /// A page with a strap; it stays until it is destroyed.
  std::unique_ptr<RawViewer> open_page(const std::string& first) {
    auto page = std::make_unique<RawViewer>(house.io, house.server->port());
    const std::string beat = notify();
    run(house.io, [&]() -> asio::awaitable<void> {
      EXPECT_EQ(co_await page->greet(friendly()), 101U);
      co_await page->write(first, RawViewer::Frame::binary);
      co_await page->write(beat, RawViewer::Frame::binary);
    });
    return page;
  }
  bool until(const std::function<bool()>& holds) { return run_until(house.io, holds); }
  bool until_state(std::size_t strap, LinkState state) {
    return until([&] { return straps.size() > strap && straps[strap]->is(state); });
  }
  unsigned code_after(const std::vector<std::string>& messages,
                      RawViewer::Frame frame = RawViewer::Frame::binary) {
    unsigned code = 0;
    run(house.io, [&]() -> asio::awaitable<void> {
      RawViewer page{house.io, house.server->port()};
      co_await page.greet(friendly());
      for (const std::string& message : messages) {
        co_await page.write(message, frame);
      }
      code = co_await page.read_to_end();
    });
    return code;
  }

  FeedHouse house;
  std::vector<std::string> joined;
  std::vector<std::unique_ptr<LinkListener>> straps;
};

TEST_F(BridgeTest, LetsInOnlyPagesOfItsOwnWithTheToken) {
  RawViewer::Greeting stranger = friendly();
  stranger.protocol = "ebb." + std::string(64, '0');
  EXPECT_EQ(greeted(stranger), 401U);
  stranger = friendly();
  stranger.origin = "https://example.org";
  EXPECT_EQ(greeted(stranger), 403U);
  stranger = friendly();
  stranger.host = "example.org";
  EXPECT_EQ(greeted(stranger), 403U);
  RawViewer::Greeting own = friendly();
  own.origin = "http://localhost:" + std::to_string(house.server->port());
  EXPECT_EQ(greeted(own), 101U);
  EXPECT_TRUE(joined.empty());
}

TEST_F(BridgeTest, ServesThePageToThisMachineAlone) {
  const std::string port = std::to_string(house.server->port());
  for (const std::string path : {"/bridge", "/bridge/page.css", "/bridge/page.js"}) {
    const std::string get = "GET " + path + " HTTP/1.1\r\nHost: ";
    run(house.io, [&]() -> asio::awaitable<void> {
      const Page page =
          co_await ask(house.io, house.server->port(), get + "127.0.0.1:" + port + "\r\n\r\n");
      EXPECT_EQ(page.status, 200U);
      EXPECT_THAT(page.body, Not(HasSubstr(house.token)));
      const Page foreign =
          co_await ask(house.io, house.server->port(), get + "example.org\r\n\r\n");
      EXPECT_EQ(foreign.status, 403U);
    });
  }
}

TEST_F(BridgeTest, AStrapIsThereWhileItsPageIsOpenAndTheSameWhenItIsOpenedAgain) {
  auto page = open_page(hello("Polar H10"));
  ASSERT_TRUE(until_state(0, LinkState::streaming));
  ASSERT_TRUE(until([&] { return straps[0]->chunks == 2; }));
  page.reset();
  ASSERT_TRUE(until_state(0, LinkState::lost));
  EXPECT_THAT(straps[0]->note(), HasSubstr("closed"));
  page = open_page(hello("Polar H10", 'b'));  // the browser gives another id at each visit
  ASSERT_TRUE(until_state(0, LinkState::streaming));
  EXPECT_EQ(joined, std::vector<std::string>{"Polar H10 ble-bridge"});
}

TEST_F(BridgeTest, TwoStrapsAreTwoSensorsEvenOfOneName) {
  const auto first = open_page(hello("Polar H10", 'a'));
  ASSERT_TRUE(until_state(0, LinkState::streaming));
  const auto second = open_page(hello("Polar H10", 'b'));
  ASSERT_TRUE(until_state(1, LinkState::streaming));
  const auto wave = open_page(hello("Polar H10", 'c', 2));
  ASSERT_TRUE(until_state(2, LinkState::streaming));
  EXPECT_EQ(joined.back(), "Polar H10 polar-pmd");
  EXPECT_TRUE(straps[0]->is(LinkState::streaming));
}

TEST_F(BridgeTest, APageThatIsLoadedAgainTakesItsStrapOver) {
  const auto old_page = open_page(hello("Polar H10"));
  ASSERT_TRUE(until_state(0, LinkState::streaming));
  const auto new_page = open_page(hello("Polar H10"));
  unsigned code = 0;
  run(house.io, [&]() -> asio::awaitable<void> { code = co_await old_page->read_to_end(); });
  EXPECT_EQ(code, 1008U);
  ASSERT_TRUE(until([&] { return straps[0]->chunks == 4; }));
  EXPECT_TRUE(straps[0]->is(LinkState::streaming));
  EXPECT_EQ(joined.size(), 1U);
}

TEST_F(BridgeTest, EndsWithAPageThatDoesNotKeepTheAgreement) {
  EXPECT_EQ(code_after({notify()}), 1008U);
  EXPECT_EQ(code_after({"hello"}, RawViewer::Frame::text), 1003U);
  EXPECT_EQ(code_after({std::string(300, 'x')}), 1009U);
  EXPECT_EQ(code_after({hello("Belt"), hello("Belt")}), 1008U);
}

/// A bridge that takes ten messages of a page, and then none.
class BridgeOfTenTest : public BridgeTest {
 protected:
  BridgeOfTenTest() : BridgeTest({.each = {.messages_a_second = 0.0, .messages_at_once = 10.0}}) {}
};

TEST_F(BridgeOfTenTest, EndsWithAPageThatSendsMoreThanAStrapHas) {
  std::vector<std::string> flood{hello("Flood")};
  flood.resize(100, notify());
  EXPECT_EQ(code_after(flood), 1008U);
  ASSERT_TRUE(until([&] { return straps.back()->is(LinkState::lost); }));
  EXPECT_EQ(straps.back()->chunks, 10U);
  EXPECT_THAT(straps.back()->note(), HasSubstr("More messages than a strap has."));
}

TEST_F(BridgeTest, TakesSoManyPagesAndNoMore) {
  std::vector<std::unique_ptr<RawViewer>> pages;
  for (char uid = 'a'; uid < 'a' + 8; ++uid) {
    pages.push_back(open_page(hello("Strap", uid)));
  }
  EXPECT_EQ(greeted(friendly()), 503U);
}

TEST_F(BridgeTest, SaysGoodbyeWhenTheServiceStops) {
  const auto page = open_page(hello("Polar H10"));
  ASSERT_TRUE(until_state(0, LinkState::streaming));
  const auto said = straps[0]->states.size();
  house.server->close();
  unsigned code = 0;
  run(house.io, [&]() -> asio::awaitable<void> { code = co_await page->read_to_end(); });
  EXPECT_EQ(code, 1001U);
  EXPECT_EQ(straps[0]->states.size(), said) << "handlers were called after the end";
}

}  // namespace
}  // namespace ebb::io
