#pragma once

#include <optional>
#include <span>

#include "estimation/intervals/nn_series.hpp"

namespace ebb {

/// The histogram's indices (bins of 1/128 s counted from zero) of intervals in ascending order, at
/// least one; their definitions stand at HrvTime.
[[nodiscard]] double triangular_index(std::span<const double> sorted);
[[nodiscard]] std::optional<double> triangle_base(std::span<const double> sorted);

/// Means and standard deviations of pieces of five minutes, see HrvTime.
struct HrvPieces {
  std::optional<double> sdann;
  std::optional<double> sdnni;
};
[[nodiscard]] HrvPieces hrv_pieces(const NnSeries& series);

}  // namespace ebb
