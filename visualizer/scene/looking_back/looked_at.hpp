#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "archive/kept_session.hpp"
#include "session/calm_down/calm_down.hpp"
#include "session/calm_down/smooth_curve.hpp"
#include "visualizer/scene/looking_back/min_max_pyramid.hpp"

namespace ebb::scene {

/// A wave as it came from a sensor, to be looked at closely.
struct KeptWave {
  StreamKind kind = StreamKind::ecg;
  double from = 0.0;    ///< seconds from the session's beginning to the first sample
  double rate = 250.0;  ///< samples a second
  MinMaxPyramid samples;
};

/// A session with all that is drawn of it, worked out once: this can take a moment.
struct LookedAt {
  struct StepOf {
    double from = 0.0;
    std::string step;  ///< its id
  };
  /// Breaths a minute from moment to moment, without gaps.
  using BreathPiece = std::vector<std::pair<double, double>>;

  KeptSession session;
  BreathMeans means;                              ///< over the whole session
  std::vector<std::vector<SmoothPoint>> heart{};  ///< unbroken pieces of the curve
  std::vector<BreathPiece> breath{};
  std::vector<StepOf> steps{};
  std::vector<std::pair<double, double>> gaps{};  ///< no clear signal, in seconds
  double low = 60.0;                              ///< bpm that the curve lies within
  double high = 80.0;
  CalmDown told;
  std::shared_ptr<const KeptWave> wave{};  ///< if there is one

  [[nodiscard]] double seconds() const { return session.head.length.count(); }
};

[[nodiscard]] LookedAt look_at(KeptSession session);

/// Whether the breath was listened for: by a sensor of its own, or well enough in the heart's swing
/// that anything came of it. Intervals alone that were taken in from elsewhere were never searched.
[[nodiscard]] bool breath_was_sought(const KeptSession& session);

/// The kind of sensor that told of the heart: curves of different kinds are not mixed.
[[nodiscard]] std::string heart_kind(const CanTell& can_tell);

}  // namespace ebb::scene
