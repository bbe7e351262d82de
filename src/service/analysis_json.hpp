#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "analysis/recording_analysis.hpp"

namespace ebb {

/// One JSON object, piece by piece: beats, rr, hrv, breath and what stands behind them. What could
/// not be told is null, an empty list or, for hrv, an empty object. Key by key in docs/analyse.md.
void write_json(const Analysis& analysis, const std::function<void(std::string_view)>& give);
/// The same in one piece.
std::string print_json(const Analysis& analysis);

/// The word of the JSON contract for a verdict.
std::string_view name_of(IntervalVerdict verdict);
/// And for what is wrong with a signal; "none" for nothing.
std::string_view name_of(SignalFault fault);

}  // namespace ebb
