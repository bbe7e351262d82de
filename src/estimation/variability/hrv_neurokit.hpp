#pragma once

#include <optional>
#include <span>

namespace ebb {

/// What NeuroKit2 (0.2) reckons by definitions other than ours, so that its values can be checked
/// to nine digits. Everything not here is ours too (mean, SDNN, RMSSD, SDSD, median, quantiles,
/// triangular index, SD1, SampEn), but for TINN (its search never starts anew for a second left
/// foot) and spectra (a quadratic spline, no line taken, windows of half the record).
struct NeurokitIndices {
  double pnn50 = 0.0;  ///< percent, over n and not over the n - 1 differences
  double pnn20 = 0.0;
  double mad = 0.0;    ///< times 1.4826
  double mcvnn = 0.0;  ///< that over the median
  double sd2 = 0.0;    ///< standard deviation of the sums of neighbours, over sqrt 2
  double ellipse = 0.0;
  double csi = 0.0;  ///< sd2 / sd1
  double cvi = 0.0;  ///< log10 (16 sd1 sd2)
  /// Exponents over n = 4 ... 11 and 12 ... a tenth of the beats; windows overlap by half,
  /// and those where nothing fluctuates (three equal intervals) are not counted.
  std::optional<double> dfa_alpha1;
  std::optional<double> dfa_alpha2;
};

/// Nothing for fewer than three intervals. Intervals (ms) must be clean and without gaps.
[[nodiscard]] std::optional<NeurokitIndices> neurokit_indices(std::span<const double> intervals);

struct NeurokitPieces {
  double sdann = 0.0;
  double sdnni = 0.0;
};
/// Over pieces of so many minutes, cut at multiples of their length by the end of an interval; the
/// last interval of each piece is not counted, and the last piece may be up to half as short or
/// long. Nothing for fewer than three pieces.
[[nodiscard]] std::optional<NeurokitPieces> neurokit_pieces(std::span<const double> intervals,
                                                            double minutes);

}  // namespace ebb
