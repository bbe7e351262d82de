#pragma once

#include <cstdint>

namespace ebb {

/// Why a signal, or a number that is read from it, cannot be trusted just now.
enum class SignalFault : std::uint8_t {
  none,
  flat,           ///< nothing moves: no electrode, no finger, a loose belt
  clipped,        ///< beyond what the device can tell
  mains,          ///< 50 or 60 Hz drowns it
  motion,         ///< moves far more than a heart or a breath can
  damaged,        ///< values that are no numbers
  off_body,       ///< the device says that it is not worn
  too_few_beats,  ///< not enough believable beats, or breaths, to say anything yet
  two_rates,      ///< two rates explain what is seen equally well
};

}  // namespace ebb
