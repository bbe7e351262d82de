#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace ebb::test {

/// Five minutes (day_swing 0, 300 s) or a day (100, 86400 s) of intervals in whole ms, the same on
/// every machine: three sines and a linear congruential generator.
inline std::vector<double> golden_series(double seconds = 300.0, double day_swing = 0.0) {
  std::vector<double> rr;
  std::uint32_t s = 12345;
  double t = 0.0;
  const auto wave = [&t](double hz) { return std::sin(2.0 * std::numbers::pi * hz * t); };
  while (t < seconds) {
    s = 1664525U * s + 1013904223U;
    const double u = s / 4294967296.0;
    const double x = 850.0 + 45.0 * wave(0.1) + 30.0 * wave(0.25) + 20.0 * wave(0.02) +
                     20.0 * (u - 0.5) + day_swing * wave(1.0 / 86400.0);
    rr.push_back(std::floor(x + 0.5));
    t += rr.back() / 1000.0;
  }
  return rr;
}

}  // namespace ebb::test
