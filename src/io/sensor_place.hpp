#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/sensor_address.hpp"

namespace ebb::io {

/// Reads what stands between the kind and the options of an address whose kind is known.
[[nodiscard]] std::optional<BadAddress> read_place(std::string_view place, SensorAddress& into);

/// The same, written out.
[[nodiscard]] std::string print_place(const SensorAddress& address);

}  // namespace ebb::io
