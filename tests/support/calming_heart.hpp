#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <vector>

#include "core/event.hpp"
#include "simulation/random.hpp"

namespace ebb::test {

/// By the seconds after which half of it is done.
inline std::function<double(double)> exponential(double half_time) {
  return [half_time](double seconds) { return std::exp2(-seconds / half_time); };
}

/// A heart that calms down in a known way, with all that hides it: its slow drift, its swing with
/// an uneven breath, the 0.1 Hz wave, and the unevenness of its beats. Heart rates in bpm, times in
/// seconds after the mark.
struct CalmingHeart {
  double level = 64.0;
  double fall = 12.0;
  /// What is left of the fall after so many seconds, 1 at first.
  std::function<double(double)> left = exponential(42.0);
  /// What the heart does on top of that and its drift, if anything.
  std::function<double(double)> extra{};

  double drift = 1.0;           ///< standard deviation
  double drift_seconds = 40.0;  ///< its correlation time: an Ornstein-Uhlenbeck process
  double breath_per_minute = 12.0;
  double breath_variability = 0.08;
  double swing = 5.0;      ///< with the breath, peak to trough
  double slow_wave = 1.0;  ///< at 0.1 Hz, amplitude
  double jitter_ms = 6.0;  ///< of an interval, standard deviation
  double seconds = 300.0;
  bool breaths_sensed = true;
};

struct CalmingBody {
  std::vector<Beat> beats;
  std::vector<Breath> breaths;
};

/// What happened from `begin` on: the fall begins at `begin` + 0. A seed gives the same again.
inline CalmingBody calming(const CalmingHeart& heart, std::uint64_t seed,
                           HostTime begin = at_seconds<HostTime>(100.0)) {
  Random chance{seed, 1};
  Random breathing{seed, 2};
  const auto at = [&](double s) { return begin + to_microseconds(Seconds{s}); };
  CalmingBody body;
  double drift = chance.normal();
  const double slow_phase = chance.uniform();
  double breath_start = -60.0 / heart.breath_per_minute * chance.uniform();
  const auto next_period = [&] {
    return 60.0 / heart.breath_per_minute *
           std::clamp(1.0 + heart.breath_variability * breathing.normal(), 0.5, 1.8);
  };
  double period = next_period();
  double t = 0.0;
  while (t < heart.seconds) {
    while (t >= breath_start + period) {
      if (heart.breaths_sensed && breath_start >= 0.0) {
        body.breaths.push_back({at(breath_start), Seconds{period}, 1.0, 0.9,
                                BreathOrigin::respiration, Seconds{0.4 * period}});
      }
      breath_start += period;
      period = next_period();
    }
    constexpr double kTurn = 2.0 * std::numbers::pi;
    const double rate = heart.level + heart.fall * heart.left(t) + heart.drift * drift +
                        0.5 * heart.swing * std::sin(kTurn * (t - breath_start) / period) +
                        heart.slow_wave * std::sin(kTurn * (0.1 * t + slow_phase)) +
                        (heart.extra ? heart.extra(t) : 0.0);
    const double interval =
        std::max(0.3, 60.0 / std::max(rate, 30.0) + 1e-3 * heart.jitter_ms * chance.normal());
    t += interval;
    body.beats.push_back({at(t), Seconds{interval}, IntervalVerdict::normal, {}});
    const double keep = std::exp(-interval / heart.drift_seconds);
    drift = keep * drift + std::sqrt(1.0 - keep * keep) * chance.normal();
  }
  return body;
}

}  // namespace ebb::test
