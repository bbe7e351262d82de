#pragma once

#include <optional>

#include "core/time.hpp"
#include "core/units.hpp"
#include "session/calm_down/breath_means.hpp"
#include "session/calm_down/caption.hpp"
#include "session/calm_down/fall_chances.hpp"
#include "session/calm_down/fall_line.hpp"
#include "session/calm_down/levels.hpp"
#include "session/calm_down/time_span.hpp"

namespace ebb {

/// What is asked: how the body came down from `mark` to `end`, and where it had been at rest.
struct CalmDownQuestion {
  HostTime mark;
  HostTime end;
  std::optional<TimeSpan> baseline;
};

/// A fall that has earned to be told. Heart rates in bpm, times in seconds.
struct ShownFall {
  FallLine line;                        ///< the single curve to draw, seconds after the mark
  double by = 0.0;                      ///< from the mark to the end of the curve
  TruthRange by_range;                  ///< 80 %
  std::optional<TruthRange> half_time;  ///< 80 %: half of it was done within so long
};

/// How a heart came down after a mark. What has not been earned is absent. No part of it says
/// better or worse, and there is no total of its parts.
struct CalmDown {
  CalmDownCaption caption = CalmDownCaption::too_little_signal;
  TimeSpan recovery;   ///< what is spoken of: breaths were cued in all of it, or in none
  bool paced = false;  ///< cued
  BreathMeans curve;   ///< of the recovery, seconds after the mark
  std::optional<CurveLevel> start;  ///< the first 30 s
  std::optional<CurveLevel> end;    ///< the last 60 s
  std::optional<CurveLevel> rest;   ///< the baseline
  std::optional<double> area_beats;
  std::optional<Easing> easing;
  std::optional<BreathsPerMinute> breath_before;  ///< in the baseline
  std::optional<BreathsPerMinute> breath_after;   ///< in the recovery
  std::optional<Milliseconds> rmssd_before;       ///< in the baseline
  std::optional<Milliseconds> rmssd_after;        ///< in the recovery
  std::optional<ShownFall> fall;
};

/// A paced stretch is never compared with one that was not: from the mark on, the recovery ends
/// where the guide begins or stops, and of the baseline only the longest part that is like the
/// recovery in this counts (at least 30 s, else there is none). What was paced is read from the
/// practice's own cues.
[[nodiscard]] CalmDown describe(const BodyRecord& record, const CalmDownQuestion& question);

/// What to ask of a session when nobody set a mark: the rest after the last paced stretch that has
/// one of five minutes, else after the last one at all, beside the rest before the first. Of a
/// session without cues, all of it.
[[nodiscard]] CalmDownQuestion usual_question(const BodyRecord& record, const TimeSpan& session);

}  // namespace ebb
