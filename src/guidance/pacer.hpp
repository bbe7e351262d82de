#pragma once

#include <optional>

#include "core/time.hpp"
#include "core/units.hpp"
#include "guidance/practice.hpp"

namespace ebb {

/// The person's own breath as far as it is known at an instant (quality below 0.5 is not used).
struct OwnBreath {
  BreathsPerMinute rate;
  Turns phase;
  double quality = 0.0;
};

/// Where the guide is now.
struct Cue {
  bool shown = false;  ///< false: no breathing shape and no breath word
  bool inhaling = true;
  Turns phase;            ///< of the whole breath, 0 at the start of the in-breath
  double size = 0.0;      ///< 0 smallest, 1 widest: raised cosine per half-breath
  BreathsPerMinute rate;  ///< of the breath that is being cued
  long long breath = 0;   ///< counts cued breaths since the pacer began
};

/// The guide's pace. It starts at the person's own rate, leads by small steps, comes back when it
/// is not followed, and the person's keys always win. Rates change only at the turn of a breath and
/// the phase never jumps. Everything is a function of the times given to advance(); nothing needs a
/// sensor.
class Pacer {
 public:
  struct Config {
    BreathsPerMinute without_sensor{10.0};  ///< where a ramp begins when nothing is sensed
    BreathsPerMinute floor{6.0};            ///< this person's own floor
    BreathsPerMinute hard_floor{4.5};
    BreathsPerMinute quickest{24.0};
    double lead = 0.25;  ///< never further below the sensed rate than this
  };

  Pacer();
  explicit Pacer(Config config);

  /// What the step asks of the guide; eased into from the current pace.
  void set_mode(const BreathMode& mode, HostTime now);
  /// The person's keys: one small step slower or quicker, which then holds; follow() is "my own
  /// pace".
  void slower(HostTime now);
  void quicker(HostTime now);
  void follow(HostTime now);
  /// Freeze softly at mid size; resume() starts with an out-breath.
  void pause(HostTime now);
  void resume(HostTime now);

  Cue advance(HostTime now, const std::optional<OwnBreath>& own);

 private:
  Config config_;
};

}  // namespace ebb
