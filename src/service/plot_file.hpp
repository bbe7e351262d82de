#pragma once

#include <string>

#include "analysis/recording_analysis.hpp"

namespace ebb {

/// Refuses a name that is neither .svg nor .png.
void check_plot_name(const std::string& file);
/// Draws the analysis into `file`; a StartError when it cannot be written.
void write_plot(const Analysis& analysis, const std::string& title, const std::string& file);

}  // namespace ebb
