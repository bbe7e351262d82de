#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "signal/even_grid.hpp"
#include "signal/smoothing_kernel.hpp"
#include "signal/turning_points.hpp"

namespace ebb {

/// Breaths, rate and phase from a respiration waveform of unknown unit, gain, offset and drift:
/// a belt, a chest's movement, an airflow; 5-1000 Hz, uneven times allowed, 3-30 breaths a minute.
///
/// A breath begins at a trough of the smoothed signal. A turn counts once the signal has come back
/// by a share of the usual swing (the median of the last ones, so one sigh or one knock changes
/// little); the share is larger while a turn would come early. About 0.5 s and a sixth of a breath
/// pass before a breath is told; its times are those of the turns themselves.
///
/// Quality falls with age, uneven breaths, noise beside the breath, clipping, and a swing far from
/// the usual; what has fallen below `least_quality` is absent. NaN, infinities and
/// what is beyond 1e100 are passed over.
class RespirationTracker {
 public:
  enum class Polarity : std::uint8_t { rises_on_in_breath, falls_on_in_breath };
  /// A belt or a chest shows how full the lungs are; an airflow how fast they fill, which is a
  /// quarter of a breath earlier. A sine tells no one which it is, so it has to be said.
  enum class Wave : std::uint8_t { volume, flow };
  struct Config {
    Wave wave = Wave::volume;
    Polarity polarity = Polarity::rises_on_in_breath;
    double turn_share = 0.25;      ///< of the usual swing, to count a turn
    double early_share = 0.5;      ///< the same within the first third of a usual half-breath
    double turn_depth = 0.04;      ///< of the usual swing, around a turn to find its middle
    Seconds longest_silence{2.0};  ///< between samples, before it is a gap
    double least_quality = 0.1;
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
  static constexpr Microseconds kStep{50'000};
  static constexpr std::size_t kBox = 6;
  static constexpr std::size_t kKept = 10;
  static constexpr std::size_t kRecent = 256;  // grid steps

  [[nodiscard]] double volume_of(double flow, bool first);
  std::optional<Breath> push_even(std::int64_t index, double value);
  std::optional<Breath> on_turn(const Turn& turn);
  [[nodiscard]] double middle_of(const Turn& turn) const;
  [[nodiscard]] double threshold(double place) const;
  [[nodiscard]] double usual_swing() const;
  [[nodiscard]] double steadiness() const;
  [[nodiscard]] double cleanness() const;
  [[nodiscard]] double freshness(HostTime now, double period) const;
  [[nodiscard]] std::size_t recent_breaths() const;
  [[nodiscard]] HostTime time_of(double place) const;

  struct Seen {
    double period = 0.0;    // seconds
    double in_share = 0.4;  // of the period, trough to peak
    double depth = 0.0;
  };

  struct Sample {
    HostTime time;
    double value = 0.0;
  };

  Config config_{};
  History<Sample, 3> raw_;
  EvenGrid grid_{kStep};
  SmoothingKernel<kBox> smooth_;
  TurningPoints turns_;
  History<double, 11> delayed_;  // grid values, to compare with the smoothed one of the same time
  History<double, kRecent> recent_;  // smoothed
  std::int64_t newest_ = 0;          // index of recent_.back()
  History<double, 7> swings_;
  History<Seen, kKept> breaths_;
  std::optional<Turn> last_turn_;
  std::optional<Turn> trough_;
  std::optional<Turn> peak_;
  std::optional<HostTime> trough_time_;
  std::optional<HostTime> peak_time_;
  std::optional<HostTime> last_end_;
  double mean_flow_ = 0.0;
  double filled_ = 0.0;     // the flow, gathered and slowly forgotten
  double roughness_ = 0.0;  // variance of what smoothing took away
  double flat_share_ = 0.0;
  double first_low_ = 0.0;
  double first_high_ = 0.0;
  double last_value_ = 0.0;
  bool started_ = false;
};

}  // namespace ebb
