#include "io/port_list.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp

#include "io/port_holder.hpp"
#include "io/usb_names.hpp"
#include "pseudo_terminal.hpp"

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

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

TEST(PortList, LetsNoDeviceWriteControlSequencesToTheTerminal) {
  EXPECT_EQ(printable("Belt\x1b[2J\n\xff "), "Belt?[2J??");
  EXPECT_EQ(printable("   "), "");
  EXPECT_EQ(printable(std::string(500, 'x')).size(), 60U);
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
