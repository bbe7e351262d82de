#pragma once

#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// What one source says of the breath at one instant.
struct BreathCandidate {
  std::optional<Estimate<BreathsPerMinute>> rate;
  std::optional<Estimate<Turns>> phase;
};

/// The one breath that is told: never a mean of two sources, whose phases do not mean the same.
struct Breathing {
  BreathCandidate estimate;
  BreathOrigin origin = BreathOrigin::none;
};

/// Chooses whose word counts. A respiration signal sees the breath itself and goes first whenever
/// it is good; the heart stands in when it is not. The choice changes only after the other source
/// has been the better one for a while, so a ring on the screen does not flicker between the two.
class OwnBreathTracker {
 public:
  struct Config {
    double enough = 0.5;      ///< quality from which a respiration signal is taken
    double too_little = 0.3;  ///< and below which it is given up
    Seconds patience{4.0};    ///< for how long before the choice changes
  };

  OwnBreathTracker() = default;
  explicit OwnBreathTracker(Config config) : config_(config) {}

  /// Call it when a source has spoken (once a breath or a second is plenty).
  void push(HostTime now, const BreathCandidate& respiration, const BreathCandidate& heart);
  void reset();

  [[nodiscard]] BreathOrigin origin() const { return origin_; }
  /// The chosen source's own estimates, made for the same instant.
  [[nodiscard]] Breathing choose(const BreathCandidate& respiration,
                                 const BreathCandidate& heart) const;

 private:
  Config config_{};
  BreathOrigin origin_ = BreathOrigin::none;
  BreathOrigin wanted_ = BreathOrigin::none;
  std::optional<HostTime> wanted_since_;
};

}  // namespace ebb
