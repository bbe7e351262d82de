#include "io/port_list.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp

#include "io/port_holder.hpp"
#include "io/usb_names.hpp"
#include "machine_tree.hpp"
#include "pseudo_terminal.hpp"

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class LastingPath : public testing::Test {
 protected:
  LastingPath() {
    std::string folder = fs::temp_directory_path() / "ebb-serial-XXXXXX";
    folder_ = ::mkdtemp(folder.data());
    fs::create_directories(folder_ / "by-id");
    fs::create_directories(folder_ / "by-path");
    for (const char* name : {"ttyUSB0", "ttyUSB1"}) {
      std::ofstream{folder_ / name} << "";
    }
  }
  ~LastingPath() override { fs::remove_all(folder_); }
  void link(const char* from, const char* to) { fs::create_symlink(to, folder_ / from); }

  fs::path folder_;
};

TEST_F(LastingPath, IsTheByIdLinkThatLeadsThere) {
  link("by-id/usb-belt", "../ttyUSB0");
  link("by-path/pci-1", "../ttyUSB0");
  link("by-id/usb-gone", "../ttyUSB7");
  EXPECT_EQ(lasting_path(folder_ / "ttyUSB0", folder_), folder_ / "by-id/usb-belt");
}

TEST_F(LastingPath, IsTheByPathLinkForTheTwinThatLostItsName) {
  link("by-id/usb-1a86_USB_Serial", "../ttyUSB1");
  link("by-path/pci-1", "../ttyUSB0");
  link("by-path/pci-2", "../ttyUSB1");
  EXPECT_EQ(lasting_path(folder_ / "ttyUSB0", folder_), folder_ / "by-path/pci-1");
}

TEST_F(LastingPath, IsTheDeviceWhereThereAreNoLinks) {
  EXPECT_EQ(lasting_path(folder_ / "ttyUSB0", folder_), folder_ / "ttyUSB0");
  EXPECT_EQ(lasting_path("/dev/ttyUSB0", folder_ / "nothing"), "/dev/ttyUSB0");
}

TEST(PortList, ListsWhatIsThereWithoutHarm) {
  const std::size_t before = open_descriptors();
  for (const Port& port : list_ports()) {
    EXPECT_EQ(port.device.rfind("/dev/", 0), 0U);
    EXPECT_FALSE(port.path.empty());
    EXPECT_FALSE(port.name.empty());
    EXPECT_EQ(port.note.empty(), port.access == PortAccess::open_to_us);
  }
  EXPECT_EQ(open_descriptors(), before);
}

constexpr const char* kById = "usb-1a86_USB_Serial-if00-port0";

/// A CH340 board on ttyUSB0.
void plug_in_board(const MachineTree& machine) {
  machine.plug_in_usb({"1-2", "1a86", "7523", "", "USB Serial"});
  machine.make_port("1-2", "ttyUSB0", kById);
}

TEST(PortList, NamesAUsbDeviceAsPeopleKnowItAndByItsLastingPath) {
  const MachineTree machine;
  plug_in_board(machine);
  machine.plug_in_usb({"1-3", "2341", "0043", "Arduino (www.arduino.cc)", ""});
  machine.make_port("1-3", "ttyACM0", "");
  machine.plug_in_usb({"1-4", "1234", "5678", "Some Maker", "Pulse\x1b[2J Thing"});
  machine.make_port("1-4", "ttyACM1", "");
  machine.plug_in_usb({"1-5", "10c4", "ea60", "Silicon Labs", "CP2102 USB to UART"});
  machine.make_port("1-5", "ttyUSB10", "");
  const auto ports = list_ports(machine.trees());
  ASSERT_EQ(ports.size(), 4U);
  EXPECT_EQ(ports[0].device, machine.dev("ttyACM0"));
  EXPECT_EQ(ports[0].name, "Arduino Uno");
  EXPECT_EQ(ports[0].path, machine.dev("ttyACM0")) << "no link: the device itself";
  EXPECT_EQ(ports[1].name, "Pulse?[2J Thing by Some Maker");
  EXPECT_EQ(ports[2].name, "CH340 adapter (Arduino and ESP boards), \"USB Serial\"");
  EXPECT_EQ(ports[2].path, machine.dev(std::string{"serial/by-id/"} + kById));
  EXPECT_EQ(ports[3].name,
            "CP210x adapter (ESP32 boards, finger oximeters), \"CP2102 USB to UART\"");
  for (const Port& port : ports) {
    EXPECT_EQ(port.kind, PortKind::usb);
    EXPECT_EQ(port.access, PortAccess::open_to_us) << port.note;
    EXPECT_EQ(port.hint, "");
  }
}

TEST(PortList, LeavesOutWhatIsNoPort) {
  const MachineTree machine;
  machine.make_console();
  machine.make_built_in("ttyS0", "4");
  machine.make_built_in("ttyS1", "0");
  const auto ports = list_ports(machine.trees());
  ASSERT_EQ(ports.size(), 1U);
  EXPECT_EQ(ports[0].device, machine.dev("ttyS0"));
  EXPECT_EQ(ports[0].kind, PortKind::built_in);
}

TEST(PortList, SaysWhatHoldsABusyPort) {
  const MachineTree machine;
  plug_in_board(machine);
  machine.run_process("arduino-ide", "ttyUSB0");
  const auto ports = list_ports(machine.trees());
  ASSERT_EQ(ports.size(), 1U);
  EXPECT_EQ(ports[0].access, PortAccess::busy);
  EXPECT_THAT(ports[0].note, HasSubstr("in use by arduino-ide (process 4711). Close that"));
}

TEST(PortList, WarnsOfModemManagerWhereItRunsAndOnlyAtThePortsItTries) {
  const MachineTree machine;
  plug_in_board(machine);
  machine.plug_in_usb({"1-3", "2341", "0043"});
  machine.make_port("1-3", "ttyACM0", "");
  machine.run_process("ModemManager");
  const auto ports = list_ports(machine.trees());
  ASSERT_EQ(ports.size(), 2U);
  EXPECT_THAT(ports[0].hint, HasSubstr("ModemManager"));
  EXPECT_EQ(ports[1].hint, "");
}

TEST(PortList, SaysWhichAdapterHasNoPortAndThatBrlttyMayHaveTakenIt) {
  const MachineTree machine;
  plug_in_board(machine);
  EXPECT_THAT(adapters_without_port(machine.trees()), IsEmpty());
  machine.plug_in_usb({"1-7", "10c4", "ea60"});
  machine.plug_in_usb({"1-8", "0403", "6001", "FTDI", "FT232R"});
  machine.plug_in_usb({"1-9", "046d", "c31c", "Logitech", "USB Keyboard"});
  EXPECT_THAT(adapters_without_port(machine.trees()),
              ElementsAre(HasSubstr("brltty"), HasSubstr("dmesg")));
}

// As somebody else than root, who may do everything.
TEST(PortList, SaysHowToBeAllowedWhereAnAccountIsNot) {
  const MachineTree machine;
  plug_in_board(machine);
  const fs::path device = machine.dev("ttyUSB0");
  fs::permissions(device, fs::perms{0660});
  constexpr gid_t kDialout = 20;
  constexpr uid_t kNobody = 65'534;
  if (::geteuid() == 0 && ::chown(device.c_str(), 0, kDialout) == 0) {
    EXPECT_EXIT(
        {
          if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0) {
            std::exit(3);
          }
          const auto ports = list_ports(machine.trees());
          const bool told = ports.size() == 1 && ports[0].access == PortAccess::forbidden &&
                            ports[0].note.find(
                                "permission denied. `sudo usermod -aG dialout "
                                "$USER`, then log in again.") != std::string::npos;
          std::exit(told ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
    return;
  }
  fs::permissions(device, fs::perms::none);
  const auto ports = list_ports(machine.trees());
  ASSERT_EQ(ports.size(), 1U);
  EXPECT_EQ(ports[0].access, PortAccess::forbidden);
  EXPECT_THAT(ports[0].note, HasSubstr("permission denied"));
}

TEST(PortList, StandsWhatMakesNoSense) {
  const MachineTree machine;
  machine.plug_in_usb({"1-2", "not hex", "", std::string(5000, 'x'), "\x01\x02"});
  machine.make_port("1-2", "ttyUSB0", "");
  const auto ports = list_ports(machine.trees());
  ASSERT_EQ(ports.size(), 1U);
  EXPECT_EQ(ports[0].kind, PortKind::built_in);
  const SystemTrees nothing{"/nowhere", "/nowhere", "/nowhere"};
  EXPECT_THAT(list_ports(nothing), IsEmpty());
  EXPECT_THAT(adapters_without_port(nothing), IsEmpty());
}

TEST(PortList, LetsNoDeviceWriteControlSequencesToTheTerminal) {
  EXPECT_EQ(one_printable_line("Belt\x1b[2J\n\xff "), "Belt?[2J??");
  EXPECT_EQ(one_printable_line("   "), "");
  EXPECT_EQ(one_printable_line(std::string(500, 'x')).size(), 60U);
}

TEST(PortHolder, FindsWhoHasADeviceOpen) {
  const PseudoTerminal device;
  EXPECT_FALSE(find_port_holder(device.path()));
  const Descriptor held{::open(device.path().c_str(), O_RDWR | O_NOCTTY)};
  const auto holder = find_port_holder(device.path());
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, ::getpid());
  EXPECT_EQ(holder->name, "io_test");
}

TEST(UsbNames, KnowsTheAdaptersThatBoardsCarry) {
  EXPECT_NE(familiar_usb_name(0x1A86, 0x7523).find("CH340"), std::string_view::npos);
  EXPECT_NE(familiar_usb_name(0x2341, 0x0043).find("Arduino"), std::string_view::npos);
  EXPECT_EQ(familiar_usb_name(0x1234, 0x5678), "");
}

}  // namespace
}  // namespace ebb::io
