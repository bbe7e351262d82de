#pragma once

#include "core/time.hpp"
#include "guidance/planned_breath.hpp"
#include "guidance/practice_run.hpp"

namespace ebb::sound {

/// What is to be heard, as of one frame of the screen.
struct Sounding {
  PlannedBreath breath;  ///< the guide's
  double level = 0.0;    ///< 0 silent, 1 the usual level; never reached in less than `within`
  Seconds within{0.0};   ///< how long the way from full to silent takes
  unsigned voice = 0;    ///< 0: no recording; each other number begins it anew
};

/// How long a sound takes to come and to go.
inline constexpr Seconds kComes{1.5};
inline constexpr Seconds kRests{1.0};     ///< when the guide rests or hides
inline constexpr Seconds kEasesOff{5.0};  ///< silent within six seconds of easing off
inline constexpr Seconds kLeaves{0.15};   ///< with what is still on its way, under 0.3 s

/// What a run sounds like: its guide while that is shown and moves.
[[nodiscard]] inline Sounding sounding_of(const RunView& run) {
  switch (run.state) {
    case RunState::running:
      return run.cue.shown ? Sounding{run.cue.plan, 1.0, kComes}
                           : Sounding{run.cue.plan, 0.0, kRests};
    case RunState::paused:
      return {run.cue.plan, 0.0, kRests};
    case RunState::eased_off:
      return {run.cue.plan, 0.0, kEasesOff};
    case RunState::closed:
      break;
  }
  return {run.cue.plan, 0.0, kLeaves};
}

}  // namespace ebb::sound
