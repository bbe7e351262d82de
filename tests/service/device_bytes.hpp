#pragma once

#include <string>
#include <string_view>

#include "simulation/synthetic_device.hpp"

namespace ebb {

/// What a simulated device sends in so many seconds, as one text.
inline std::string sent(std::string_view as, double seconds) {
  std::string bytes;
  ByteGenerator device = make_synthetic_device("calm", as, 3, Seconds{seconds});
  while (const auto item = device()) {
    bytes.append(item->bytes.begin(), item->bytes.end());
  }
  return bytes;
}

}  // namespace ebb
