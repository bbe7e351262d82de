// One sensor misbehaves, and the others are none the worse for it.
#include <chrono>
#include <filesystem>
#include <random>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "io/asio.hpp"
#include "io/pseudo_terminal.hpp"
#include "service/companion.hpp"
#include "service/intake.hpp"

namespace ebb {
namespace {

io::SensorAddress serial(const io::PseudoTerminal& device, const std::string& options) {
  return io::parse_sensor_address(device.path() + options).value();
}

std::string noise(std::mt19937& random, std::size_t length) {
  std::string bytes(length, '\0');
  for (char& byte : bytes) {
    byte = static_cast<char>(random());
  }
  return bytes;
}

TEST(Faults, AFloodNoiseAndSilenceLeaveTheOtherSensorAsItWas) {
  const io::PseudoTerminal good;
  const io::PseudoTerminal flood;
  const io::PseudoTerminal noisy_clip;
  const io::PseudoTerminal silent;
  auto unplugged = std::make_unique<io::PseudoTerminal>();
  Companion::Options options;
  options.runtime_folder = testing::TempDir() + "ebb-faults-" + std::to_string(::getpid());
  options.sensors = {serial(good, "?as=text"), serial(flood, ""), serial(noisy_clip, "?as=cms50"),
                     serial(silent, ""), serial(*unplugged, "?as=text")};
  asio::io_context io{1};
  Companion companion{io, std::move(options)};
  companion.start();
  for (const io::PseudoTerminal* device : {&flood, &noisy_clip}) {
    ASSERT_EQ(::fcntl(device->descriptor(), F_SETFL, O_NONBLOCK), 0);
  }
  std::mt19937 random(7);
  constexpr std::uint64_t kBeats = 80;
  const auto hopeless = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  for (std::uint64_t beat = 0; beat < kBeats; ++beat) {
    ASSERT_TRUE(good.send("rr:" + std::to_string(820 + 7 * (beat % 9) + beat % 5) + "\n"));
    flood.send(noise(random, 2048));  // what does not fit is lost, as on a real line
    noisy_clip.send(noise(random, 1024));
    if (beat == kBeats / 2) {
      unplugged.reset();
    }
    // The newest beat is held back until the next one tells what it was.
    while (companion.snapshot().heart_totals.intervals + 1 < beat &&
           io.run_one_until(hopeless) > 0) {
    }
  }
  const Snapshot told = companion.snapshot();
  EXPECT_GE(told.heart_totals.intervals + 2, kBeats);
  EXPECT_EQ(told.heart_totals.set_aside, 0U);
  EXPECT_EQ(told.sources[0].state, LinkState::streaming);
  EXPECT_EQ(told.sources[2].state, LinkState::streaming);
  EXPECT_EQ(told.sources[4].state, LinkState::lost);
  companion.stop();
}

TEST(Faults, NoiseIsNeverRecognisedAndTellsNobodysHeart) {
  std::mt19937 random(11);
  std::size_t readings = 0;
  Intake::Handlers handlers;
  handlers.reading = [&](const Reading&) { ++readings; };
  handlers.recognised = [](std::string_view name) { ADD_FAILURE() << "recognised as " << name; };
  handlers.complaint = [](const std::string&, HostTime) {};
  Intake intake{"", {}, std::move(handlers)};
  // 11 520 bytes a second, as a line of 115200 baud is full with.
  for (int second = 0; second < 12; ++second) {
    const std::string bytes = noise(random, 11'520);
    intake.push({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},  // NOLINT
                at_seconds<HostTime>(second));
  }
  EXPECT_EQ(readings, 0U);
}

}  // namespace
}  // namespace ebb
