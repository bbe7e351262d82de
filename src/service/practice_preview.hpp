#pragma once

#include "guidance/practice.hpp"

namespace ebb {

/// Plays a practice on standard output, carried along by itself and without a sensor, `speed` times
/// faster than life: redrawn in place on a terminal, else one line for every second of the
/// practice. Ctrl-C ends it.
void preview_practice(Practice practice, double speed);

}  // namespace ebb
