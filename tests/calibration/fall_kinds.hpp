#pragma once

#include <array>
#include <functional>
#include <string_view>

#include "session/calm_down/calm_down.hpp"
#include "simulation/random.hpp"
#include "support/calming_heart.hpp"

namespace ebb::calibration {

/// A kind of made-up session: how the heart falls, and what hides it.
struct Kind {
  std::string_view name;
  std::string_view what;
  /// A share of the fall that is left after so many seconds; half of it at `half_time`.
  std::function<double(double)> (*left)(double half_time, Random& chance);
  /// Changes the heart, if it does: the fall is known by then.
  void (*change)(test::CalmingHeart& heart, double half_time, Random& chance) = nullptr;
};

extern const std::array<Kind, 8> kKinds;

/// A heart of a kind, all else drawn: breath, swing, level, noise, and how long drifts last.
test::CalmingHeart drawn_heart(const Kind& kind, double fall, double drift, double half_time,
                               double seconds, Random& chance);

/// What is told of such a heart, and what it truly lost from the mark on, bpm.
struct DrawnSession {
  CalmDown told;
  double lost = 0.0;
};
DrawnSession drawn_session(const Kind& kind, double fall, double drift, double half_time,
                           double seconds, Random& chance);

}  // namespace ebb::calibration
