#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <Eigen/Core>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/signal_fault.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "estimation/breath/respiration_tracker.hpp"
#include "signal/even_grid.hpp"

namespace ebb {

/// The breath in a chest's or a belly's acceleration, any unit, any way the sensor hangs.
///
/// Breathing tilts the sensor, so gravity swings to and fro along one direction. That direction is
/// followed by a recursive principal component (a power iteration on a forgetting covariance, one
/// step a sample; Oja 1982, J Math Biol) of what is left beside the slow mean, and what lies along
/// it is a wave for the RespirationTracker. Which way along it is "in" is read from the breath
/// itself, which rises faster than it falls; an even breath may be told upside down, which changes
/// no rate.
///
/// A movement far larger than the breath is named, left out, and followed by a new beginning of the
/// mean, since the body may lie another way. 5-1000 Hz, uneven times allowed.
class ChestMotion {
 public:
  struct Config {
    Seconds mean_memory{30.0};       ///< of the mean, slower than the slowest breath
    Seconds direction_memory{30.0};  ///< of the covariance
    double motion = 8.0;             ///< times the usual deviation: a movement
    double still = 3.0;              ///< and less than this beside the last second: over
    Seconds calm{1.5};               ///< for how long, before the breath is believed again
    RespirationTracker::Config breath{};
  };

  ChestMotion() : ChestMotion(Config{}) {}
  explicit ChestMotion(Config config) : config_(config), tracker_(config.breath) {}

  /// Gives a whole breath when its end has been seen.
  std::optional<Breath> push(HostTime time, double x, double y, double z);
  /// Something was lost: no breath is counted across it.
  void gap();
  void reset() { *this = ChestMotion{config_}; }

  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const {
    return tracker_.rate(now);
  }
  [[nodiscard]] std::optional<Estimate<Turns>> phase(HostTime now) const {
    return tracker_.phase(now);
  }
  /// `motion` while the body moves, `flat` while nothing does.
  [[nodiscard]] SignalFault fault() const { return fault_; }
  /// Unit vector along which the breath is seen.
  [[nodiscard]] const Eigen::Vector3d& direction() const { return direction_; }

 private:
  static constexpr Microseconds kStep{50'000};

  std::optional<Breath> push_even(HostTime time, const Eigen::Vector3d& value);
  [[nodiscard]] bool moves(const Eigen::Vector3d& value);
  void follow_direction(const Eigen::Vector3d& swing);
  void follow_sense(double along);

  Config config_;
  RespirationTracker tracker_;
  std::array<EvenGrid, 3> grids_{EvenGrid{kStep}, EvenGrid{kStep}, EvenGrid{kStep}};
  HostTime newest_{};
  Eigen::Vector3d mean_ = Eigen::Vector3d::Zero();
  Eigen::Vector3d lately_ = Eigen::Vector3d::Zero();  // mean of about a second
  Eigen::Matrix3d covariance_ = Eigen::Matrix3d::Zero();
  Eigen::Vector3d direction_ = Eigen::Vector3d::Zero();
  std::uint64_t steps_ = 0;  // since the mean began
  double usual_ = 0.0;       // deviation from the mean
  double along_ = 0.0;       // smoothed, and its change
  double skew_ = 0.0;        // third moment of the change: above 0 when it rises fast
  double spread_ = 0.0;      // second moment of it
  double sense_ = 1.0;
  int calm_steps_ = 0;
  SignalFault fault_ = SignalFault::none;
};

}  // namespace ebb
