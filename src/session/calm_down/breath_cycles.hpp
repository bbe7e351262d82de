#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/event.hpp"
#include "session/calm_down/time_span.hpp"

namespace ebb {

/// What says where one cycle ends and the next begins.
enum class CycleOrigin : std::uint8_t {
  breath,  ///< sensed
  cue,     ///< the guide's
  window,  ///< nothing: 10 s
};

/// In seconds after the start of the stretch that was asked for.
struct Cycle {
  double start = 0.0;
  double length = 0.0;
  CycleOrigin origin = CycleOrigin::window;
};

/// A sensed breath that may be averaged over, or told of: 3 to 30 a minute, quality at least 0.5.
[[nodiscard]] bool is_trusted(const Breath& breath);

/// `span` cut into whole breath cycles, in order: breaths that were sensed well enough, where there
/// are none those that were cued, and where there are none either windows of 10 s. What is left
/// between two of them and shorter than 5 s belongs to none. Breaths and events in any order.
[[nodiscard]] std::vector<Cycle> breath_cycles(const TimeSpan& span,
                                               std::span<const Breath> breaths,
                                               std::span<const PracticeEvent> practice);

}  // namespace ebb
