#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "simulation/sampled_waves.hpp"

namespace ebb {

/// A device that sends one frame of its own binary form for every so many samples of its waves:
/// finger clips, a Cyton, a Go Direct belt, a Polar strap's ECG.
class FrameDevice {
 public:
  /// One instant's samples, in the order of the waves.
  using Instant = std::vector<WaveValue>;
  /// The bytes of frame `number`, whose last sample was taken at `seconds` on the device's clock.
  using Encode = std::function<std::vector<std::uint8_t>(std::uint64_t number, double seconds,
                                                         std::span<const Instant> instants)>;

  FrameDevice(Measured measured, const DeviceConfig& config, std::size_t samples_per_frame,
              Encode encode);
  std::optional<TimedBytes> next();

 private:
  SampledWaves waves_;
  std::size_t batch_;
  Encode encode_;
  std::uint64_t frames_ = 0;
};

/// A device of that name that sends frames; an empty function for any other name.
ByteGenerator make_frame_device(std::string_view as, Measured measured, const DeviceConfig& config);

}  // namespace ebb
