#pragma once

#include "core/signal_fault.hpp"

namespace ebb {

/// Why nothing can be made of a waveform just now.
using WaveFault = SignalFault;

}  // namespace ebb
