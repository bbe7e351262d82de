#include "firmware-protocol/esp32_strap_bridge/strap_bridge.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/decoder.hpp"

namespace ebb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Bytes = std::vector<std::uint8_t>;

struct Heard {
  std::uint8_t type;
  std::uint8_t flags;
  std::uint32_t t_us;
  Bytes payload;
};

/// The bridge with a radio and a host that do what a test says.
class Board {
 public:
  explicit Board(std::uint32_t now = 0) : now_(now) {
    ebb_link_receiver_reset(&host_);
    constexpr std::uint8_t kUid[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    strap_bridge_begin(&bridge_, send, this, 0xCAFE, kUid, now_);
  }

  /// Lets time pass; the last thing that the radio is asked to do meanwhile.
  strap_bridge_deed pass(double seconds) {
    strap_bridge_deed last = STRAP_DO_NOTHING;
    for (int i = 0; i < static_cast<int>(seconds * 100.0); ++i) {
      now_ += 10'000;
      const strap_bridge_deed deed = strap_bridge_tick(&bridge_, now_);
      last = deed == STRAP_DO_NOTHING ? last : deed;
    }
    return last;
  }
  void find(std::uint8_t who, const std::string& name = "Strap") {
    const std::uint8_t address[STRAP_ADDRESS_SIZE] = {who, 0, 0, 0, 0, 9};
    strap_bridge_found(&bridge_, address, 1, name.data(), static_cast<std::uint8_t>(name.size()),
                       now_);
  }
  void connect() { strap_bridge_connected(&bridge_, now_); }
  void lose() { lose(bridge_.connection); }
  void lose(std::uint8_t connection) { strap_bridge_lost(&bridge_, connection, now_); }
  void notify(const Bytes& bytes) { notify(bytes, bridge_.connection); }
  void notify(const Bytes& bytes, std::uint8_t connection) {
    strap_bridge_notified(&bridge_, connection, now_, STRAP_HEART_RATE_SERVICE,
                          STRAP_HEART_RATE_MEASUREMENT, -61, bytes.data(),
                          static_cast<std::uint8_t>(bytes.size()));
  }
  void wear() {
    pass(0.1);
    find(1);
    pass(0.1);
    connect();
  }
  void say(const Bytes& bytes) {
    for (const std::uint8_t byte : bytes) {
      strap_bridge_heard(&bridge_, byte, now_);
    }
  }
  void ask(std::uint8_t type, std::uint32_t token) {
    ebb_link_encoder encoder;
    ebb_link_encoder_reset(&encoder);
    ebb_link_begin(&encoder, type, 0, 0, 0);
    ebb_link_put_u32(&encoder, token);
    const std::uint8_t size = ebb_link_finish(&encoder);
    say({encoder.wire, encoder.wire + size});
  }
  void stop_listening(bool deaf) { deaf_ = deaf; }

  /// All that was said since the last call, and its bytes.
  std::vector<Heard> heard() { return std::exchange(heard_, {}); }
  [[nodiscard]] const Bytes& wire() const { return wire_; }
  [[nodiscard]] const strap_bridge& bridge() const { return bridge_; }
  [[nodiscard]] std::uint32_t now() const { return now_; }

 private:
  static bool send(void* to, const std::uint8_t* bytes, std::uint8_t size) {
    Board& board = *static_cast<Board*>(to);
    if (board.deaf_) {
      return false;
    }
    for (std::uint8_t i = 0; i < size; ++i) {
      board.wire_.push_back(bytes[i]);
      ebb_link_frame frame;
      if (ebb_link_receive(&board.host_, bytes[i], &frame)) {
        board.heard_.push_back({frame.type,
                                frame.flags,
                                frame.t_us,
                                {frame.payload, frame.payload + frame.payload_size}});
      }
    }
    return true;
  }

  strap_bridge bridge_{};
  ebb_link_receiver host_{};
  std::uint32_t now_;
  bool deaf_ = false;
  std::vector<Heard> heard_;
  Bytes wire_;
};

/// The states told, one after another.
std::vector<int> states(const std::vector<Heard>& heard) {
  std::vector<int> out;
  for (const Heard& frame : heard) {
    if (frame.type == EBB_LINK_STATUS) {
      out.push_back(frame.payload.at(0));
    }
  }
  return out;
}

int count(const std::vector<Heard>& heard, int type) {
  return static_cast<int>(std::count_if(heard.begin(), heard.end(),
                                        [type](const Heard& frame) { return frame.type == type; }));
}

TEST(StrapBridge, SaysWhoItIsAndLooksForAStrap) {
  Board board;
  EXPECT_EQ(board.wire().at(0), 0) << "closes off what the boot loader printed";
  const auto heard = board.heard();
  ASSERT_EQ(count(heard, EBB_LINK_HELLO), 1);
  EXPECT_THAT(states(heard), ElementsAre(EBB_LINK_SEARCHING));
  EXPECT_EQ(board.pass(0.1), STRAP_DO_SCAN);
  EXPECT_EQ(board.pass(5.0), STRAP_DO_NOTHING) << "once is enough";
  EXPECT_EQ(count(board.heard(), EBB_LINK_HEARTBEAT), 5);
}

TEST(StrapBridge, ForwardsWhatTheStrapTellsAsItCame) {
  Board board;
  board.pass(0.1);
  board.find(7, "Polar H10 12345678");
  EXPECT_EQ(board.pass(0.1), STRAP_DO_CONNECT);
  EXPECT_EQ(board.bridge().address[0], 7);
  board.connect();
  const Bytes measured{0x10, 0x49, 0x5E, 0x03, 0x96, 0x03};
  board.pass(0.5);
  board.notify(measured);
  const auto heard = board.heard();
  EXPECT_THAT(states(heard),
              ElementsAre(EBB_LINK_SEARCHING, EBB_LINK_CONNECTING, EBB_LINK_STREAMING));
  ASSERT_EQ(heard.back().type, EBB_LINK_BLE_NOTIFY);
  EXPECT_EQ(heard.back().t_us, board.now());
  EXPECT_EQ(Bytes(heard.back().payload.begin() + 5, heard.back().payload.end()), measured);

  std::vector<double> intervals;
  std::string name;
  const auto decoder = make_decoder("ble-bridge");
  decoder->push(board.wire(), HostTime{}, [&](const Reading& reading) {
    if (const auto* interval = std::get_if<IntervalReading>(&reading)) {
      intervals.push_back(interval->interval.count());
    } else if (const auto* hello = std::get_if<HelloReading>(&reading)) {
      name = hello->name;
    }
  });
  EXPECT_THAT(intervals, ElementsAre(841.796875, 896.484375));
  EXPECT_EQ(name, "ESP32 strap bridge");
  EXPECT_EQ(decoder->complaint(), "");
}

TEST(StrapBridge, LooksAgainForAStrapThatWent) {
  Board board;
  board.wear();
  board.heard();
  board.lose();
  EXPECT_EQ(board.pass(0.01), STRAP_DO_DISCONNECT);
  EXPECT_EQ(board.pass(0.1), STRAP_DO_SCAN);
  EXPECT_THAT(states(board.heard()), ElementsAre(EBB_LINK_LOST, EBB_LINK_SEARCHING));
  board.find(1);
  EXPECT_EQ(board.pass(0.1), STRAP_DO_CONNECT);
  board.connect();
  EXPECT_THAT(states(board.heard()), ElementsAre(EBB_LINK_CONNECTING, EBB_LINK_STREAMING));
}

TEST(StrapBridge, WhatWaitedFromTheConnectionBeforeDoesNotEndTheNewOne) {
  Board board;
  board.wear();
  const std::uint8_t before = board.bridge().connection;
  EXPECT_EQ(board.pass(10.1), STRAP_DO_SCAN);  // silent, and given up
  board.find(1);
  board.heard();
  board.lose(before);
  EXPECT_EQ(board.pass(0.1), STRAP_DO_CONNECT);
  board.connect();
  board.heard();
  board.notify({0x00, 60}, before);
  board.lose(before);
  EXPECT_EQ(board.pass(0.1), STRAP_DO_NOTHING);
  EXPECT_EQ(count(board.heard(), EBB_LINK_BLE_NOTIFY), 0);
  board.notify({0x00, 60});
  EXPECT_EQ(count(board.heard(), EBB_LINK_BLE_NOTIFY), 1);
}

TEST(StrapBridge, GivesUpAStrapThatIsConnectedAndSilent) {
  Board board;
  board.wear();
  for (int second = 0; second < 30; ++second) {
    board.pass(1.0);
    board.notify({0x00, 60});
  }
  board.heard();
  EXPECT_EQ(board.pass(9.9), STRAP_DO_NOTHING);
  EXPECT_EQ(board.pass(0.3), STRAP_DO_SCAN);
  EXPECT_THAT(states(board.heard()),
              ElementsAre(EBB_LINK_STREAMING, EBB_LINK_LOST, EBB_LINK_SEARCHING));
}

TEST(StrapBridge, GivesUpAConnectionThatDoesNotComeAbout) {
  Board board;
  board.pass(0.1);
  board.find(1);
  EXPECT_EQ(board.pass(11.0), STRAP_DO_CONNECT);
  EXPECT_EQ(board.pass(2.0), STRAP_DO_SCAN);
  board.find(2);
  EXPECT_EQ(board.pass(0.1), STRAP_DO_CONNECT) << "none was worn yet, so any will do";
}

TEST(StrapBridge, DoesNotTakeAnotherPersonsStrap) {
  Board board;
  board.wear();
  board.lose();
  board.pass(0.1);
  board.find(2);
  EXPECT_EQ(board.pass(20.0), STRAP_DO_NOTHING);
  board.find(2);
  EXPECT_EQ(board.pass(600.0), STRAP_DO_NOTHING) << "however long the first stays away";
  board.find(1);
  EXPECT_EQ(board.pass(0.1), STRAP_DO_CONNECT);
}

TEST(StrapBridge, WhatAHostDoesNotTakeIsToldAsMissing) {
  Board board;
  board.wear();
  board.heard();
  board.stop_listening(true);
  board.notify({0x00, 60});
  board.notify({0x00, 61});
  board.stop_listening(false);
  board.notify({0x00, 62});
  board.pass(1.0);
  const auto heard = board.heard();
  EXPECT_EQ(heard.at(0).flags, EBB_LINK_FLAG_DROPPED);
  EXPECT_EQ(heard.at(1).type, EBB_LINK_HEARTBEAT);
  EXPECT_EQ(heard.at(1).flags, 0);
  EXPECT_EQ(ebb_link_get_u32(&heard.at(1).payload.at(5)), 2U);
}

TEST(StrapBridge, AnswersTheHost) {
  Board board;
  board.pass(0.5);
  board.heard();
  board.ask(EBB_LINK_TIME_REQUEST, 0x12345678);
  auto heard = board.heard();
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_EQ(heard[0].type, EBB_LINK_TIME_REPLY);
  EXPECT_EQ(ebb_link_get_u32(heard[0].payload.data()), 0x12345678U);
  EXPECT_EQ(heard[0].t_us, board.now());
  board.ask(EBB_LINK_HELLO_REQUEST, 0);
  EXPECT_EQ(count(board.heard(), EBB_LINK_HELLO), 1);
  board.ask(0x55, 0);
  heard = board.heard();
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_EQ(heard[0].type, EBB_LINK_ERROR);
  EXPECT_THAT(heard[0].payload, ElementsAre(0x55));
}

TEST(StrapBridge, ItsClockMayGoRound) {
  Board board{0xFFFFFFFFU - 2'000'000U};
  board.wear();
  for (int second = 0; second < 20; ++second) {
    EXPECT_EQ(board.pass(1.0), STRAP_DO_NOTHING);
    board.notify({0x00, 60});
  }
  EXPECT_NEAR(count(board.heard(), EBB_LINK_HEARTBEAT), 20, 1);
}

TEST(StrapBridge, WildBytesFromTheHostDoItNoHarm) {
  Board board;
  board.wear();
  std::mt19937 random{4};
  for (int i = 0; i < 20'000; ++i) {
    board.say({static_cast<std::uint8_t>(random() % 7 == 0 ? 0 : random())});
  }
  board.say({0});
  board.heard();
  board.notify({0x00, 60});
  EXPECT_EQ(count(board.heard(), EBB_LINK_BLE_NOTIFY), 1);
}

TEST(StrapBridge, WhatIsTooLongForAFrameIsLeftOut) {
  Board board;
  board.wear();
  board.heard();
  board.notify(Bytes(250, 1));
  EXPECT_THAT(board.heard(), IsEmpty());
  board.notify(Bytes(200, 1));
  EXPECT_EQ(count(board.heard(), EBB_LINK_BLE_NOTIFY), 1);
}

}  // namespace
}  // namespace ebb
