#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp

#include "io/port_list.hpp"

namespace ebb::io {

/// /sys, /dev and /proc of a machine that is not there, laid out as Linux and udev lay them out.
class MachineTree {
 public:
  MachineTree() {
    std::string folder = std::filesystem::temp_directory_path() / "ebb-machine-XXXXXX";
    root_ = std::filesystem::canonical(::mkdtemp(folder.data()));
    std::filesystem::permissions(root_, std::filesystem::perms{0755});
    for (const char* part : {"sys/class/tty", "sys/bus/usb/devices", "dev", "proc/1"}) {
      std::filesystem::create_directories(root_ / part);
    }
  }
  ~MachineTree() { std::filesystem::remove_all(root_); }
  MachineTree(const MachineTree&) = delete;
  MachineTree& operator=(const MachineTree&) = delete;

  [[nodiscard]] SystemTrees trees() const { return {root_ / "sys", root_ / "dev", root_ / "proc"}; }
  [[nodiscard]] std::filesystem::path dev(const std::string& name) const {
    return root_ / "dev" / name;
  }

  struct Usb {
    std::string socket;  ///< "1-2"
    std::string vendor, product;
    std::string maker{}, text{};
  };
  void plug_in_usb(const Usb& usb) const {
    const auto folder = socket(usb.socket);
    std::filesystem::create_directories(folder);
    write(folder / "idVendor", usb.vendor);
    write(folder / "idProduct", usb.product);
    if (!usb.maker.empty()) {
      write(folder / "manufacturer", usb.maker);
    }
    if (!usb.text.empty()) {
      write(folder / "product", usb.text);
    }
    std::filesystem::create_directory_symlink(folder, root_ / "sys/bus/usb/devices" / usb.socket);
  }
  /// The port of a USB device, and the link that udev makes for it; without `by_id` none.
  void make_port(const std::string& at, const std::string& tty, const std::string& by_id) const {
    const auto port = socket(at) / (at + ":1.0") / tty;
    std::filesystem::create_directories(port / "tty" / tty);
    std::filesystem::create_directory_symlink(port, port / "tty" / tty / "device");
    std::filesystem::create_directory_symlink(port / "tty" / tty, root_ / "sys/class/tty" / tty);
    write(dev(tty), "");
    if (!by_id.empty()) {
      std::filesystem::create_directories(dev("serial/by-id"));
      std::filesystem::create_symlink("../../" + tty, dev("serial/by-id/" + by_id));
    }
  }
  void unplug(const std::string& at, const std::string& tty, const std::string& by_id) const {
    std::filesystem::remove(dev("serial/by-id/" + by_id));
    std::filesystem::remove(dev("serial/by-id"));  // udev takes the folder away with its last link
    std::filesystem::remove(dev("serial"));
    std::filesystem::remove(root_ / "sys/class/tty" / tty);
    std::filesystem::remove(root_ / "sys/bus/usb/devices" / at);
    std::filesystem::remove_all(socket(at));
    std::filesystem::remove(dev(tty));
  }
  /// A place on the board; `type` as in /sys: 0 = nothing is soldered there.
  void make_built_in(const std::string& tty, const std::string& type) const {
    const auto folder = root_ / "sys/devices/platform/serial8250";
    std::filesystem::create_directories(folder / "tty" / tty);
    std::filesystem::create_directory_symlink(folder, folder / "tty" / tty / "device");
    write(folder / "tty" / tty / "type", type);
    std::filesystem::create_directory_symlink(folder / "tty" / tty, root_ / "sys/class/tty" / tty);
    write(dev(tty), "");
  }
  /// A terminal of the kernel's own, without a device.
  void make_console() const {
    std::filesystem::create_directories(root_ / "sys/class/tty/tty1");
    write(dev("tty1"), "");
  }
  void run_process(const std::string& name, const std::string& holds = "") const {
    const auto process = root_ / "proc/4711";
    std::filesystem::create_directories(process / "fd");
    write(process / "comm", name);
    if (!holds.empty()) {
      std::filesystem::create_symlink(dev(holds), process / "fd/3");
    }
  }

 private:
  [[nodiscard]] std::filesystem::path socket(const std::string& at) const {
    return root_ / "sys/devices/pci0000:00/0000:00:14.0/usb1" / at;
  }
  static void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream{file} << text << '\n';
  }

  std::filesystem::path root_;
};

}  // namespace ebb::io
