#pragma once

#include <optional>

#include "session/calm_down/calm_down.hpp"

namespace ebb::calibration {

/// What the profile rule tells of a curve, to be laid beside what Ebb tells.
struct ProfileFall {
  double half_time = 0.0;           ///< seconds, of the best line
  std::optional<TruthRange> range;  ///< 80 %, when it may be told
};

/// The best exponential or logistic line by AICc, when it falls by 3 bpm and three standard
/// deviations of what it leaves over, beats a flat one by an AICc of 6, and 10 s <= tau <= half the
/// span. As a range every half-time whose sum of squares is at most 1 + 1.64/(n_eff - 3) times the
/// smallest, with n_eff = seconds/40; none when it is open or wider than a factor of four. Nothing
/// where the curve is waves, too short or not clear enough, as with Ebb's own.
[[nodiscard]] std::optional<ProfileFall> profile_fall(const CalmDown& told);

}  // namespace ebb::calibration
