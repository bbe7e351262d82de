#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace ebb::io {

/// A USB device as /sys tells of it.
struct UsbDevice {
  std::filesystem::path folder;
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::string maker{};  ///< its own texts: printable, perhaps empty
  std::string text{};
};

/// The device in this folder of /sys; nothing when it is none.
[[nodiscard]] std::optional<UsbDevice> read_usb_device(const std::filesystem::path& folder);
/// The device that a folder of /sys lies in, however deep; nothing when it is not USB's.
[[nodiscard]] std::optional<UsbDevice> usb_device_above(std::filesystem::path folder);

/// The first line of a small file of /sys or /proc; empty when it cannot be read.
[[nodiscard]] std::string first_line(const std::filesystem::path& file);

}  // namespace ebb::io
