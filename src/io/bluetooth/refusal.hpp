#pragma once

#include <string>
#include <string_view>

namespace ebb::io {

/// The sentence for an error that BlueZ or the bus gave, by its D-Bus name: what is wrong and what
/// to do. `who` is the device's name, or empty when it was not about one.
[[nodiscard]] std::string describe_bluez_error(std::string_view error, std::string_view message,
                                               std::string_view who);

/// No bus at all, or nobody on it who serves Bluetooth.
[[nodiscard]] std::string no_bluez_sentence();

}  // namespace ebb::io
