#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/time.hpp"
#include "service/outlet.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {

struct PlayingOptions {
  double speed = 1.0;        ///< 0 = as fast as the reader takes it
  bool hold = false;         ///< while nobody reads, time stands still instead of bytes being lost
  bool close_after = false;  ///< end when the first reader has gone
  /// What the device makes of what its reader said, and answers at once; none: it does not listen.
  std::function<std::vector<std::uint8_t>(std::span<const std::uint8_t>)> hear{};
  std::function<void(Microseconds)> told{};  ///< what is due up to here has gone out
  std::function<bool()> go_on = [] { return true; };
};

/// Plays a device's bytes at their times until its end, and drains the outlet.
void play(const ByteGenerator& device, Outlet& outlet, const PlayingOptions& options);

}  // namespace ebb
