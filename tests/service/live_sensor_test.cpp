#include "service/live_sensor.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/asio.hpp"
#include "io/pseudo_terminal.hpp"
#include "io/tty_settings.hpp"
#include "service/device_bytes.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Hears what a sensor tells, and runs the loop until something has been heard.
struct SensorListener {
  asio::io_context io{1};
  std::vector<std::string> recognised;
  std::vector<std::pair<LinkState, std::string>> states;
  std::size_t readings = 0;
  std::size_t bytes = 0;

  LiveSensor::Handlers handlers() {
    return {
        .bytes = [this](std::span<const std::uint8_t> heard, HostTime) { bytes += heard.size(); },
        .reading = [this](const Reading&) { ++readings; },
        .recognised = [this](std::string_view name) { recognised.emplace_back(name); },
        .state = [this](LinkState state, std::string note,
                        HostTime) { states.emplace_back(state, std::move(note)); },
        .news = [] {}};
  }
  template <class Condition>
  bool run_until(Condition done) {
    const auto hopeless = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    io.restart();
    while (!done()) {
      if (io.run_one_until(hopeless) == 0) {
        return done();
      }
    }
    return true;
  }
};

io::SensorAddress serial(const std::string& path, const std::string& options = "") {
  return io::parse_sensor_address(path + options).value();
}

TEST(LiveSensor, TellsWhatItRecognisedByWhatAndWhatElseItMightHaveBeen) {
  const io::PseudoTerminal board;
  ASSERT_TRUE(board.send(sent("max3010x", 2.0)));
  SensorListener heard;
  LiveSensor sensor{heard.io, serial(board.path()), heard.handlers()};
  sensor.start();
  ASSERT_TRUE(heard.run_until([&] { return !heard.recognised.empty(); }));
  EXPECT_EQ(heard.recognised.front(), "max3010x");
  EXPECT_EQ(heard.states.back().first, LinkState::streaming);
  EXPECT_THAT(heard.states.back().second, HasSubstr("It speaks max3010x: "));
  EXPECT_THAT(heard.states.back().second, HasSubstr("Next best: text"));
  EXPECT_GT(heard.readings, 0U);
}

TEST(LiveSensor, AProtocolThatNobodyKnowsIsToldWithAllThatAreKnown) {
  SensorListener ebb;
  try {
    const LiveSensor sensor(ebb.io, serial("/dev/ebb-nobody", "?as=semaphore"), ebb.handlers());
    FAIL();
  } catch (const StartError& error) {
    EXPECT_THAT(error.what(), HasSubstr("semaphore"));
    EXPECT_THAT(error.what(), HasSubstr("osc"));
    EXPECT_THAT(error.what(), HasSubstr("cms50"));
  }
}

TEST(LiveSensor, WithASpeedThatWasSaidNoOtherIsTried) {
  EXPECT_TRUE(serial("/dev/ttyUSB0").wants_trial());
  EXPECT_FALSE(serial("/dev/ttyUSB0", "?baud=115200").wants_trial());
  EXPECT_FALSE(serial("/dev/ttyUSB0", "?as=text").wants_trial());
  EXPECT_FALSE(io::parse_sensor_address("tcp:127.0.0.1:9").value().wants_trial());
}

TEST(LiveSensor, AnotherDeviceInTheSamePlaceIsRecognisedAnew) {
  auto first = std::make_unique<io::PseudoTerminal>();
  const std::string folder = testing::TempDir();
  const std::string place = folder + "ebb-live-sensor-" + std::to_string(::getpid());
  std::filesystem::remove(place);
  std::filesystem::create_symlink(first->path(), place);
  SensorListener heard;
  io::SensorAddress address;
  address.place = place;
  LiveSensor sensor{heard.io, address, heard.handlers()};
  sensor.start();
  ASSERT_TRUE(first->send(sent("max3010x", 2.0)));
  ASSERT_TRUE(heard.run_until([&] { return heard.recognised.size() == 1; }));
  first.reset();
  ASSERT_TRUE(heard.run_until([&] { return heard.states.back().first == LinkState::lost; }));
  const io::PseudoTerminal second;
  std::filesystem::remove(place);
  std::filesystem::create_symlink(second.path(), place);
  ASSERT_TRUE(second.send(sent("pulse-sensor", 2.0)));
  ASSERT_TRUE(heard.run_until([&] { return heard.recognised.size() == 2; }));
  EXPECT_EQ(heard.recognised.back(), "pulse-sensor");
  std::filesystem::remove(place);
}

TEST(LiveSensor, StoppedItTellsNothingMore) {
  const io::PseudoTerminal board;
  SensorListener heard;
  LiveSensor sensor{heard.io, serial(board.path()), heard.handlers()};
  sensor.start();
  ASSERT_TRUE(heard.run_until([&] { return !heard.states.empty(); }));
  sensor.stop();
  ASSERT_TRUE(board.send("812\n"));
  heard.io.restart();
  heard.io.run();  // nothing is left to wait for
  EXPECT_EQ(heard.bytes, 0U);
  EXPECT_EQ(heard.states.size(), 1U);
}

TEST(LiveSensor, AProtocolThatIsNotKnownIsASentence) {
  SensorListener heard;
  EXPECT_THROW((LiveSensor{heard.io, serial("/dev/ttyUSB0", "?as=telepathy"), heard.handlers()}),
               StartError);
}

}  // namespace
}  // namespace ebb
