#pragma once

#include "evaluation/report.hpp"

namespace ebb::evaluation {

/// Respiration waves with known breaths (clean, noisy, drifting, with sighs, tightened anew, a
/// chest's acceleration): which breaths are found, how far off rates are, how soon the first comes.
void made_up_belts(Report& report);

}  // namespace ebb::evaluation
