#pragma once

#include <vector>

#include "core/snapshot.hpp"

namespace ebb {

/// The one word a person sees of the signal (practices-and-screens 3.7). `quality` is the better of
/// heart and breath now, aged; `ever` whether there was a usable estimate before.
[[nodiscard]] SignalWord signal_word(const std::vector<SourceStatus>& sources, double quality,
                                     bool ever);

}  // namespace ebb
