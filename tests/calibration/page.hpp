#pragma once

#include <cstddef>

#include "evaluation/report.hpp"

namespace ebb::calibration {

void made_up_section(evaluation::Report& report, std::size_t sessions);
/// Falls laid over the resting recordings of EBB_RECORDINGS; says so when they are not there.
void recorded_section(evaluation::Report& report);

extern const char* const kIntro;

}  // namespace ebb::calibration
