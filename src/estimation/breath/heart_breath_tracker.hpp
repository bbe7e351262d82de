#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/history.hpp"
#include "core/signal_fault.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "estimation/breath/breath_rate_belief.hpp"
#include "signal/even_grid.hpp"
#include "signal/sliding_spectrum.hpp"

namespace ebb {

/// The breath as the heart shows it: respiratory sinus arrhythmia in judged beats, when there is
/// no sensor that sees the breath itself.
///
/// The intervals become an even 2 Hz series. Every two seconds two sliding spectra (64 and 32 s)
/// are compared with what a heart does without breath: a power that falls with the square of the
/// frequency, the blood-pressure wave near 0.1 Hz, and a floor of noise. How far a rate stands out
/// is evidence for it, less what a slower breath's own second harmonic explains, and moves a
/// belief over all rates (BreathRateBelief). The phase is that of the heart's swing at the rate
/// told, followed by a resonator about a breath wide.
///
/// Quality is the chance that the rate is right within 2 a minute (BreathSigns); below
/// `least_quality` nothing is told. The first rate takes half a minute to a minute of beats. A
/// rate above 0.47 of the heart's own cannot be seen. O(1) a beat.
class HeartBreathTracker {
 public:
  struct Config {
    double least_quality = 0.62;
    double evidence_rate = 0.12;    ///< share of a spectrum's evidence that is new at each look
    double evidence_limit = 12.0;   ///< a peak clearer than this (in nats) counts no more
    double wave_weight = 3.0;       ///< blood-pressure wave over the falling background, in power
    double second_harmonic = 0.08;  ///< power of a slow swing's second harmonic over its first
    double wandering_share = 0.15;  ///< of each look, in how much the rate is said to wander
    double phase_memory = 1.2;      ///< breaths that the phase leans on
    BreathRateBelief::Config belief{.wander = 0.017, .jump = 0.008};
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
  /// Why there was no rate at the last beat: too few beats, hardly any swing, or a rate that might
  /// as well be another (or the blood-pressure wave).
  [[nodiscard]] SignalFault fault() const;

 private:
  static constexpr Microseconds kStep{500'000};
  static constexpr std::size_t kLong = 128;
  static constexpr std::size_t kShort = 64;
  static constexpr std::size_t kFirst = BreathRateBelief::kFirst;
  static constexpr std::size_t kLast = BreathRateBelief::kLast;
  static constexpr std::size_t kRates = BreathRateBelief::kRates;
  using Row = BreathRateBelief::QuickRow;

  std::optional<Breath> push_even(HostTime time, double interval_ms);
  void weigh();
  /// How far each rate stands out of what a heart does without breath, at least 1.
  [[nodiscard]] Row stands_of(const Row& power) const;
  [[nodiscard]] double centre_of(const Row& power, std::size_t best) const;
  void judge(const Row& slow, const Row& quick, const Row& evidence, std::size_t visible);
  [[nodiscard]] double soundness() const;
  void tune(double rate);
  [[nodiscard]] double turns() const;
  std::optional<Breath> follow_phase(HostTime time, double wave);

  Config config_{};
  Row flattening_;  // the rate squared
  Row background_;  // of a heart without breath, at level 1
  EvenGrid grid_{kStep};
  History<double, kLong> series_;
  SlidingSpectrum<kLong, kFirst, kLast> long_;
  SlidingSpectrum<kShort, 2, kLast / 2 + 1> short_;
  BreathRateBelief belief_;
  std::optional<BreathsPerMinute> guide_;
  std::uint64_t steps_ = 0;
  double slow_ms_ = 0.0;
  double mean_interval_ms_ = 0.0;
  double rate_ = 0.0;  // per minute; 0 before the first look
  double rate_before_ = 12.0;
  double wandering_ = 0.1;
  double swing_ = 0.0;  // of the mean interval
  double quality_ = 0.0;
  double set_aside_ = 0.0;  // share of the last beats
  double swing_re_ = 0.0;   // the heart's swing at the rate told, as a turning vector
  double swing_im_ = 0.0;
  double turn_re_ = 0.0;  // one step's turn and damping
  double turn_im_ = 0.0;
  double gain_ = 0.0;
  double back_re_ = 0.0;  // from the heart's swing to the breath
  double back_im_ = 0.0;
  double breath_re_ = 0.0;  // as the heart's swing, at phase_time_
  double breath_im_ = 0.0;
  HostTime phase_time_{};
  std::optional<HostTime> breath_start_;
  std::optional<HostTime> last_beat_;
};

}  // namespace ebb
