#pragma once

#include <cstdint>
#include <string_view>

namespace ebb::io {

/// What people know a USB serial device as, where its own texts say little; empty if not known.
[[nodiscard]] std::string_view familiar_usb_name(std::uint16_t vendor, std::uint16_t product);

}  // namespace ebb::io
