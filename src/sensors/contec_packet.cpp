#include "sensors/contec_packet.hpp"

#include <algorithm>
#include <cstddef>

namespace ebb {
namespace {

constexpr std::uint8_t kRealTime = 0x01;
constexpr int kNoRate = 255;
constexpr int kNoSpo2 = 127;

std::optional<int> known(int value, int missing) {
  return value == 0 || value == missing ? std::nullopt : std::optional<int>{value};
}

std::uint8_t low_bits(int value, unsigned mask) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(value) & mask);
}

std::uint8_t flag(bool set, unsigned bit) {
  return static_cast<std::uint8_t>(set ? 1U << bit : 0U);
}

}  // namespace

std::optional<ContecPulse> decode_contec_5(std::span<const std::uint8_t> packet) {
  if (packet.size() != 5 || (packet[0] & 0x80U) == 0 ||
      (packet[0] & 0xF0U) == 0xF0U ||  // stored data, not live
      std::any_of(packet.begin() + 1, packet.end(), [](auto b) { return (b & 0x80U) != 0; })) {
    return std::nullopt;
  }
  ContecPulse pulse;
  pulse.strength = packet[0] & 0x0FU;
  pulse.beep = (packet[0] & 0x40U) != 0;
  pulse.wave = packet[1];
  pulse.bar = packet[2] & 0x0FU;
  pulse.searching = (packet[2] & 0x20U) != 0;
  pulse.off_finger = (packet[0] & 0x10U) != 0 || (packet[2] & 0x10U) != 0;
  pulse.rate_bpm = known(((packet[2] & 0x40) << 1) | packet[3], kNoRate);
  pulse.spo2_percent = known(packet[4], kNoSpo2);
  return pulse;
}

std::array<std::uint8_t, 5> encode_contec_5(const ContecPulse& pulse) {
  const int rate = pulse.rate_bpm.value_or(0);
  return {static_cast<std::uint8_t>(0x80U | (pulse.strength & 0x0FU) | flag(pulse.beep, 6)),
          low_bits(pulse.wave, 0x7F),
          static_cast<std::uint8_t>((pulse.bar & 0x0FU) | flag(pulse.off_finger, 4) |
                                    flag(pulse.searching, 5) | flag((rate & 0x80) != 0, 6)),
          low_bits(rate, 0x7F), low_bits(pulse.spo2_percent.value_or(0), 0x7F)};
}

std::optional<ContecPulse> decode_contec_9(std::span<const std::uint8_t> packet) {
  if (packet.size() != 9 || packet[0] != kRealTime ||
      std::any_of(packet.begin() + 1, packet.end(), [](auto b) { return (b & 0x80U) == 0; })) {
    return std::nullopt;
  }
  std::array<std::uint8_t, 7> data{};
  for (std::size_t i = 0; i < data.size(); ++i) {
    const unsigned top = (static_cast<unsigned>(packet[1]) >> i) & 1U;
    data[i] = static_cast<std::uint8_t>((packet[i + 2] & 0x7FU) | (top << 7U));
  }
  ContecPulse pulse;
  pulse.strength = data[0] & 0x0FU;
  pulse.beep = (data[0] & 0x40U) != 0;
  pulse.off_finger = (data[0] & 0x80U) != 0;
  pulse.wave = data[1] & 0x7FU;
  pulse.searching = (data[1] & 0x80U) != 0;
  pulse.bar = data[2] & 0x0FU;
  pulse.rate_bpm = known(data[3], kNoRate);
  pulse.spo2_percent = known(data[4], kNoSpo2);
  return pulse;
}

std::array<std::uint8_t, 9> encode_contec_9(const ContecPulse& pulse) {
  constexpr std::uint8_t kNoPerfusion = 0x10;
  const std::array<std::uint8_t, 7> data{
      static_cast<std::uint8_t>((pulse.strength & 0x0FU) | flag(pulse.beep, 6) |
                                flag(pulse.off_finger, 7)),
      static_cast<std::uint8_t>((pulse.wave & 0x7FU) | flag(pulse.searching, 7)),
      static_cast<std::uint8_t>((pulse.bar & 0x0FU) | kNoPerfusion),
      low_bits(pulse.rate_bpm.value_or(0), 0xFF),
      low_bits(pulse.spo2_percent.value_or(0), 0xFF),
      0xFF,
      0xFF};
  std::array<std::uint8_t, 9> packet{kRealTime, 0x80};
  for (std::size_t i = 0; i < data.size(); ++i) {
    const unsigned top = static_cast<unsigned>(data[i]) >> 7U;
    packet[1] = static_cast<std::uint8_t>(packet[1] | (top << i));
    packet[i + 2] = static_cast<std::uint8_t>(data[i] | 0x80U);
  }
  return packet;
}

}  // namespace ebb
