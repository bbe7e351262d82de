#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// Bluetooth SIG numbers of what a chest strap offers.
constexpr std::uint16_t kHeartRateService = 0x180D;
constexpr std::uint16_t kHeartRateMeasurement = 0x2A37;
constexpr std::uint16_t kBodySensorLocation = 0x2A38;
constexpr std::uint16_t kBatteryService = 0x180F;
constexpr std::uint16_t kBatteryLevel = 0x2A19;

/// One Heart Rate Measurement notification (Heart Rate Service 1.0, characteristic 0x2A37).
struct HeartRateMeasurement {
  /// An attribute holds at most 512 bytes, so no notification has more intervals than this.
  static constexpr std::size_t kMaxIntervals = 255;

  std::uint16_t rate_bpm = 0;              ///< 0: not known
  std::optional<bool> contact;             ///< empty when the strap does not say
  std::optional<std::uint16_t> energy_kj;  ///< since the last reset; stays at 65535 when full
  std::array<std::uint16_t, kMaxIntervals> raw_intervals{};  ///< 1/1024 s, oldest first
  std::size_t interval_count = 0;

  [[nodiscard]] std::span<const std::uint16_t> intervals() const {
    return std::span{raw_intervals}.first(interval_count);
  }
};

/// The measurement, or nothing when the bytes end before the flags say they do. A lone last byte
/// behind the intervals is ignored, and a set interval flag with no interval is an empty list:
/// both are sent by real straps.
std::optional<HeartRateMeasurement> decode_heart_rate_measurement(
    std::span<const std::uint8_t> payload);
/// The shortest notification that says this: u8 rate where it fits, absent fields left out.
std::vector<std::uint8_t> encode_heart_rate_measurement(const HeartRateMeasurement& measurement);

/// 1/1024 s as it is on the wire, kept as a fraction: rounding to whole milliseconds shows in
/// RMSSD.
[[nodiscard]] constexpr Milliseconds interval_from_1024ths(std::uint16_t raw) {
  return Milliseconds{raw * (1000.0 / 1024.0)};
}
/// The nearest wire value; lengths beyond 63.999 s become that.
std::uint16_t interval_to_1024ths(Milliseconds interval);

/// Battery Level (0x2A19) in percent, or nothing when it is not 0..100.
std::optional<int> decode_battery_level(std::span<const std::uint8_t> payload);

/// Body Sensor Location (0x2A38) in a word: "chest", "wrist", ...; "other" for anything unknown.
std::string_view body_location(std::uint8_t location);

}  // namespace ebb
