#include "service/keeping.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "archive/session_file/session_reader.hpp"
#include "io/asio.hpp"
#include "io/host_clock.hpp"
#include "tests/archive/kept_evening.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

class KeepingTest : public testing::Test {
 protected:
  Keeping::Options options() {
    return {.place = {folder_.path() / "one.ebb"},
            .label = "Tuesday A",
            .say = [this](const std::string& sentence) { said_.push_back(sentence); }};
  }
  static void hear(Keeping& keeping, std::uint8_t byte) {
    const std::vector<std::uint8_t> bytes{byte};
    keeping.chunk(0, io::now(), bytes);
    keeping.event(Event{Beat{.time = io::now(), .interval = Milliseconds{800.0}}});
  }

  OwnFolder folder_;
  asio::io_context io_{1};
  std::vector<std::string> said_;
};

TEST_F(KeepingTest, BytesAndWhatWasMadeOfThemAreKeptWhetherTheLoopStillRunsOrNot) {
  {
    Keeping keeping{io_, options()};
    keeping.sensor({.number = 0, .name = "Strap", .address = "serial:/dev/ttyUSB0"});
    keeping.begin();
    hear(keeping, 1);
    io_.poll();
    hear(keeping, 2);
    hear(keeping, 3);
    keeping.finish(io::now());
  }
  io_.restart();
  io_.poll();  // nothing of it is left in the loop
  const auto session = read_session(folder_.path() / "one.ebb");
  ASSERT_TRUE(session) << session.error();
  EXPECT_TRUE(session->finished);
  EXPECT_EQ(session->beats.size(), 3U);
  auto playback = SessionPlayback::open(folder_.path() / "one.ebb");
  ASSERT_TRUE(playback);
  std::vector<std::uint8_t> bytes;
  while (const auto item = playback->next()) {
    if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
      bytes.insert(bytes.end(), chunk->bytes.begin(), chunk->bytes.end());
    }
  }
  EXPECT_EQ(bytes, (std::vector<std::uint8_t>{1, 2, 3}));
  EXPECT_TRUE(said_.empty());
}

TEST_F(KeepingTest, WhatCameInTheTurnThatSaidNoIsKeptNowhere) {
  Keeping keeping{io_, options()};
  keeping.begin();
  hear(keeping, 1);
  keeping.agreed({.kept = false}, io::now());
  io_.poll();
  keeping.finish(io::now());
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

}  // namespace
}  // namespace ebb
