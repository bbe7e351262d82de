#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "io/bluetooth/object_tree.hpp"

namespace ebb::io {

/// Which sensor is meant.
struct WantedStrap {
  std::string place;    ///< an address in capitals, a part of a name, or empty: the first found
  std::string adapter;  ///< "hci1", or empty: any
};

/// Services by which a device is known for a sensor that Ebb reads.
[[nodiscard]] std::vector<std::string> sensor_services();
/// Those of them that a device offers, in words: "heart rate, Polar waves"; empty when none.
[[nodiscard]] std::string sensor_kinds(const BluezDevice& device);

/// The object path of the device that is meant, or empty. Only one that is heard or connected is
/// taken, unless `remembered`: then it is enough that BlueZ knows it. Of several the strongest is
/// taken, as it is the nearest. `taken` says that another link of ours has this address.
[[nodiscard]] std::string choose_strap(
    const BluezTree& tree, const WantedStrap& wanted, bool remembered,
    const std::function<bool(const std::string& address)>& taken);

/// The adapter to look with: the one that is meant, else the first that is on; or empty.
[[nodiscard]] std::string choose_adapter(const BluezTree& tree, const WantedStrap& wanted);

}  // namespace ebb::io
