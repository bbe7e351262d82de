#pragma once

#include <cstdint>
#include <string_view>

namespace ebb::io {

/// What people know a USB serial device as, where its own texts say little; empty if not known.
[[nodiscard]] std::string_view familiar_usb_name(std::uint16_t vendor, std::uint16_t product);

/// Whether it is nothing but a serial port, so that one has to appear for it.
[[nodiscard]] bool is_serial_adapter(std::uint16_t vendor, std::uint16_t product);
/// Those that brltty takes for Braille displays, which are built with the same chips.
[[nodiscard]] bool is_taken_by_brltty(std::uint16_t vendor, std::uint16_t product);

}  // namespace ebb::io
