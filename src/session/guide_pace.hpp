#pragma once

#include <cstddef>
#include <optional>

#include "core/event.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// Where the guide was, and is, from what the practice run tells: each cued breath comes with the
/// time it begins at and its rate. Breaths are told after they are over, so the last cues are kept.
class GuidePace {
 public:
  struct Place {
    Turns phase;
    Seconds period{};
  };

  void push(const PracticeEvent& event);
  void reset() { cues_.reset(); }

  /// Nothing while no breath was being cued at `time`.
  [[nodiscard]] std::optional<Place> at(HostTime time) const;

 private:
  struct Cue {
    HostTime time;
    double period = 0.0;  ///< seconds; 0 where the guide stopped
  };
  History<Cue, 16> cues_;
};

}  // namespace ebb
