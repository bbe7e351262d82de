#include "simulation/random.hpp"

#include <algorithm>
#include <bit>

namespace ebb {

double Random::normal() {
  // A sum of 64 coins has variance 16, the uniform that fills its steps adds 1/12.
  constexpr double kDeviation = 4.010403138505323;
  const double ones = std::popcount(bits());
  return (ones - 32.0 + uniform() - 0.5) / kDeviation;
}

double Random::normal_within(double limit) { return std::clamp(normal(), -limit, limit); }

}  // namespace ebb
