#pragma once

#include <cstddef>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// How much a heart's intervals varied over a stretch of time; normal intervals alone.
struct Variability {
  Seconds length{};              ///< of the stretch
  HostTime time{};               ///< its end: the newest beat
  BeatsPerMinute heart_rate{};   ///< 60000 / mean interval
  Milliseconds sdnn{};           ///< standard deviation, n - 1
  Milliseconds rmssd{};          ///< over the number of differences between neighbours
  std::size_t intervals = 0;     ///< n
  double set_aside_share = 0.0;  ///< of all its intervals, 0..1
};

}  // namespace ebb
