#pragma once

#include <string>

#include "analysis/recording_analysis.hpp"

namespace ebb {

/// What a recording showed, in a few lines for a person.
std::string print_summary(const Analysis& analysis, const std::string& file);

}  // namespace ebb
