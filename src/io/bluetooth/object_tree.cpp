#include "io/bluetooth/object_tree.hpp"

#include <algorithm>
#include <limits>

#include "sensors/printable.hpp"

namespace ebb::io {
namespace {

constexpr std::string_view kAdapter = "org.bluez.Adapter1";
constexpr std::string_view kDevice = "org.bluez.Device1";
constexpr std::string_view kBattery = "org.bluez.Battery1";
constexpr std::string_view kService = "org.bluez.GattService1";
constexpr std::string_view kCharacteristic = "org.bluez.GattCharacteristic1";

constexpr std::size_t kMostServices = 64;
constexpr std::size_t kLongestText = 248;

/// The property if it was told and is of this type.
template <class Value>
const Value* told(const BluezProperties& properties, const char* name) {
  const auto found = properties.find(name);
  return found == properties.end() ? nullptr : std::get_if<Value>(&found->second);
}

std::string short_text(const std::string& text) { return printable(text, kLongestText); }

std::vector<std::string> short_list(const std::vector<std::string>& words) {
  std::vector<std::string> kept;
  for (const std::string& word : words) {
    if (kept.size() == kMostServices) {
      break;
    }
    kept.push_back(word.substr(0, kLongestText));
  }
  return kept;
}

std::optional<int> in_range(const std::int64_t* value, int low, int high) {
  return value != nullptr && *value >= low && *value <= high
             ? std::optional{static_cast<int>(*value)}
             : std::nullopt;
}

void set_device(BluezDevice& device, const BluezProperties& properties) {
  if (const auto* address = told<std::string>(properties, "Address")) {
    device.address = short_text(*address);
  }
  // Alias is the name too until somebody calls the device otherwise.
  for (const char* key : {"Name", "Alias"}) {
    if (const auto* name = told<std::string>(properties, key); name != nullptr && !name->empty()) {
      device.name = short_text(*name);
    }
  }
  if (const auto* services = told<std::vector<std::string>>(properties, "UUIDs")) {
    device.services = short_list(*services);
  }
  if (const auto* rssi = told<std::int64_t>(properties, "RSSI")) {
    device.rssi = in_range(rssi, -127, 20);
  }
  if (const auto* connected = told<bool>(properties, "Connected")) {
    device.connected = *connected;
  }
  if (const auto* resolved = told<bool>(properties, "ServicesResolved")) {
    device.services_resolved = *resolved;
  }
  if (const auto* blocked = told<bool>(properties, "Blocked")) {
    device.blocked = *blocked;
  }
}

bool is_among(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_below(std::string_view path, std::string_view above) {
  return path.size() > above.size() && path.substr(0, above.size()) == above &&
         path[above.size()] == '/';
}

bool BluezDevice::offers(std::string_view service) const { return is_among(services, service); }

bool BluezCharacteristic::can(std::string_view flag) const { return is_among(flags, flag); }

void BluezTree::set(const std::string& path, std::string_view interface,
                    const BluezProperties& properties) {
  const std::size_t held =
      adapters_.size() + devices_.size() + services_.size() + characteristics_.size();
  const auto room = [&](const auto& kind) { return kind.count(path) > 0 || held < kMostObjects; };
  if (interface == kAdapter && room(adapters_)) {
    BluezAdapter& adapter = adapters_[path];
    if (const auto* powered = told<bool>(properties, "Powered")) {
      adapter.powered = *powered;
    }
  } else if (interface == kDevice && room(devices_)) {
    set_device(devices_[path], properties);
  } else if (interface == kBattery && room(devices_)) {
    devices_[path].battery_percent = in_range(told<std::int64_t>(properties, "Percentage"), 0, 100);
  } else if (interface == kService && room(services_)) {
    if (const auto* uuid = told<std::string>(properties, "UUID")) {
      services_[path] = short_text(*uuid);
    }
  } else if (interface == kCharacteristic && room(characteristics_)) {
    BluezCharacteristic& characteristic = characteristics_[path];
    if (const auto* uuid = told<std::string>(properties, "UUID")) {
      characteristic.uuid = short_text(*uuid);
    }
    if (const auto* flags = told<std::vector<std::string>>(properties, "Flags")) {
      characteristic.flags = short_list(*flags);
    }
  }
}

bool BluezTree::holds(const std::string& path, std::string_view interface) const {
  return (interface == kAdapter && adapters_.count(path) > 0) ||
         ((interface == kDevice || interface == kBattery) && devices_.count(path) > 0) ||
         (interface == kService && services_.count(path) > 0) ||
         (interface == kCharacteristic && characteristics_.count(path) > 0);
}

void BluezTree::change(const std::string& path, std::string_view interface,
                       const BluezProperties& properties) {
  if (holds(path, interface)) {
    set(path, interface, properties);
  }
}

void BluezTree::invalidate(const std::string& path, std::string_view interface,
                           std::string_view property) {
  const auto found = devices_.find(path);
  if (found == devices_.end()) {
    return;
  }
  if (interface == kDevice && property == "RSSI") {
    found->second.rssi.reset();
  } else if (interface == kBattery) {
    found->second.battery_percent.reset();
  }
}

void BluezTree::remove(const std::string& path, std::string_view interface) {
  if (interface == kAdapter) {
    adapters_.erase(path);
  } else if (interface == kDevice) {
    devices_.erase(path);
  } else if (interface == kBattery) {
    invalidate(path, interface, "Percentage");
  } else if (interface == kService) {
    services_.erase(path);
  } else if (interface == kCharacteristic) {
    characteristics_.erase(path);
  }
}

void BluezTree::clear() { *this = BluezTree{}; }

const BluezDevice* BluezTree::device(const std::string& path) const {
  const auto found = devices_.find(path);
  return found == devices_.end() ? nullptr : &found->second;
}

std::string BluezTree::characteristic(std::string_view path, std::string_view uuid) const {
  for (const auto& [at, characteristic] : characteristics_) {
    if (characteristic.uuid == uuid && is_below(at, path)) {
      return at;
    }
  }
  return {};
}

std::string BluezTree::characteristic_that_can(std::string_view device, std::string_view service,
                                               const std::vector<std::string>& flags) const {
  for (const auto& [service_path, uuid] : services_) {
    if (uuid != service || !is_below(service_path, device)) {
      continue;
    }
    // No structured binding: clang 14 does not let a lambda capture one.
    for (const auto& entry : characteristics_) {
      const bool one = std::any_of(flags.begin(), flags.end(),
                                   [&](const auto& flag) { return entry.second.can(flag); });
      if (one && is_below(entry.first, service_path)) {
        return entry.first;
      }
    }
  }
  return {};
}

const BluezCharacteristic* BluezTree::characteristic_at(const std::string& path) const {
  const auto found = characteristics_.find(path);
  return found == characteristics_.end() ? nullptr : &found->second;
}

bool BluezTree::has_service(std::string_view device, std::string_view uuid) const {
  return std::any_of(services_.begin(), services_.end(), [&](const auto& service) {
    return service.second == uuid && is_below(service.first, device);
  });
}

}  // namespace ebb::io
