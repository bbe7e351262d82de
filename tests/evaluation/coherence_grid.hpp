#pragma once

#include "evaluation/report.hpp"

namespace ebb::evaluation {

/// What a perfect sine scores wherever it falls between spectral lines.
void coherence_grid(Report& report);

}  // namespace ebb::evaluation
