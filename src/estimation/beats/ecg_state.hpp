#pragma once

#include <span>

#include "core/units.hpp"
#include "estimation/beats/wave_fault.hpp"

namespace ebb {

/// Why no beat can be seen in half a second of a lead: nothing moves, it stays at its rail, or the
/// mains are most of it.
[[nodiscard]] WaveFault fault_of_lead(std::span<const double> lead, Hertz rate);

}  // namespace ebb
