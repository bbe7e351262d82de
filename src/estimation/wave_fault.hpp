#pragma once

#include <cstdint>

namespace ebb {

/// Why nothing can be made of a waveform just now.
enum class WaveFault : std::uint8_t {
  none,
  flat,     ///< nothing moves: no electrode, no finger
  clipped,  ///< beyond what the device can tell
  mains,    ///< 50 or 60 Hz drowns it
  motion,   ///< far larger than the pulse can be
  damaged,  ///< values that are no numbers
};

}  // namespace ebb
