#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace ebb {

/// What a Contec CMS50 pulse oximeter says 60 times a second, in either of its two packets.
struct ContecPulse {
  std::uint8_t wave = 0;            ///< 0..127, up with the pulse
  std::uint8_t strength = 0;        ///< 0..8
  std::uint8_t bar = 0;             ///< 0..15
  bool beep = false;                ///< two packets long, two or three after the wave's peak
  bool searching = false;           ///< no pulse found yet
  bool off_finger = false;          ///< probe error or no finger
  std::optional<int> rate_bpm;      ///< 0 and all ones are "not known"
  std::optional<int> spo2_percent;  ///< 0 and 127 are "not known"
};

/// The older packet: 5 bytes at 19200 baud, bit 7 only in the first. Bit 4 of the first byte is
/// "finger out" to some and "searching too long" to others: either way there is no pulse to trust.
std::optional<ContecPulse> decode_contec_5(std::span<const std::uint8_t> packet);
std::array<std::uint8_t, 5> encode_contec_5(const ContecPulse& pulse);

/// The newer one ("V7.0"): 9 bytes at 115200 baud, bit 7 in all but the first; the second byte
/// carries the others' own bit 7. Only real-time packets (type 1); the perfusion index is not read.
std::optional<ContecPulse> decode_contec_9(std::span<const std::uint8_t> packet);
std::array<std::uint8_t, 9> encode_contec_9(const ContecPulse& pulse);

}  // namespace ebb
