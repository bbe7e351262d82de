#pragma once

#include <cstdint>
#include <optional>

#include "sensors/ant_heart_rate.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {

/// An ANT stick that hears a heart rate monitor: its page 4.06 times a second, the newest beat and
/// the one before in it, the same page again and again until the next beat.
class AntDevice {
 public:
  AntDevice(Measured measured, const DeviceConfig& config);
  std::optional<TimedBytes> next();

 private:
  /// Takes in the beats up to `seconds`; false when there are none to come.
  bool beats_until(double seconds);

  Measured measured_;
  DeviceConfig config_;
  AntHeartPage page_;
  std::optional<TrueBeat> beat_;  ///< the next
  std::uint64_t messages_ = 0;
};

}  // namespace ebb
