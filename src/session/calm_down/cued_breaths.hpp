#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"

namespace ebb {

/// A breath that the guide cued, and how many seconds of it there were before something stopped it.
struct CuedBreath {
  HostTime time;
  double seconds = 0.0;
  bool whole = true;
};

/// All cued breaths of a practice, in order; events in any order.
[[nodiscard]] std::vector<CuedBreath> cued_breaths(std::span<const PracticeEvent> practice);

}  // namespace ebb
