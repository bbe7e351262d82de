#pragma once

#include <cstddef>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// How steadily one rhythm keeps its place beside another, over the last breaths.
struct Agreement {
  double locking = 0.0;  ///< mean resultant length: 0 none, 1 the same place in every breath
  /// What the same breaths reach without keeping to anything: nine times in ten the locking is
  /// within [chance_low, chance_high], once in twenty it is above.
  double chance_low = 0.0;
  double chance_high = 0.0;
  Turns lag{};  ///< mean place in the other rhythm: 0.1 = a tenth of a cycle behind it
  std::size_t breaths = 0;
  HostTime time{};  ///< of the last breath that counts
};

}  // namespace ebb
