#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ebb::io {

/// A property of a BlueZ object, of the few types that matter here.
using BluezProperty = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;
using BluezProperties = std::map<std::string, BluezProperty>;

/// org.bluez.Adapter1
struct BluezAdapter {
  bool powered = false;
};

/// org.bluez.Device1, and its battery from org.bluez.Battery1.
struct BluezDevice {
  std::string address;  ///< AA:BB:CC:DD:EE:FF
  std::string name;     ///< what it calls itself, or was called here; fit for a screen
  std::vector<std::string> services;
  std::optional<int> rssi;  ///< in dBm, while it is heard
  std::optional<int> battery_percent;
  bool connected = false;
  bool services_resolved = false;
  bool blocked = false;

  [[nodiscard]] bool offers(std::string_view service) const;
};

/// org.bluez.GattCharacteristic1
struct BluezCharacteristic {
  std::string uuid;
  std::vector<std::string> flags;

  [[nodiscard]] bool can(std::string_view flag) const;
};

/// What BlueZ has told of its objects, kept as its signals change it. Pure: knows nothing of D-Bus.
/// Values of an unexpected type are taken for not told; no more than kMostObjects are kept.
class BluezTree {
 public:
  static constexpr std::size_t kMostObjects = 2'000;

  /// The properties of one interface of the object at `path`, which may be new.
  void set(const std::string& path, std::string_view interface, const BluezProperties& properties);
  /// The same of an object that is there; of any other, nothing: BlueZ may still tell of what went.
  void change(const std::string& path, std::string_view interface,
              const BluezProperties& properties);
  /// A property that has no value any more.
  void invalidate(const std::string& path, std::string_view interface, std::string_view property);
  void remove(const std::string& path, std::string_view interface);
  void clear();

  [[nodiscard]] const std::map<std::string, BluezAdapter>& adapters() const { return adapters_; }
  [[nodiscard]] const std::map<std::string, BluezDevice>& devices() const { return devices_; }
  [[nodiscard]] const BluezDevice* device(const std::string& path) const;

  /// The first characteristic `uuid` below the object at `path` (a device, or one of its services);
  /// empty when there is none.
  [[nodiscard]] std::string characteristic(std::string_view path, std::string_view uuid) const;
  /// The first characteristic with one of `flags` in the service `uuid` of a device; or empty.
  [[nodiscard]] std::string characteristic_that_can(std::string_view device,
                                                    std::string_view service,
                                                    const std::vector<std::string>& flags) const;
  [[nodiscard]] const BluezCharacteristic* characteristic_at(const std::string& path) const;
  [[nodiscard]] bool has_service(std::string_view device, std::string_view uuid) const;

 private:
  [[nodiscard]] bool holds(const std::string& path, std::string_view interface) const;

  std::map<std::string, BluezAdapter> adapters_;
  std::map<std::string, BluezDevice> devices_;
  std::map<std::string, std::string> services_;  ///< path to UUID
  std::map<std::string, BluezCharacteristic> characteristics_;
};

/// Whether the object `path` lies below `above`: BlueZ's paths say what belongs to what.
[[nodiscard]] bool is_below(std::string_view path, std::string_view above);

}  // namespace ebb::io
