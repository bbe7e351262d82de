#pragma once

namespace ebb {

/// Smooth shapes out of additions and products only: unlike std::sin and std::exp they have the
/// same last bit with every maths library, so what a seed makes can be checked by its hash.

/// sin(2 pi turns), within 1e-9; any number of turns below 2^52.
double sine_of_turns(double turns);

/// 0 at 0, 1 at 1, level at both ends (raised cosine); arguments outside are held.
double eased(double x);

/// exp(-x^2 / 2) as a power of a parabola: 1 at 0, 0 from |x| = 4 on, within 0.02 in between.
double bell(double x);

/// exp(-x) for x >= 0 likewise: within 0.02, and exactly 0 from x = 16 on.
double fading(double x);

/// Where in [0, 1) `x` lies.
double fraction(double x);

}  // namespace ebb
