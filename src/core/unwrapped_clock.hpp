#pragma once

#include <cstdint>

#include "core/time.hpp"

namespace ebb {

/// Unrolls a 32-bit microsecond counter, which wraps every 71.58 minutes, into DeviceTime. A step
/// of less than half the range either way is taken as it is, so frames that arrive a little out of
/// order keep their time.
class UnwrappedClock {
 public:
  DeviceTime push(std::uint32_t micros) {
    if (!seen_) {
      seen_ = true;
      total_ = micros;
    } else {
      total_ += static_cast<std::int32_t>(micros - last_);
    }
    last_ = micros;
    return DeviceTime{Microseconds{total_}};
  }
  /// After the device restarted: the next value is a new beginning.
  void reset() { seen_ = false; }

 private:
  bool seen_ = false;
  std::uint32_t last_ = 0;
  std::int64_t total_ = 0;
};

}  // namespace ebb
