#pragma once

#include <span>
#include <vector>

namespace ebb {

/// The slow part of an even series by smoothness priors (Tarvainen, Ranta-aho & Karjalainen 2002,
/// "An advanced detrending method with application to HRV analysis", IEEE Trans Biomed Eng 49):
/// (I + lambda^2 D2' D2)^-1 x, D2 the second differences. The matrix has five diagonals: O(n) time
/// and three numbers a sample. Half of a wave's amplitude is taken where (2 sin(pi f / rate))^2
/// lambda = 1; lambda 500 at 4 Hz: 0.028 Hz.
[[nodiscard]] std::vector<double> smooth_trend(std::span<const double> x, double lambda);

}  // namespace ebb
