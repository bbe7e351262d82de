#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "simulation/measured.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {

/// The waves that a device measures, one instant after another, all at the rate of the first. Its
/// own crystal decides when; what it then sees is the world's.
class SampledWaves {
 public:
  struct Instant {
    Seconds at{};                   ///< true time since the start
    Seconds device{};               ///< the same on the device's clock
    std::vector<WaveValue> values;  ///< in the order of the waves
  };

  SampledWaves(std::vector<MeasuredWave> waves, const DeviceConfig& config);
  /// Nothing = the end, or no waves at all.
  std::optional<Instant> next();
  [[nodiscard]] std::size_t count() const { return waves_.size(); }
  [[nodiscard]] StreamKind kind(std::size_t wave) const { return waves_[wave].kind; }

 private:
  std::vector<MeasuredWave> waves_;
  double drift_;
  std::optional<Seconds> length_;
  double rate_ = 1.0;
  std::uint64_t taken_ = 0;
};

/// A synthetic wave swings by about 1 around 0: on a converter of `top` + 1 steps, `swing` of them
/// for 1.
[[nodiscard]] double converted(double value, double swing, double top);

}  // namespace ebb
