#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "session/calm_down/time_span.hpp"

namespace ebb {

/// Where a practice cued breaths: one after the other, in order, never touching. Each cued breath
/// lasts its period and a little, since the next may be told late; what stops the guide ends it.
/// Up to half a minute between two cued stretches belongs to them: too short to come to rest in.
[[nodiscard]] std::vector<TimeSpan> paced_spans(std::span<const PracticeEvent> practice);

}  // namespace ebb
