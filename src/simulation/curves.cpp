#include "simulation/curves.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

double to_sixteenth(double x) {
  x *= x;
  x *= x;
  x *= x;
  return x * x;
}

}  // namespace

double fraction(double x) { return x - std::floor(x); }

double sine_of_turns(double turns) {
  // Fold into a quarter turn either side of zero, where Taylor's series is short.
  double x = fraction(turns + 0.25) - 0.25;
  if (x > 0.25) {
    x = 0.5 - x;
  }
  const double a = x * 6.283185307179586;
  const double q = a * a;
  return a * (1.0 -
              q / 6.0 *
                  (1.0 - q / 20.0 *
                             (1.0 - q / 42.0 *
                                        (1.0 - q / 72.0 * (1.0 - q / 110.0 * (1.0 - q / 156.0))))));
}

double eased(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return 0.5 + 0.5 * sine_of_turns(0.5 * x - 0.25);
}

double bell(double x) {
  const double base = 1.0 - x * x / 32.0;
  return base > 0.0 && std::abs(x) < 4.0 ? to_sixteenth(base) : 0.0;
}

double fading(double x) { return x < 16.0 ? to_sixteenth(1.0 - std::max(x, 0.0) / 16.0) : 0.0; }

}  // namespace ebb
