#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ebb::io {

enum class PortKind : std::uint8_t { usb, bluetooth, built_in };
enum class PortAccess : std::uint8_t { open_to_us, busy, forbidden };

/// A serial port that this machine has, as far as can be told without opening it: opening restarts
/// many boards.
struct Port {
  std::string device{};  ///< /dev/ttyUSB0: may be another one after plugging in again
  std::string path{};    ///< the path that stays: by-id, by-path or the device; for addresses
  std::string name{};    ///< what people know it as; printable text, never empty
  PortKind kind = PortKind::built_in;
  PortAccess access = PortAccess::open_to_us;
  std::string note{};  ///< when it is not open to us: the sentence that says what to do
  std::string hint{};  ///< what may be in the way for a moment, or empty
};

/// Where the kernel and udev tell of devices and processes.
struct SystemTrees {
  std::filesystem::path sys = "/sys";
  std::filesystem::path dev = "/dev";
  std::filesystem::path proc = "/proc";
};

/// All of them, USB first: those a sensor is likely behind. Takes some milliseconds.
[[nodiscard]] std::vector<Port> list_ports(const SystemTrees& trees = {});

/// A sentence for each USB serial adapter that is plugged in and has no port: taken by another
/// program, or without a driver.
[[nodiscard]] std::vector<std::string> adapters_without_port(const SystemTrees& trees = {});

/// The symbolic link below `serial_folder` (by-id, else by-path) that leads to the device now, or
/// the device itself. A board without a serial number shares its by-id name with its twin; the twin
/// that does not have it gets its by-path name.
[[nodiscard]] std::string lasting_path(const std::string& device,
                                       const std::filesystem::path& serial_folder = "/dev/serial");

/// What the text of a USB device says, fit for a terminal: printable ASCII on one line, at most 60
/// characters.
[[nodiscard]] std::string one_printable_line(std::string_view text);

}  // namespace ebb::io
