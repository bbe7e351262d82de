#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace ebb::io {

/// Bluetooth sensors that BlueZ knows of.
struct StrapList {
  struct Strap {
    std::string address;
    std::string name;
    std::string kinds;        ///< "heart rate, Polar waves"
    std::optional<int> rssi;  ///< in dBm, while it is heard
  };

  std::vector<Strap> straps;
  std::string trouble;  ///< why there may be more, as a sentence; or empty
};

/// Those that BlueZ knows already, without a word over the air; or, with a `scan`, also those that
/// are heard meanwhile. Blocks so long.
[[nodiscard]] StrapList list_straps(Microseconds scan = Microseconds{0});

}  // namespace ebb::io
