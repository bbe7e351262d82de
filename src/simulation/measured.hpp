#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/reading.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/synthetic_heart.hpp"

namespace ebb {

struct WaveValue {
  double value = 0.0;
  bool contact = true;
};

/// A waveform as a device would take it: `next` is asked once a sample, with the sample's time in
/// seconds from the start; nothing = the recording ended.
struct MeasuredWave {
  StreamKind kind = StreamKind::respiration;
  Hertz rate{25.0};
  std::string name;     ///< what a text line calls it
  bool counts = false;  ///< a synthetic one, within about +-8: sent as whole thousandths
  std::function<std::optional<WaveValue>(double seconds)> next;
};

/// What a device has to tell: a person's, or a recording's. Sources may be empty.
struct Measured {
  std::function<std::optional<TrueBeat>()> beats;  ///< in order of time; nothing = the end
  std::vector<MeasuredWave> waves;
};

/// What a device of protocol `as` measures on a synthetic person; `only` picks one of it. An empty
/// `as` is a bridge that forwards a strap and has a belt of its own.
Measured measured_on(const BodyPlan& plan, std::string_view as,
                     std::optional<StreamKind> only = std::nullopt);

/// A series of intervals as beats, the first of them at the end of the first interval. A zero
/// interval is a beat at which none was measured. `next` gives milliseconds.
std::function<std::optional<TrueBeat>()> beats_of_intervals(
    std::function<std::optional<double>()> next);

}  // namespace ebb
