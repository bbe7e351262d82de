#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "simulation/sampled_waves.hpp"

namespace ebb {

/// A BITalino (r)evolution with what it measures on its first inputs and nothing on the others. It
/// takes orders of one byte, as its firmware (v5.2) does: idle it says its version and starts live
/// frames of just the inputs that are asked for; while it sends, it can only be stopped. It comes
/// sending its waves, as one that another program has started; or asleep, as one just switched on.
/// The rate stays that of its waves whatever is ordered; the firmware's own test streams, its state
/// and its outputs are not there.
class BitalinoBoard {
 public:
  BitalinoBoard(Measured measured, const DeviceConfig& config);

  /// The next frame, every tick of its rate; without bytes while it is idle. Nothing = the end.
  std::optional<TimedBytes> next();
  /// Takes orders; what it answers at once.
  std::vector<std::uint8_t> hear(std::span<const std::uint8_t> orders);

 private:
  static constexpr unsigned kInputs = 6;

  void hear(std::uint8_t order, std::vector<std::uint8_t>& answer);
  [[nodiscard]] std::uint16_t raw(std::size_t input, const std::vector<WaveValue>& values) const;
  [[nodiscard]] std::vector<std::uint8_t> frame(const std::vector<WaveValue>& values);

  SampledWaves waves_;
  unsigned started_ = 0;  ///< inputs that are sent, the lowest bit for the first; 0 = idle
  std::uint8_t number_ = 0;
};

}  // namespace ebb
