#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>

#include "core/history.hpp"
#include "core/time.hpp"
#include "estimation/breath/breath_rate_belief.hpp"
#include "signal/even_grid.hpp"
#include "signal/sliding_quantile.hpp"
#include "signal/sliding_spectrum.hpp"

namespace ebb {

/// One thing that the breath moves, measured at every heartbeat: an interval, a height, a level. It
/// may be in any unit, offset and sign.
///
/// The values become an even 2 Hz series, each within three quartile distances of the median of the
/// last 32. Two sliding spectra (64 and 32 s) of it are compared with what such a series holds
/// without breath: a power that falls with the square of the frequency, a slow wave near 0.1 Hz
/// (blood pressure, the vessels' own rhythm), and a floor of noise: how many times it a rate stands
/// out. A narrow filter at the rate in question gives the turns that the breath has made.
class BreathWitness {
 public:
  using Row = BreathRateBelief::QuickRow;
  struct Config {
    double wave_over_falling = 3.0;  ///< slow wave over the falling background, in power
    double wave_over_floor = 3.0;    ///< and over the floor
    double second_harmonic = 0.08;   ///< power of a slow swing's second harmonic over its first
    double most = 16.0;              ///< a peak that stands out more counts no more
    double memory = 0.4;             ///< breaths, of each of the filter's two poles
  };

  BreathWitness() : BreathWitness(Config{}) {}
  explicit BreathWitness(Config config);

  /// Values in rising time. Wild ones and those that are no numbers are passed over; after a
  /// silence of 6 s everything begins anew.
  void push(HostTime time, double value);
  void reset() { *this = BreathWitness{config_}; }

  /// Whether there has been enough of it (20 s) to say anything.
  [[nodiscard]] bool speaks() const { return steps_ >= kFirstLook; }
  /// Weighs all rates anew.
  void weigh();
  /// Of the last weigh(): the power at each rate over what it would be without breath (1 in the
  /// mean), in the last 32 and 64 s.
  [[nodiscard]] const Row& lately() const { return lately_; }
  [[nodiscard]] const Row& all_along() const { return all_along_; }

  /// Turns the filter to a rate, a minute.
  void tune(double rate);
  /// How the filtered series has turned since last asked: the angle is the mean turn of a step, the
  /// length how clearly.
  [[nodiscard]] std::complex<double> take_turn();

  static constexpr Microseconds kStep{500'000};

 private:
  static constexpr std::size_t kLong = 128;
  static constexpr std::size_t kShort = 64;
  static constexpr std::uint64_t kFirstLook = 40;  // steps: 20 s
  static constexpr std::size_t kFirst = BreathRateBelief::kFirst;
  static constexpr std::size_t kLast = BreathRateBelief::kLast;
  static constexpr std::size_t kRates = BreathRateBelief::kRates;
  static constexpr std::size_t kHeld = 8;

  struct Value {
    HostTime time;
    double value = 0.0;
  };
  [[nodiscard]] double bounded(double value) const;
  void push_bounded(const Value& value);
  void push_even(double value);
  [[nodiscard]] Row stands_of(const Row& power) const;

  Config config_;
  Row flattening_;  ///< takes off what falls
  Row falling_;     ///< what falls, and the slow wave over it, at level 1
  Row floor_;       ///< the floor, and the slow wave over it, at level 1
  SlidingQuantile<32> usual_;
  History<Value, kHeld> held_;  ///< the first ones, until it is known what is usual
  HostTime newest_{};
  EvenGrid grid_{kStep};
  History<double, kLong> series_;
  SlidingSpectrum<kLong, kFirst, kLast + 2> long_;
  SlidingSpectrum<kShort, 2, kLast / 2 + 3> short_;
  std::uint64_t steps_ = 0;
  double slow_ = 0.0;
  Row lately_;
  Row all_along_;

  std::complex<double> turn_{};  ///< one step's turn and damping
  double gain_ = 0.0;
  std::complex<double> first_{};
  std::complex<double> second_{};
  std::complex<double> turned_{};
  double strength_ = 0.0;  ///< mean power of the filtered series
};

}  // namespace ebb
