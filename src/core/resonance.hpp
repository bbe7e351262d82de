#pragma once

#include <cstddef>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// At which of the rates really breathed the heart swung most. It changes from day to day and is no
/// property of a person.
struct Resonance {
  BreathsPerMinute rate;  ///< best of those tried
  BreathsPerMinute low;   ///< rates between low and high cannot be told from it
  BreathsPerMinute high;
  BeatsPerMinute swing;     ///< quickest less slowest heart rate within a breath, at `rate`
  bool clear = false;       ///< false: no clear best among what was tried
  std::size_t breaths = 0;  ///< that were compared
  HostTime time{};          ///< of the last of them
};

}  // namespace ebb
