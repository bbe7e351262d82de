#include "io/port_watch.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/asio.hpp"
#include "machine_tree.hpp"
#include "pseudo_terminal.hpp"

namespace ebb::io {
namespace {

using testing::ElementsAre;

constexpr const char* kById = "usb-1a86_USB_Serial-if00-port0";

struct WatchListener {
  asio::io_context io{1};
  std::vector<std::string> told;

  PortWatch::Handlers handlers() {
    return {[this](const Port& port) { told.push_back("+ " + port.path); },
            [this](const Port& port) { told.push_back("- " + port.device); }};
  }
  bool run_until(std::size_t count) {
    const auto hopeless = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    io.restart();
    while (told.size() < count) {
      if (io.run_one_until(hopeless) == 0) {
        return false;
      }
    }
    return true;
  }
};

TEST(PortWatch, TellsWhatIsPluggedInWithItsLastingPathAndWhatIsUnplugged) {
  const MachineTree machine;
  WatchListener heard;
  PortWatch watch{heard.io, {}, heard.handlers(), machine.trees()};
  watch.start();
  EXPECT_TRUE(watch.is_woken());
  const std::string by_id = machine.dev(std::string{"serial/by-id/"} + kById);
  for (std::size_t round = 1; round <= 2; ++round) {
    machine.plug_in_usb({"1-2", "1a86", "7523"});
    machine.make_port("1-2", "ttyUSB0", kById);
    ASSERT_TRUE(heard.run_until(2 * round - 1));
    EXPECT_EQ(heard.told.back(), "+ " + by_id);
    machine.unplug("1-2", "ttyUSB0", kById);
    ASSERT_TRUE(heard.run_until(2 * round));
    EXPECT_EQ(heard.told.back(), "- " + machine.dev("ttyUSB0").string());
  }
}

TEST(PortWatch, SaysNothingOfWhatIsKnown) {
  const MachineTree machine;
  machine.plug_in_usb({"1-2", "1a86", "7523"});
  machine.make_port("1-2", "ttyUSB0", kById);
  WatchListener heard;
  PortWatch watch{heard.io, list_ports(machine.trees()), heard.handlers(), machine.trees()};
  watch.start();
  machine.plug_in_usb({"1-3", "2341", "0043"});
  machine.make_port("1-3", "ttyACM0", "");
  ASSERT_TRUE(heard.run_until(1));
  EXPECT_THAT(heard.told, ElementsAre("+ " + machine.dev("ttyACM0").string()));
}

TEST(PortWatch, LooksByItselfWhereTheKernelWillNotWakeIt) {
  const MachineTree machine;
  SystemTrees trees = machine.trees();
  trees.dev = machine.dev("nothing");  // there is no such folder yet
  WatchListener heard;
  PortWatch watch{heard.io, {}, heard.handlers(), trees};
  watch.start();
  EXPECT_FALSE(watch.is_woken());
  machine.plug_in_usb({"1-3", "2341", "0043"});
  machine.make_port("1-3", "ttyACM0", "");
  std::filesystem::create_directory(trees.dev);
  std::ofstream{trees.dev / "ttyACM0"} << "";
  EXPECT_TRUE(heard.run_until(1));
}

TEST(PortWatch, StoppedLeavesNothingBehind) {
  const MachineTree machine;
  const std::size_t before = open_descriptors();
  {
    asio::io_context io{1};
    PortWatch watch{io, {}, {}, machine.trees()};
    watch.start();
    watch.stop();
    io.run();
  }
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace ebb::io
