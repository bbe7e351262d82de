#pragma once

#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// Breaths, rate and phase from a respiration waveform of unknown unit, gain, offset and drift:
/// a belt, a chest's movement, an airflow; 5-1000 Hz, uneven times allowed.
class RespirationTracker {
 public:
  enum class Polarity { rises_on_in_breath, falls_on_in_breath };
  struct Config {
    Polarity polarity = Polarity::rises_on_in_breath;
  };

  RespirationTracker() = default;
  explicit RespirationTracker(Config config) : config_(config) {}

  /// Gives a whole breath when its end has been seen (the turn into the next in-breath).
  std::optional<Breath> push(HostTime time, double value);
  /// Something was lost: no breath is counted across it.
  void gap();
  void reset();

  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const;
  /// 0 at the start of the in-breath, carried on to `now`.
  [[nodiscard]] std::optional<Estimate<Turns>> phase(HostTime now) const;

 private:
  Config config_{};
};

}  // namespace ebb
