#pragma once

#include <optional>

#include "session/calm_down/fall_candidates.hpp"
#include "session/calm_down/fall_shape.hpp"

namespace ebb {

/// The line through a curve, as least squares has it: level + fall * shape.left(seconds).
struct FallLine {
  FallShape shape;
  double level = 0.0;      ///< bpm, where it goes in the end
  double fall = 0.0;       ///< bpm, from the mark to that level
  double aicc_gain = 0.0;  ///< by how much AICc is better than that of a flat line
  [[nodiscard]] double at(double seconds) const { return level + fall * shape.left(seconds); }
};

/// Of the exponential and logistic falls the one with the best AICc; level and fall follow from
/// linear least squares. Nothing when only rises fit, or there are fewer than twelve points.
[[nodiscard]] std::optional<FallLine> best_line(const FallCandidates& candidates);

}  // namespace ebb
