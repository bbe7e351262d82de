#pragma once

#include <span>

namespace ebb {

/// The natural cubic spline through the points (x, y), x strictly ascending, at first, first +
/// step ... into `out`. Outside the points it goes on as the nearest piece does, so stay inside.
void sample_cubic_spline(std::span<const double> x, std::span<const double> y, double first,
                         double step, std::span<double> out);

}  // namespace ebb
