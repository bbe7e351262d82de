#include "io/bluetooth/property_reading.hpp"

namespace ebb::io {
namespace {

constexpr std::size_t kLongestAttribute = 512;

template <class Whole>
BluezProperty whole(const sdbus::Variant& value) {
  return static_cast<std::int64_t>(value.get<Whole>());
}

std::optional<BluezProperty> read_property(const sdbus::Variant& value) {
  const std::string type = value.peekValueType();
  if (type == "b") {
    return value.get<bool>();
  }
  if (type == "y") {
    return whole<std::uint8_t>(value);
  }
  if (type == "n") {
    return whole<std::int16_t>(value);
  }
  if (type == "q") {
    return whole<std::uint16_t>(value);
  }
  if (type == "s") {
    return value.get<std::string>();
  }
  if (type == "as") {
    return value.get<std::vector<std::string>>();
  }
  return std::nullopt;
}

}  // namespace

BluezProperties read_properties(const BusProperties& properties) {
  BluezProperties read;
  for (const auto& [name, value] : properties) {
    if (auto property = read_property(value)) {
      read.emplace(name, std::move(*property));
    }
  }
  return read;
}

std::optional<std::vector<std::uint8_t>> read_value(const BusProperties& properties) {
  const auto found = properties.find("Value");
  if (found == properties.end() || found->second.peekValueType() != "ay") {
    return std::nullopt;
  }
  auto bytes = found->second.get<std::vector<std::uint8_t>>();
  if (bytes.empty() || bytes.size() > kLongestAttribute) {
    return std::nullopt;
  }
  return bytes;
}

}  // namespace ebb::io
