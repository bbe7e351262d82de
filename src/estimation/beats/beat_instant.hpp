#pragma once

#include "core/event.hpp"
#include "core/time.hpp"

namespace ebb {

/// When the heart really beat, as far as it is known: the beat's time less what it trails by. A lag
/// that cannot be is taken for none.
[[nodiscard]] inline HostTime instant_of(const Beat& beat) {
  constexpr Milliseconds kLongest{10'000.0};
  const bool possible = beat.lag >= -kLongest && beat.lag <= kLongest;
  return possible ? beat.time - to_microseconds(Seconds{beat.lag}) : beat.time;
}

}  // namespace ebb
