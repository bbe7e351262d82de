#include "simulation/sampled_waves.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ebb {

SampledWaves::SampledWaves(std::vector<MeasuredWave> waves, const DeviceConfig& config)
    : waves_(std::move(waves)), drift_(1.0 + config.drift_ppm * 1e-6), length_(config.length) {
  if (!waves_.empty()) {
    rate_ = waves_.front().rate.value();
  }
}

std::optional<SampledWaves::Instant> SampledWaves::next() {
  const Seconds device{static_cast<double>(taken_) / rate_};
  Instant instant{.at = device / drift_, .device = device, .values = {}};
  if (waves_.empty() || (length_ && instant.at >= *length_)) {
    return std::nullopt;
  }
  for (const MeasuredWave& wave : waves_) {
    const std::optional<WaveValue> sample = wave.next(instant.at.count());
    if (!sample) {
      return std::nullopt;
    }
    instant.values.push_back(*sample);
  }
  ++taken_;
  return instant;
}

double converted(double value, double swing, double top) {
  return std::clamp(std::round((top + 1) / 2.0 + swing * value), 0.0, top);
}

}  // namespace ebb
