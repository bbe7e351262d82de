#pragma once

#include <string>

#include "service/analysis.hpp"

namespace ebb {

/// One JSON object: beats, rr, hrv, breath. What could not be told is null, an empty list or, for
/// hrv, an empty object. Key by key in docs/analyse.md.
std::string print_json(const Analysis& analysis);

/// The same in a few lines for a person.
std::string print_summary(const Analysis& analysis, const std::string& file);

}  // namespace ebb
