#pragma once

#include <cstddef>

#include "calibration/recorded.hpp"
#include "evaluation/report.hpp"

namespace ebb::calibration {

/// The cells that matter most, each until its coverage is known; `sessions` at least.
void main_cells_section(evaluation::Report& report, std::size_t sessions,
                        const RecordedFalls& recorded);
void made_up_section(evaluation::Report& report, std::size_t sessions);

/// What comes before the main cells, and what after them.
extern const char* const kIntro;
extern const char* const kMethod;

}  // namespace ebb::calibration
