#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/findings.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"

namespace ebb {

/// The published coherence ratio at one moment, see estimation/together/coherence.
struct CoherencePoint {
  double t = 0.0;
  double ratio = 0.0;
};

/// What heart and breath do together over a whole recording.
struct HeartAndBreath {
  std::vector<BreathSwing> breaths;  ///< those that beats cover
  std::optional<double> rsa_ms;      ///< mean of those that tell one, of three at least
  std::optional<double> range_bpm;   ///< likewise
  /// Where in the breath the heart's swing begins, 0 to 1 turn, and how steadily: the direction
  /// and the length of the mean of all breaths, of four at least.
  std::optional<double> lag_turns;
  double locking = 0.0;
  std::size_t locked_over = 0;  ///< breaths
};

/// Breaths that were seen themselves, beside the heart's beats.
[[nodiscard]] HeartAndBreath beside(const HeartFindings& heart, const BreathFindings& breath);

/// Every ten seconds, where the last 64 s had no gap.
[[nodiscard]] std::vector<CoherencePoint> coherence_of(const HeartFindings& heart);

}  // namespace ebb
