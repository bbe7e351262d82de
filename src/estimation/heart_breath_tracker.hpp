#pragma once

#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// The breath as the heart shows it: respiratory sinus arrhythmia in judged beats, when there is
/// no sensor that sees the breath itself.
class HeartBreathTracker {
 public:
  struct Config {
    double slowest_per_minute = 3.0;
    double fastest_per_minute = 30.0;
  };

  HeartBreathTracker() = default;
  explicit HeartBreathTracker(Config config) : config_(config) {}

  /// Give it every judged beat in order; an interval set aside is bridged, a gap begins anew.
  std::optional<Breath> push(const Beat& beat);
  void reset();

  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const;
  /// 0 where the heart begins to quicken, carried on to `now`; the body's own lag between breath
  /// and heart differs from person to person and is not taken off.
  [[nodiscard]] std::optional<Estimate<Turns>> phase(HostTime now) const;

 private:
  Config config_{};
};

}  // namespace ebb
