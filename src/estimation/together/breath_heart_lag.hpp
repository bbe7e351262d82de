#pragma once

#include <optional>

#include "core/agreement.hpp"
#include "estimation/together/phase_locking.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"

namespace ebb {

/// How steadily the heart's swing keeps its place beside the breath, over the last breaths. `lag`
/// is the breath's phase where the heart begins to quicken: near 0 at quick breathing, later the
/// slower the breath; it differs from person to person. Only for breaths that were seen themselves:
/// a breath that is read from the heart says nothing of a lag between the two.
class BreathHeartLag {
 public:
  void push(const BreathSwing& breath) {
    const bool swings = breath.swing.value() >= kLeastSwing;
    locking_.push(swings ? std::optional{breath.lag} : std::nullopt, breath.start);
  }
  void reset() { locking_.reset(); }

  [[nodiscard]] const std::optional<Agreement>& agreement() const { return locking_.agreement(); }

 private:
  static constexpr double kLeastSwing = 0.5;  ///< beats a minute; below it a phase is noise
  PhaseLocking locking_;
};

}  // namespace ebb
