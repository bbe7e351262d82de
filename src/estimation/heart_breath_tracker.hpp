#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "estimation/breath_rate_belief.hpp"
#include "signal/even_grid.hpp"
#include "signal/sliding_spectrum.hpp"

namespace ebb {

/// The breath as the heart shows it: respiratory sinus arrhythmia in judged beats, when there is
/// no sensor that sees the breath itself.
///
/// The intervals become an even 4 Hz series. Once a second two sliding spectra (64 and 32 s) are
/// compared with what a heart does without breath: a power that falls with the square of the
/// frequency, the blood-pressure wave near 0.1 Hz, and a floor of noise. How far a rate stands out
/// is evidence for it, less what a slower breath's own second harmonic explains, and moves a
/// belief over all rates (BreathRateBelief). The phase is that of the heart's swing at the rate
/// told, followed by a resonator about a breath wide.
///
/// Quality is the belief at the rate told, less some for a small swing near 0.1 Hz; below
/// `least_quality` nothing is told. The first rate takes half a minute to a minute of beats. A
/// rate above 0.47 of the heart's own cannot be seen. O(1) a beat.
class HeartBreathTracker {
 public:
  struct Config {
    double least_quality = 0.6;
    double evidence_rate = 0.06;    ///< share of a spectrum's evidence that is new each second
    double evidence_limit = 12.0;   ///< a peak clearer than this (in nats) counts no more
    double wave_weight = 3.0;       ///< blood-pressure wave over the falling background, in power
    double second_harmonic = 0.08;  ///< power of a slow swing's second harmonic over its first
    double sure_swing = 0.16;       ///< of the mean interval: no blood-pressure wave is as large
    double wave_doubt = 0.25;       ///< taken off the quality of a small swing at 0.1 Hz
    double phase_memory = 1.2;      ///< breaths that the phase leans on
    BreathRateBelief::Config belief{};
  };

  HeartBreathTracker();
  explicit HeartBreathTracker(Config config);

  /// Give it every judged beat in order; an interval set aside is bridged, a gap begins anew.
  std::optional<Breath> push(const Beat& beat);
  /// The rate that the person is being led at, or nothing. A weak hint: it tips a balance between
  /// rates that the heart itself shows and never makes one of its own.
  void expect(std::optional<BreathsPerMinute> guide) { guide_ = guide; }
  void reset();

  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const;
  /// 0 where the heart begins to quicken, carried on to `now`; the body's own lag between breath
  /// and heart differs from person to person and is not taken off.
  [[nodiscard]] std::optional<Estimate<Turns>> phase(HostTime now) const;

 private:
  static constexpr Microseconds kStep{250'000};
  static constexpr std::size_t kLong = 256;
  static constexpr std::size_t kShort = 128;
  static constexpr std::size_t kFirst = BreathRateBelief::kFirst;
  static constexpr std::size_t kLast = BreathRateBelief::kLast;
  static constexpr std::size_t kRates = BreathRateBelief::kRates;
  using Row = BreathRateBelief::Row;

  std::optional<Breath> push_even(HostTime time, double interval_ms);
  void weigh();
  void add_evidence(const Row& power, Row& evidence) const;
  [[nodiscard]] double centre_of(const Row& power, std::size_t best) const;
  void tune(double rate);
  std::optional<Breath> follow_phase(HostTime time, double wave);

  Config config_{};
  Row background_{};  // of a heart without breath, at level 1
  EvenGrid grid_{kStep};
  History<double, kLong> series_;
  SlidingSpectrum<kLong, kFirst, kLast + 2> long_;
  SlidingSpectrum<kShort, 2, kLast / 2 + 3> short_;
  BreathRateBelief belief_;
  std::optional<BreathsPerMinute> guide_;
  std::uint64_t steps_ = 0;
  double slow_ms_ = 0.0;
  double mean_interval_ms_ = 0.0;
  double rate_ = 0.0;  // per minute; 0 before the first look
  double quality_ = 0.0;
  double swing_re_ = 0.0;  // the heart's swing at the rate told, as a turning vector
  double swing_im_ = 0.0;
  double turn_re_ = 0.0;  // one step's turn and damping
  double turn_im_ = 0.0;
  double gain_ = 0.0;
  double lead_ = 0.0;   // turns
  double turns_ = 0.0;  // breath phase at phase_time_
  HostTime phase_time_{};
  std::optional<HostTime> breath_start_;
  std::optional<HostTime> last_beat_;
};

}  // namespace ebb
