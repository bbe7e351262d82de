#pragma once

#include <string_view>
#include <vector>

#include "core/snapshot.hpp"

namespace ebb {

/// The one word a person sees of the signal (practices-and-screens 3.7). `quality` is the better of
/// heart and breath now, aged; `ever` whether there was a usable estimate before.
[[nodiscard]] SignalWord signal_word(const std::vector<SourceStatus>& sources, double quality,
                                     bool ever);

/// What to try about a fault, for who looks after the sensor: a console, never the person's screen
/// in the middle of a practice. A few words without a full stop; empty for `none`.
[[nodiscard]] std::string_view what_to_try(SignalFault fault, StreamKind kind);
/// The same of the first thing that is wrong with what is listened to.
[[nodiscard]] std::string_view what_to_try(const Snapshot& snapshot);

}  // namespace ebb
