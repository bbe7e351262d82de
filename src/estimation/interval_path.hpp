#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ebb {

/// A way to read a few intervals in a row: `told` of them stand for `real` ones. A bridged step
/// does not keep the time between its ends.
struct IntervalStep {
  std::uint8_t told = 1;
  std::uint8_t real = 1;
  bool bridged = false;

  [[nodiscard]] bool sound() const { return told == 1 && real == 1 && !bridged; }
};

/// The cheapest reading of a run of intervals without gaps: its steps in order, all intervals
/// covered once. `spread[i]`: what a change from interval i - 1 to i is measured in, above zero.
[[nodiscard]] std::vector<IntervalStep> cheapest_path(std::span<const double> intervals,
                                                      std::span<const double> spread);

}  // namespace ebb
