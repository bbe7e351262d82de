#pragma once

#include <optional>

#include "core/history.hpp"
#include "core/time.hpp"
#include "estimation/beats/ppg_beats.hpp"
#include "signal/even_grid.hpp"

namespace ebb {

/// A pulse with its instant; `pulse.at` counts hundredths of a second and says nothing more.
struct TimedPpgBeat {
  HostTime time;
  PpgBeat pulse;
};

/// Pulse beats in samples that tell their own times, even or not: a camera's frames come when the
/// light allows, and some never come. Between samples the wave is taken to run straight; over a
/// hole it is not taken to run at all: what was heard before it is told, and the next beat comes
/// after a gap. The light and the person are remembered.
///
/// Samples must come in rising time. One that does not is passed over, unless the clock has gone
/// back by more than a hole, which is taken for a new beginning.
class TimedPpgBeats {
 public:
  struct Config {
    Seconds hole{0.3};  ///< between samples: a third of a beat; steep rises would be lost in it
  };

  TimedPpgBeats();
  explicit TimedPpgBeats(const Config& config);

  /// The oldest beat that has been found and not been told yet. NaN = no value at this time.
  std::optional<TimedPpgBeat> push(HostTime time, double value);
  /// At the end of a recording: what was still being waited for. Call until there is nothing.
  std::optional<TimedPpgBeat> flush();
  void reset();

  [[nodiscard]] WaveFault fault() const { return beats_.fault(); }
  [[nodiscard]] double quality() const { return beats_.quality(); }
  [[nodiscard]] bool inverted() const { return beats_.inverted(); }

 private:
  void begin_anew();
  void take(const std::optional<PpgBeat>& beat);
  std::optional<TimedPpgBeat> next();

  Config config_;
  EvenGrid grid_;
  PpgBeats beats_;
  History<TimedPpgBeat, 32> ready_;
};

}  // namespace ebb
