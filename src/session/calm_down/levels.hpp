#pragma once

#include <optional>
#include <span>

#include "core/event.hpp"
#include "core/units.hpp"
#include "session/calm_down/breath_means.hpp"
#include "session/calm_down/time_span.hpp"

namespace ebb {

/// Where the heart was for a while: the median of the breath means, and what the middle 80 % of
/// them lie within.
struct CurveLevel {
  BeatsPerMinute rate;
  BeatsPerMinute low;
  BeatsPerMinute high;
};

/// Of the means whose middle lies in [from, to); nothing when they cover less than half of it.
[[nodiscard]] std::optional<CurveLevel> level_of(std::span<const BreathMean> points, double from,
                                                 double to);

/// The beats that were fewer (below 0) or more than had the heart stayed at `start`, as far as the
/// curve goes: its area relative to the start.
[[nodiscard]] double area_in_beats(std::span<const BreathMean> points, BeatsPerMinute start);

/// The largest fall of the curve within 60 s, and when it began.
struct Easing {
  BeatsPerMinute by;
  Seconds from{};  ///< after the mark
};

/// Nothing when the curve nowhere falls within a minute that has no gap in it.
[[nodiscard]] std::optional<Easing> largest_easing(std::span<const BreathMean> points);

/// Median rate of the breaths that were sensed well in a stretch; nothing for fewer than four.
[[nodiscard]] std::optional<BreathsPerMinute> breath_rate_of(std::span<const Breath> breaths,
                                                             const TimeSpan& stretch);

}  // namespace ebb
