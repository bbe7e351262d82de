#include "io/bluetooth/strap_choice.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "io/bluetooth/gatt_numbers.hpp"
#include "io/sensor_address.hpp"

namespace ebb::io {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKinds{{
    {kHeartRateServiceId, "heart rate"},
    {kPolarServiceId, "Polar waves"},
    {kGoDirectServiceId, "Go Direct"},
    {kNordicUartServiceId, "Nordic UART"},
    {kBitalinoServiceId, "BITalino"},
    {kHm10ServiceId, "HM-10 serial"},
}};

std::string in_small_letters(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool is_sensor(const BluezDevice& device) {
  return std::any_of(kKinds.begin(), kKinds.end(),
                     [&](const auto& kind) { return device.offers(kind.first); });
}

/// Go Direct devices and some bridges do not advertise their service, so what was named is
/// believed.
bool is_meant(const BluezDevice& device, const std::string& place) {
  if (place.empty()) {
    return is_sensor(device);
  }
  if (is_bluetooth_address(place)) {
    return device.address == place;
  }
  return in_small_letters(device.name).find(in_small_letters(place)) != std::string::npos;
}

bool is_below_adapter(const std::string& path, const std::string& adapter) {
  return adapter.empty() || is_below(path, "/org/bluez/" + adapter);
}

}  // namespace

std::vector<std::string> sensor_services() {
  std::vector<std::string> services;
  services.reserve(kKinds.size());
  for (const auto& kind : kKinds) {
    services.emplace_back(kind.first);
  }
  return services;
}

std::string sensor_kinds(const BluezDevice& device) {
  std::string kinds;
  for (const auto& [service, words] : kKinds) {
    if (device.offers(service)) {
      kinds += (kinds.empty() ? "" : ", ") + std::string{words};
    }
  }
  return kinds;
}

std::string choose_strap(const BluezTree& tree, const WantedStrap& wanted, bool remembered,
                         const std::function<bool(const std::string& address)>& taken) {
  constexpr int kFaintest = -128;
  std::string chosen;
  std::tuple<bool, bool, int> best{};
  for (const auto& [path, device] : tree.devices()) {
    const bool there = device.connected || device.rssi || remembered;
    if (device.blocked || device.address.empty() || !there || taken(device.address) ||
        !is_below_adapter(path, wanted.adapter) || !is_meant(device, wanted.place)) {
      continue;
    }
    const std::tuple rank{is_sensor(device), device.connected, device.rssi.value_or(kFaintest)};
    if (chosen.empty() || rank > best) {
      chosen = path;
      best = rank;
    }
  }
  return chosen;
}

std::string choose_adapter(const BluezTree& tree, const WantedStrap& wanted) {
  for (const auto& [path, adapter] : tree.adapters()) {
    if (wanted.adapter.empty() ? adapter.powered : path == "/org/bluez/" + wanted.adapter) {
      return path;
    }
  }
  return {};
}

}  // namespace ebb::io
