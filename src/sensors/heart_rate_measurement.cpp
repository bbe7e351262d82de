#include "sensors/heart_rate_measurement.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr std::uint8_t kWideRate = 0x01;
constexpr std::uint8_t kContact = 0x02;
constexpr std::uint8_t kContactSupported = 0x04;
constexpr std::uint8_t kEnergy = 0x08;
constexpr std::uint8_t kIntervals = 0x10;

std::uint16_t u16(std::span<const std::uint8_t> two) {
  return static_cast<std::uint16_t>(two[0] | (two[1] << 8));
}

void put_u16(std::vector<std::uint8_t>& out, std::uint16_t value) {
  out.push_back(static_cast<std::uint8_t>(value & 0xFF));
  out.push_back(static_cast<std::uint8_t>(value >> 8));
}

}  // namespace

std::optional<HeartRateMeasurement> decode_heart_rate_measurement(
    std::span<const std::uint8_t> payload) {
  if (payload.empty()) {
    return std::nullopt;
  }
  const std::uint8_t flags = payload[0];
  const std::size_t rate_size = (flags & kWideRate) != 0 ? 2 : 1;
  const std::size_t energy_size = (flags & kEnergy) != 0 ? 2 : 0;
  payload = payload.subspan(1);
  if (payload.size() < rate_size + energy_size) {
    return std::nullopt;
  }

  HeartRateMeasurement m;
  m.rate_bpm = rate_size == 2 ? u16(payload) : payload[0];
  payload = payload.subspan(rate_size);
  if ((flags & kContactSupported) != 0) {
    m.contact = (flags & kContact) != 0;
  }
  if (energy_size != 0) {
    m.energy_kj = u16(payload);
    payload = payload.subspan(energy_size);
  }
  if ((flags & kIntervals) != 0) {
    m.interval_count = std::min(payload.size() / 2, HeartRateMeasurement::kMaxIntervals);
    for (std::size_t i = 0; i < m.interval_count; ++i) {
      m.raw_intervals[i] = u16(payload.subspan(2 * i, 2));
    }
  }
  return m;
}

std::vector<std::uint8_t> encode_heart_rate_measurement(const HeartRateMeasurement& m) {
  const bool wide = m.rate_bpm > 0xFF;
  unsigned flags = wide ? kWideRate : 0U;
  if (m.contact) {
    flags |= kContactSupported | (*m.contact ? kContact : 0U);
  }
  flags |= m.energy_kj ? kEnergy : 0U;
  flags |= m.interval_count > 0 ? kIntervals : 0U;

  std::vector<std::uint8_t> out{static_cast<std::uint8_t>(flags)};
  if (wide) {
    put_u16(out, m.rate_bpm);
  } else {
    out.push_back(static_cast<std::uint8_t>(m.rate_bpm));
  }
  if (m.energy_kj) {
    put_u16(out, *m.energy_kj);
  }
  for (const std::uint16_t raw : m.intervals()) {
    put_u16(out, raw);
  }
  return out;
}

std::uint16_t interval_to_1024ths(Milliseconds interval) {
  return static_cast<std::uint16_t>(
      std::lround(std::clamp(interval.count() * 1.024, 0.0, 65535.0)));
}

std::optional<int> decode_battery_level(std::span<const std::uint8_t> payload) {
  if (payload.empty() || payload[0] > 100) {
    return std::nullopt;
  }
  return payload[0];
}

std::string_view body_location(std::uint8_t location) {
  constexpr std::array<std::string_view, 7> kWords{"other", "chest",    "wrist", "finger",
                                                   "hand",  "ear lobe", "foot"};
  return location < kWords.size() ? kWords[location] : kWords[0];
}

}  // namespace ebb
