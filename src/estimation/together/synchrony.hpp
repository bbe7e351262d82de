#pragma once

#include <optional>

#include "core/event.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "estimation/together/phase_locking.hpp"

namespace ebb {

/// How steadily the breath keeps its place beside the guide, over the last breaths. A breath that
/// lasts more than a third longer or a quarter shorter than the guide's counts as out of place:
/// twice as fast or half as fast also meets the guide at the same phase each time, and is no
/// agreement.
class Synchrony {
 public:
  /// A breath, the guide's phase at its start, and how long the guide's breath was then.
  void push(const Breath& breath, Turns guide, Seconds guide_period) {
    const double ratio = breath.period / guide_period;
    const bool in_place = ratio > 0.75 && ratio < 1.0 / 0.75;
    locking_.push(in_place ? std::optional{guide} : std::nullopt, breath.start);
  }
  /// The guide paused or the person eased off: what follows is a new beginning.
  void reset() { locking_.reset(); }

  /// `lag`: the guide's phase where the breaths begin; 0.1 = a tenth behind it.
  [[nodiscard]] const std::optional<Agreement>& agreement() const { return locking_.agreement(); }

 private:
  PhaseLocking locking_;
};

}  // namespace ebb
