#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/bluetooth/object_tree.hpp"
#include "io/bluetooth/sdbus.hpp"

namespace ebb::io {

/// D-Bus properties as they come in messages: a{sv} of one interface, a{sa{sv}} of an object.
using BusProperties = std::map<std::string, sdbus::Variant>;
using BusInterfaces = std::map<std::string, BusProperties>;

/// Those of a type that matters here (booleans, whole numbers, texts, lists of texts).
[[nodiscard]] BluezProperties read_properties(const BusProperties& properties);
/// A characteristic's bytes; nothing when there are none or more than an attribute may hold (512).
[[nodiscard]] std::optional<std::vector<std::uint8_t>> read_value(const BusProperties& properties);

}  // namespace ebb::io
