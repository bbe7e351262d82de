#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// The middle numbers of the Polar Measurement Data service (fb005c80-02e7-f387-1cad-8acd2d8df0c8)
/// and its data characteristic, as an Ebb link's BLE_NOTIFY carries them.
constexpr std::uint16_t kPolarService = 0x5C80;
constexpr std::uint16_t kPolarData = 0x5C82;
/// The control point, whose answer to "which settings?" says what a packed count is worth.
constexpr std::uint16_t kPolarControl = 0x5C81;

/// Of packed acceleration, where nobody has said: +-8 g in 16 bits.
constexpr double kPolarGPerCount = 2.44e-4;

/// One Polar Measurement Data frame: a time and what was measured up to it.
struct PolarFrame {
  enum class Kind : std::uint8_t { ecg = 0, ppg = 1, acceleration = 2, beats = 3 };
  /// Pulse to pulse, as optical sensors work it out themselves.
  struct Beat {
    std::uint8_t rate_bpm = 0;
    std::uint16_t interval_ms = 0;
    std::uint16_t error_ms = 0;
    bool blocked = false;  ///< moved: not to be used
  };

  Kind kind = Kind::ecg;
  std::uint64_t last_ns = 0;  ///< of the last sample, since 2000-01-01; 0 with beats
  std::size_t channels = 1;
  /// Channel after channel within a sample; ECG in microvolts, acceleration in thousandths of g.
  std::vector<double> values;
  std::vector<Beat> beats;

  [[nodiscard]] std::size_t samples() const { return values.size() / channels; }
};

/// The frame, or nothing when it is cut short or of a form that is not read: only forms that the
/// H10 and the Verity Sense send are. `g_per_count`: of packed acceleration of type 0, as the
/// device says it (its setting 5); the other forms bear their unit.
std::optional<PolarFrame> decode_polar_frame(std::span<const std::uint8_t> payload,
                                             double g_per_count = kPolarGPerCount);
/// An ECG frame of whole microvolts.
std::vector<std::uint8_t> encode_polar_ecg(std::uint64_t last_ns,
                                           std::span<const std::int32_t> microvolts);

/// Delta-compressed samples: a first sample of `bits` each (rounded up to bytes), then blocks of
/// {width, count, packed differences}. Nothing when they end in the middle.
std::optional<std::vector<std::int32_t>> decode_polar_deltas(std::span<const std::uint8_t> data,
                                                             unsigned bits, std::size_t channels);

}  // namespace ebb
