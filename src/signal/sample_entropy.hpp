#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

/// Pairs of places in a series (a pair counted once) from which two, and from which three values
/// run alike.
struct AlikePairs {
  std::size_t beginnings = 0;
  std::uint64_t of_two = 0;
  std::uint64_t of_three = 0;
};

/// Exact counts for sample entropy (Richman & Moorman 2000, AJP Heart 278) with m = 2: alike means
/// no more than r apart at each step (r >= 0). A place counts if three values from it lie in one
/// run. Places are put in order by first and second value, in bands as wide as r, so that only
/// places alike in both are looked at for the third: about n^2 times the share that is alike.
[[nodiscard]] AlikePairs count_alike_pairs(std::span<const std::span<const double>> runs, double r);

}  // namespace ebb
