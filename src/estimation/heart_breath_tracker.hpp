#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "signal/even_grid.hpp"
#include "signal/sliding_spectrum.hpp"

namespace ebb {

/// The breath as the heart shows it: respiratory sinus arrhythmia in judged beats, when there is
/// no sensor that sees the breath itself.
///
/// The intervals become an even 4 Hz series; two sliding spectra (64 and 32 s) are compared with
/// what a heart does without breath: a power that falls with the square of the frequency, the slow
/// blood-pressure wave near 0.1 Hz and a floor of noise. How far each rate stands out is evidence
/// for it. The evidence moves a belief over all rates at once, which between seconds spreads as
/// fast as breathing can change (a hidden Markov model, Rabiner 1989). So a rate that was clear
/// carries the tracker over a poor stretch, and two rates that are both alive are seen as two.
///
/// Quality is the belief within about 1/min of the rate told; below `least_quality` nothing is
/// told. It needs about half a minute of beats. A rate above 0.45 of the heart's cannot be seen.
class HeartBreathTracker {
 public:
  struct Config {
    double slowest_per_minute = 3.0;
    double fastest_per_minute = 30.0;
    double least_quality = 0.6;
    double evidence_rate = 0.06;   ///< share of a spectrum's evidence that is new each second
    double evidence_limit = 12.0;  ///< no rate can be surer than this, in nats
    double wave_weight = 3.0;      ///< blood-pressure wave over the falling background, in power
    double wander = 0.012;         ///< spread of the logarithm of the rate in a second
    double jump = 0.004;           ///< chance of quite another rate in a second
    double phase_memory = 1.2;     ///< breaths that the phase leans on
  };

  HeartBreathTracker();
  explicit HeartBreathTracker(Config config);

  /// Give it every judged beat in order; an interval set aside is bridged, a gap begins anew.
  std::optional<Breath> push(const Beat& beat);
  void reset();

  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const;
  /// 0 where the heart begins to quicken, carried on to `now`; the body's own lag between breath
  /// and heart differs from person to person and is not taken off.
  [[nodiscard]] std::optional<Estimate<Turns>> phase(HostTime now) const;

 private:
  static constexpr Microseconds kStep{250'000};
  static constexpr std::size_t kLong = 256;
  static constexpr std::size_t kShort = 128;
  // Half-bins of the long window are 0.46875/min wide; those of the short one twice as wide.
  static constexpr std::size_t kFirst = 6;
  static constexpr std::size_t kLast = 66;
  static constexpr std::size_t kRates = kLast - kFirst + 1;
  static constexpr double kWidth = 60.0 * 4.0 / (2.0 * kLong);
  using Row = std::array<double, kRates>;

  static constexpr double rate_of(double bin) {
    return (static_cast<double>(kFirst) + bin) * kWidth;
  }
  std::optional<Breath> push_even(HostTime time, double interval_ms);
  void weigh();
  void add_evidence(const Row& power, double share);
  std::optional<Breath> follow_phase(HostTime time, double wave);

  Config config_{};
  EvenGrid grid_{kStep};
  History<double, kLong> series_;
  SlidingSpectrum<kLong, kFirst, kLast + 2> long_;
  SlidingSpectrum<kShort, 2, kLast / 2 + 3> short_;
  Row belief_{};  // sums to 1
  Row evidence_{};
  double slow_ms_ = 0.0;
  double count_ = 0.0;
  double mean_interval_ms_ = 0.0;
  std::uint64_t steps_ = 0;
  std::size_t filled_ = 0;
  double rate_ = 0.0;  // per minute; 0 while nothing is told
  double low_ = 0.0;
  double high_ = 0.0;
  double quality_ = 0.0;
  double swing_re_ = 0.0;  // the heart's swing at the rate told, as a turning vector
  double swing_im_ = 0.0;
  double turns_ = 0.0;  // breath phase at phase_time_
  std::optional<HostTime> phase_time_;
  std::optional<HostTime> breath_start_;
  std::optional<HostTime> last_beat_;
  std::optional<HostTime> known_until_;
};

}  // namespace ebb
