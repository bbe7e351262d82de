#include <filesystem>
#include <fstream>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include "io/device.hpp"
#include "io/tty_settings.hpp"
#include "link_listener.hpp"
#include "pseudo_terminal.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {
namespace {

using testing::HasSubstr;

SensorAddress serial(const std::string& path) {
  return {.kind = AddressKind::serial, .place = path};
}

/// A folder with a symbolic link that follows the device, as udev keeps one in by-id.
class ById {
 public:
  ById() {
    std::string folder = std::filesystem::temp_directory_path() / "ebb-by-id-XXXXXX";
    folder_ = ::mkdtemp(folder.data());
  }
  ~ById() { std::filesystem::remove_all(folder_); }
  ById(const ById&) = delete;
  ById& operator=(const ById&) = delete;

  [[nodiscard]] std::string path() const { return folder_ / "usb-Ebb_Belt_1-if00"; }
  void point_to(const std::string& device) const {
    unplug();
    std::filesystem::create_symlink(device, path());
  }
  void unplug() const { std::filesystem::remove(path()); }

 private:
  std::filesystem::path folder_;
};

/// What the device hears until it is so many bytes, or all that it heard in the time there was.
std::string told_to(const PseudoTerminal& device, std::size_t length, asio::io_context& io,
                    LinkListener& heard) {
  EXPECT_EQ(::fcntl(device.descriptor(), F_SETFL, O_NONBLOCK), 0);
  std::string got;
  heard.run_until([&] {
    char room[64];
    const auto n = ::read(device.descriptor(), room, sizeof room);
    got.append(room, n > 0 ? static_cast<std::size_t>(n) : 0);
    asio::post(io, [] {});
    return got.size() >= length;
  });
  return got;
}

TEST(SerialLink, HandsOnWhatTheDeviceSends) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(device.path()), heard.handlers());
  link->start();
  EXPECT_TRUE(heard.states.empty()) << "no handler from within start()";
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  std::string every_byte;
  for (int i = 0; i < 256; ++i) {
    every_byte += static_cast<char>(i);
  }
  ASSERT_TRUE(device.send(every_byte));
  ASSERT_TRUE(heard.run_until([&] { return heard.bytes.size() == 256; }));
  EXPECT_EQ(heard.bytes, every_byte) << "the terminal must be raw";
  EXPECT_TRUE(heard.in_order);
}

TEST(SerialLink, KeepsWhatWasSentBeforeItLooked) {
  const PseudoTerminal device;
  ASSERT_TRUE(device.send("812\n"));
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(device.path()), heard.handlers());
  link->start();
  EXPECT_TRUE(heard.run_until([&] { return heard.bytes == "812\n"; }));
}

TEST(SerialLink, AClipThatWantsToBeAskedIsAsked) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  SensorAddress address = serial(device.path());
  address.as = "cms50-v7";
  const auto link = make_link(io, address, heard.handlers());
  link->start();
  const std::string got = told_to(device, 27, io, heard);
  ASSERT_GE(got.size(), 27U);
  EXPECT_EQ(got.substr(0, 3), "\x7D\x81\xA7");
  EXPECT_EQ(got.substr(9, 3), "\x7D\x81\xA2");
  EXPECT_EQ(got.substr(18, 3), "\x7D\x81\xA1");
}

TEST(SerialLink, TunedItListensAtTheNewSpeedAndKeepsItWhenPluggedInAgain) {
  const ById by_id;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(by_id.path()), heard.handlers(), kAtOnce);
  link->start();
  {
    const PseudoTerminal device;
    by_id.point_to(device.path());
    ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
    EXPECT_EQ(speed_of(device.descriptor()), 115'200U);
    ASSERT_TRUE(device.send("heard at the old speed"));
    link->tune({.baud = 19'200, .odd_parity = true});
    EXPECT_EQ(speed_of(device.descriptor()), 19'200U);
    ASSERT_TRUE(device.send("new"));
    ASSERT_TRUE(heard.run_until([&] { return heard.bytes.ends_with("new"); }));
    EXPECT_EQ(heard.bytes, "new");
  }
  ASSERT_TRUE(heard.run_until_state(LinkState::lost));
  const PseudoTerminal again;
  by_id.point_to(again.path());
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  EXPECT_EQ(speed_of(again.descriptor()), 19'200U);
}

TEST(SerialLink, SaysWhatItIsToldToSayOnceAndNotToTheNextDevice) {
  const ById by_id;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(by_id.path()), heard.handlers(), kAtOnce);
  DeviceSpeech speech;
  speech.start = {{'h', 'e'}, {'l', 'l', 'o'}};
  speech.pause = Seconds{0.001};
  link->start();
  link->speak(speech);  // not there yet: dropped
  {
    const PseudoTerminal device;
    by_id.point_to(device.path());
    ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
    link->speak(speech);
    EXPECT_EQ(told_to(device, 5, io, heard), "hello");
  }
  ASSERT_TRUE(heard.run_until_state(LinkState::lost));
  const PseudoTerminal next;
  by_id.point_to(next.path());
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  const std::string mark = "mark";
  link->write({reinterpret_cast<const std::uint8_t*>(mark.data()), mark.size()});  // NOLINT
  EXPECT_EQ(told_to(next, 4, io, heard), "mark");
}

TEST(SerialLink, RemindsADeviceForAsLongAsItIsThere) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(device.path()), heard.handlers(), kAtOnce);
  DeviceSpeech speech;
  speech.start = {{'s'}};
  speech.pause = Seconds{0.001};
  speech.keep_alive = {'k'};
  speech.again = Seconds{0.001};
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  link->speak(speech);
  const std::string got = told_to(device, 5, io, heard);
  EXPECT_THAT(got, testing::StartsWith("skkkk"));
}

TEST(SerialLink, AsksANamedModelOfNoninForItsWave) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  SensorAddress address = serial(device.path());
  address.as = "nonin";
  address.model = "9560";
  const auto link = make_link(io, address, heard.handlers(), kAtOnce);
  link->start();
  const std::string got = told_to(device, 6, io, heard);
  EXPECT_EQ(got, (std::string{"\x02\x70\x02\x02\x02\x03"}));
}

TEST(SerialLink, NothingIsSaidToADeviceOfAnUnknownKind) {
  for (const char* as : {"", "text", "cms50", "ebb-link"}) {
    EXPECT_TRUE(device_speech(as).start.empty()) << as;
  }
}

TEST(SerialLink, SendsToTheDevice) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(device.path()), heard.handlers());
  const std::string first = "start\r";
  const std::string second = std::string("\0\xff\n", 3);
  const auto bytes = [](const std::string& text) {
    return std::span{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};  // NOLINT
  };
  link->write(bytes("too early"));
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  link->write(bytes(first));
  link->write(bytes(second));
  const std::string got = told_to(device, first.size() + second.size(), io, heard);
  EXPECT_EQ(got, first + second);
}

TEST(SerialLink, UnpluggedFiftyTimesItIsAlwaysBack) {
  const ById by_id;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(by_id.path()), heard.handlers(), kAtOnce);
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::searching));
  EXPECT_THAT(heard.note(), HasSubstr("Is it plugged in?"));
  std::optional<std::size_t> open_before;
  for (int i = 0; i < 50; ++i) {
    {
      const PseudoTerminal device;
      by_id.point_to(device.path());
      ASSERT_TRUE(heard.run_until_state(LinkState::streaming)) << "round " << i;
      heard.bytes.clear();
      ASSERT_TRUE(device.send("beat\n"));
      ASSERT_TRUE(heard.run_until([&] { return heard.bytes == "beat\n"; })) << "round " << i;
      if (i % 2 == 0) {
        by_id.unplug();  // udev is sometimes quicker than the hang-up, sometimes not
      }
    }
    ASSERT_TRUE(heard.run_until_state(LinkState::lost)) << "round " << i;
    EXPECT_EQ(open_before.value_or(open_descriptors()), open_descriptors()) << "round " << i;
    open_before = open_descriptors();
  }
  EXPECT_TRUE(heard.in_order);
}

TEST(SerialLink, SaysOnlyWhatChanged) {
  const ById by_id;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(by_id.path()), heard.handlers(), kAtOnce);
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::searching));
  for (int i = 0; i < 50; ++i) {
    io.run_one();  // attempt after attempt
  }
  EXPECT_EQ(heard.states.size(), 1U);
}

TEST(SerialLink, StaysSilentOnceStopped) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  auto link = make_link(io, serial(device.path()), heard.handlers());
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  ASSERT_TRUE(device.send("unheard"));
  link->stop();
  io.restart();
  io.run();  // ends by itself: nothing is left to do
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.states.size(), 1U);

  link->start();
  ASSERT_TRUE(heard.run_until([&] { return heard.states.size() == 2; }));
  EXPECT_TRUE(heard.is(LinkState::streaming));
  link.reset();
  io.restart();
  io.run();
  EXPECT_EQ(heard.states.size(), 2U);
}

TEST(SerialLink, MayBeDestroyedInItsOwnHandler) {
  const PseudoTerminal device;
  asio::io_context io{1};
  std::unique_ptr<Link> link;
  std::size_t calls = 0;
  link = make_link(io, serial(device.path()),
                   {.bytes =
                        [&](std::span<const std::uint8_t>, HostTime) {
                          ++calls;
                          link.reset();
                        },
                    .state = {}});
  ASSERT_TRUE(device.send("one"));
  link->start();
  io.run();
  EXPECT_EQ(calls, 1U);
}

TEST(SerialLink, LeavesNothingBehindWhenTheLoopGoesFirst) {
  const PseudoTerminal device;
  const std::size_t before = open_descriptors();
  {
    auto io = std::make_unique<asio::io_context>(1);
    LinkListener heard{*io};
    auto link = make_link(*io, serial(device.path()), heard.handlers());
    link->start();
    ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
    link.reset();  // its coroutine is still waiting in the loop
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST(SerialLink, SharesADeviceWithNobodyAndNamesWhoHasIt) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  LinkListener refused{io};
  auto first = make_link(io, serial(device.path()), heard.handlers(), kAtOnce);
  const auto second = make_link(io, serial(device.path()), refused.handlers(), kAtOnce);
  first->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  second->start();
  ASSERT_TRUE(refused.run_until_state(LinkState::searching));
  EXPECT_THAT(refused.note(), HasSubstr(device.path() + ": in use by"));
  EXPECT_THAT(refused.note(), HasSubstr("process " + std::to_string(::getpid())));
  first.reset();
  EXPECT_TRUE(refused.run_until_state(LinkState::streaming)) << "free again, taken over";
}

TEST(SerialLink, ReadsNothingAndRunsNothingWhileTheDeviceIsQuiet) {
  const PseudoTerminal device;
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, serial(device.path()), heard.handlers());
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::streaming));
  std::size_t handlers = 0;
  for (int i = 0; i < 1000; ++i) {
    handlers += io.poll();
  }
  EXPECT_LE(handlers, 2U);  // at most the read that is being set up
  EXPECT_TRUE(heard.is(LinkState::streaming));
}

TEST(Device, IsClosedOnExecAndWaitsForBytes) {
  const PseudoTerminal device;
  const auto opened = open_device(device.path(), {.baud = 250'000, .odd_parity = false});
  ASSERT_TRUE(opened) << opened.error().why;
  EXPECT_NE(::fcntl(opened->get(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_NE(::fcntl(opened->get(), F_GETFL) & O_NONBLOCK, 0);
  termios tty{};
  ASSERT_EQ(::tcgetattr(opened->get(), &tty), 0);
  EXPECT_EQ(tty.c_cc[VMIN], 1);
  EXPECT_EQ(tty.c_cc[VTIME], 0);
  EXPECT_EQ(tty.c_cflag & HUPCL, 0U);
  EXPECT_EQ(tty.c_lflag & (ICANON | ECHO | ISIG), 0U);
  EXPECT_EQ(tty.c_iflag & (ICRNL | IXON | ISTRIP | PARMRK), 0U);
  char byte = 0;
  EXPECT_EQ(::read(opened->get(), &byte, 1), -1);
  EXPECT_EQ(errno, EAGAIN);
}

TEST(Device, SaysWhatToDoWhenItDoesNotOpen) {
  const auto why = [](const std::string& path) {
    const auto opened = open_device(path, {.baud = 9600, .odd_parity = false});
    return opened ? "opened" : opened.error().why;
  };
  EXPECT_THAT(why("/dev/ttyUSB99"), HasSubstr("/dev/ttyUSB99: not there. Is it plugged in?"));
  EXPECT_THAT(why("/dev/null"), HasSubstr("not a serial port"));
  EXPECT_THAT(why("/dev"), HasSubstr("not a serial port"));
  EXPECT_THAT(why(std::string(8000, '/') + "dev" + std::string(5000, 'x')), HasSubstr(": "));
  EXPECT_THAT(describe_refusal("/dev/nowhere", EACCES), HasSubstr("permission denied"));
}

TEST(Device, NamesTheGroupThatMayUseIt) {
  const ById folder;  // any file of the group will do
  std::ofstream{folder.path()} << "";
  if (::chown(folder.path().c_str(), 0, 20) != 0) {
    GTEST_SKIP() << "only root may hand a file to the group dialout";
  }
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0660});
  EXPECT_THAT(describe_refusal(folder.path(), EACCES),
              HasSubstr("permission denied. `sudo usermod -aG dialout $USER`, then log in again."));
}

}  // namespace
}  // namespace ebb::io
