#pragma once

#include <cstdint>

namespace ebb {

/// SplitMix64 (Steele, Lea, Flood 2014) with deviates made of integer and IEEE arithmetic alone, so
/// that a seed gives the same numbers on every machine; the standard's distributions do not promise
/// that. `stream` separates the chances of one body: more noise does not change its heart.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) : state_(mixed(seed) ^ mixed(~stream)) {}

  std::uint64_t bits() { return mixed(state_ += 0x9E3779B97F4A7C15U); }

  /// [0, 1)
  double uniform() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }

  /// Mean 0, standard deviation 1, within +-7.9: the ones among 64 fair bits, the steps between
  /// them filled in.
  double normal();

  /// normal() held within +-limit.
  double normal_within(double limit);

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::uint64_t state_;
};

}  // namespace ebb
