#pragma once

#include <string>

#include "analysis/recording_analysis.hpp"
#include "report/drawing.hpp"

namespace ebb {

/// What there is of: the intervals with doubtful ones marked, the breathing rate, paler where it is
/// less sure, and the spectrum of the intervals.
[[nodiscard]] Drawing analysis_plot(const Analysis& analysis, const std::string& title);

}  // namespace ebb
