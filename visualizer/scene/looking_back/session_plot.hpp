#pragma once

#include <vector>

#include "visualizer/scene/looking_back/looked_at.hpp"
#include "visualizer/scene/looking_back/plot.hpp"
#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// What of a session is drawn.
struct Look {
  double from = 0.0;  ///< seconds
  double to = 0.0;
  double fit = 0.0;       ///< how far the fitted curve is seen, 0..1
  bool together = false;  ///< few marks
};

/// Curve, breath, steps and marks; a sensor's wave too where it is looked at closely.
[[nodiscard]] Plot plot_of(const LookedAt& at, const Look& look, const Texts& texts);

/// Round values between two, three to seven of them.
[[nodiscard]] std::vector<Plot::Tick> round_ticks(double low, double high);
/// Minutes on an axis of seconds, as many as can be told apart.
[[nodiscard]] std::vector<Plot::Tick> minute_ticks(double from, double to, double zero = 0.0);

}  // namespace ebb::scene
