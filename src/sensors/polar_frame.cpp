#include "sensors/polar_frame.hpp"

#include "sensors/wire_numbers.hpp"

namespace ebb {
namespace {

constexpr std::size_t kHeader = 10;
constexpr std::uint8_t kCompressed = 0x80;
constexpr std::size_t kMostSamples = 2'048;  // far above what fits a notification at 6 bits
constexpr unsigned kPpgBits = 22;
constexpr unsigned kAccelerationBits = 16;
constexpr double kMilliGPerG = 1e3;

/// Numbers of `width` bytes each, low byte first.
bool read_plain(std::span<const std::uint8_t> data, std::size_t width, PolarFrame& frame) {
  const std::size_t sample = width * frame.channels;
  if (data.empty() || data.size() % sample != 0) {
    return false;
  }
  for (std::size_t i = 0; i < data.size(); i += width) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < width; ++k) {
      bits |= static_cast<std::uint32_t>(data[i + k]) << (8U * k);
    }
    frame.values.push_back(sign_extended(bits, 8U * static_cast<unsigned>(width)));
  }
  return true;
}

bool read_deltas(std::span<const std::uint8_t> data, unsigned bits, double scale,
                 PolarFrame& frame) {
  const auto values = decode_polar_deltas(data, bits, frame.channels);
  if (!values) {
    return false;
  }
  for (const std::int32_t value : *values) {
    frame.values.push_back(value * scale);
  }
  return true;
}

bool read_beats(std::span<const std::uint8_t> data, PolarFrame& frame) {
  constexpr std::size_t kBeat = 6;
  if (data.empty() || data.size() % kBeat != 0) {
    return false;
  }
  for (std::size_t i = 0; i < data.size(); i += kBeat) {
    // Bit 2 of the flags means contact is known to some and unknown to others: not leaned on.
    frame.beats.push_back({.rate_bpm = data[i],
                           .interval_ms = u16_le(&data[i + 1]),
                           .error_ms = u16_le(&data[i + 3]),
                           .blocked = (data[i + 5] & 0x01U) != 0});
  }
  return true;
}

bool read_acceleration(std::span<const std::uint8_t> data, unsigned form, bool compressed,
                       double g_per_count, PolarFrame& frame) {
  frame.channels = 3;
  if (compressed) {
    return form <= 1 &&
           read_deltas(data, kAccelerationBits, form == 0 ? kMilliGPerG * g_per_count : 1.0, frame);
  }
  return form <= 2 && read_plain(data, form + 1, frame);
}

}  // namespace

std::optional<PolarFrame> decode_polar_frame(std::span<const std::uint8_t> payload,
                                             double g_per_count) {
  if (payload.size() < kHeader) {
    return std::nullopt;
  }
  PolarFrame frame;
  frame.last_ns = u64_le(&payload[1]);
  const unsigned kind = payload[0] & 0x3FU;
  const unsigned form = payload[9] & 0x7FU;
  const bool compressed = (payload[9] & kCompressed) != 0;
  const auto data = payload.subspan(kHeader);
  bool whole = false;
  switch (kind) {
    case 0:
      frame.kind = PolarFrame::Kind::ecg;
      whole = form == 0 && !compressed && read_plain(data, 3, frame);
      break;
    case 1:
      frame.kind = PolarFrame::Kind::ppg;
      frame.channels = 4;
      whole = form == 0 &&
              (compressed ? read_deltas(data, kPpgBits, 1.0, frame) : read_plain(data, 3, frame));
      break;
    case 2:
      frame.kind = PolarFrame::Kind::acceleration;
      whole = read_acceleration(data, form, compressed, g_per_count, frame);
      break;
    case 3:
      frame.kind = PolarFrame::Kind::beats;
      whole = form == 0 && !compressed && read_beats(data, frame);
      break;
    default:
      break;
  }
  return whole ? std::optional{std::move(frame)} : std::nullopt;
}

std::vector<std::uint8_t> encode_polar_ecg(std::uint64_t last_ns,
                                           std::span<const std::int32_t> microvolts) {
  std::vector<std::uint8_t> bytes{0};
  for (unsigned shift = 0; shift < 64; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(last_ns >> shift));
  }
  bytes.push_back(0);
  for (const std::int32_t value : microvolts) {
    const auto bits = static_cast<std::uint32_t>(value);
    for (unsigned shift = 0; shift < 24; shift += 8) {
      bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
  }
  return bytes;
}

std::optional<std::vector<std::int32_t>> decode_polar_deltas(std::span<const std::uint8_t> data,
                                                             unsigned bits, std::size_t channels) {
  const std::size_t width = (bits + 7) / 8;
  if (data.size() < width * channels) {
    return std::nullopt;
  }
  std::vector<std::int32_t> values;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    std::uint32_t value = 0;
    for (std::size_t k = 0; k < width; ++k) {
      value |= static_cast<std::uint32_t>(data[channel * width + k]) << (8U * k);
    }
    values.push_back(sign_extended(value, 8U * static_cast<unsigned>(width)));
  }
  std::size_t at = width * channels;
  while (at < data.size()) {
    if (at + 2 > data.size()) {
      return std::nullopt;
    }
    const unsigned delta_bits = data[at];
    const std::size_t samples = data[at + 1];
    at += 2;
    const std::size_t size = (delta_bits * samples * channels + 7) / 8;
    if (delta_bits < 1 || delta_bits > 32 || at + size > data.size() ||
        values.size() + samples * channels > kMostSamples * channels) {
      return std::nullopt;
    }
    std::size_t bit = at * 8;
    for (std::size_t i = 0; i < samples * channels; ++i) {
      std::uint32_t delta = 0;
      for (unsigned k = 0; k < delta_bits; ++k, ++bit) {
        delta |= ((static_cast<std::uint32_t>(data[bit / 8]) >> (bit % 8)) & 1U) << k;
      }
      const std::int64_t next =
          std::int64_t{values[values.size() - channels]} + sign_extended(delta, delta_bits);
      values.push_back(static_cast<std::int32_t>(next));
    }
    at += size;
  }
  return values;
}

}  // namespace ebb
