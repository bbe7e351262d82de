#pragma once

#include <span>
#include <vector>

#include "core/event.hpp"
#include "session/calm_down/breath_cycles.hpp"
#include "session/calm_down/time_span.hpp"

namespace ebb {

/// All that is known of a session's body and guide, in any order.
struct BodyRecord {
  std::span<const Beat> beats;
  std::span<const Breath> breaths;
  std::span<const PracticeEvent> practice;
};

/// The mean heart rate over one whole breath cycle.
struct BreathMean {
  double middle = 0.0;  ///< seconds after the start of the stretch
  double length = 0.0;  ///< seconds
  double rate = 0.0;    ///< bpm: beats in the clear time of the cycle, by that time
  CycleOrigin origin = CycleOrigin::window;
  bool after_gap = false;  ///< more than 10 s before it without a point: no line is drawn there
};

struct BreathMeans {
  std::vector<BreathMean> points;  ///< in order of time
  double clear_share = 0.0;        ///< of the stretch's time
  double set_aside_share = 0.0;    ///< of the beats in it
};

/// The curve of one stretch, no longer than kLongestStretch (what lies beyond is left out). Only
/// normal intervals count; a cycle with less than 70 % of clear time has no mean, so a gap stays
/// one.
inline constexpr double kLongestStretch = 4.0 * 3600.0;
[[nodiscard]] BreathMeans breath_means(const BodyRecord& record, const TimeSpan& stretch);

/// The curve of a whole session, up to a week of it, taken in stretches of that length.
inline constexpr double kLongestCurve = 7.0 * 86'400.0;
[[nodiscard]] BreathMeans breath_means_of_all(const BodyRecord& record, const TimeSpan& whole);

}  // namespace ebb
