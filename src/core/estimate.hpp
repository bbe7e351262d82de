#pragma once

#include "core/time.hpp"

namespace ebb {

/// A number that has been earned. `quality` is 0..1; `time` is the instant the value speaks of, so
/// its age is now - time; [low, high] is meant to hold the truth 80 % of the time (low == high when
/// no range is known).
template <class Unit>
struct Estimate {
  Unit value{};
  Unit low{};
  Unit high{};
  double quality = 0.0;
  HostTime time{};
};

}  // namespace ebb
