#pragma once

#include <cstddef>
#include <optional>

#include "estimation/intervals/nn_series.hpp"
#include "estimation/variability/hrv.hpp"
#include "estimation/variability/hrv_frequency.hpp"
#include "estimation/variability/hrv_nonlinear.hpp"

namespace ebb {

/// All indices of one recording, each with its definition where it is declared, and what they are
/// drawn from.
struct HrvAnalysis {
  double window_s = 0.0;         ///< from the first interval's begin to the last one's end
  std::size_t intervals = 0;     ///< that the indices rest on
  std::size_t mended = 0;        ///< of these, as a correction put them
  std::size_t set_aside = 0;     ///< measured, but not among them
  double share_set_aside = 0.0;  ///< mended or set aside, of all
  std::size_t runs = 0;          ///< stretches without a gap
  std::optional<HrvTime> time;
  std::optional<HrvFrequency> frequency;
  HrvNonlinear nonlinear;
};

[[nodiscard]] HrvAnalysis analyse_hrv(const NnSeries& series,
                                      const HrvFrequencyConfig& config = {});

}  // namespace ebb
