#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/expected.hpp"
#include "sensors/decoder.hpp"

namespace ebb::io {

enum class AddressKind : std::uint8_t { serial, tcp, udp, ble, replay, sim, tcp_listen };

/// Where a sensor is, as a person types it:
///   serial:/dev/ttyUSB0?as=bitalino&channels=ecg,resp   (a bare /dev/... means the same)
///   tcp:HOST:PORT   tcp:[::1]:PORT   udp:PORT
///   tcp-listen:PORT   tcp-listen:0.0.0.0:PORT   udp:192.168.1.5:PORT   (where to listen)
///   ble:   ble:AA:BB:CC:DD:EE:FF   ble:NAME?adapter=hci1   (alone: the first strap found; a name
///   is a part of what the device calls itself)
///   replay:FILE?speed=10   sim:calm?seed=1&as=ebb-link
/// Every kind takes as=, and kind= and invert=1 for numbers that bear no name, and channels= for
/// boards that do not say what is plugged in (a kind for each input in turn, - for one that is not
/// read), and person=second for what another person wears, to breathe together; baud= belongs to
/// serial (without it, the speed that devices of `as` have; without either, the usual ones in
/// turn), and so does start=yes (a silent device may be asked what it is); model= belongs to serial
/// and tcp (for a kind whose models are asked differently, as as=nonin); adapter= belongs to ble
/// (which of several), speed= to replay and sim, seed= to sim.
struct SensorAddress {
  AddressKind kind = AddressKind::serial;
  std::string place{};  ///< device path, host, file, simulated person; address in capitals or name
  std::uint16_t port = 0;        ///< tcp, tcp-listen and udp
  std::string osc{};             ///< an OSC address that carries `numbers`, empty = none
  std::string as{};              ///< protocol, empty = recognise it from the bytes
  std::string numbers{};         ///< kind= of numbers without a name ("ppg"), empty = not said
  std::string model{};           ///< which of several models of `as` ("9560"), empty = not said
  bool invert = false;           ///< turn waveforms upside down
  std::string channels{};        ///< what is plugged in where ("ecg,-,resp"), empty = not said
  std::uint32_t baud = 115'200;  ///< serial
  bool baud_said = false;        ///< and without as=, so no other speed is tried
  bool may_ask = false;          ///< serial: start=yes
  bool second_person = false;    ///< person=second: worn by whoever keeps company
  std::string adapter{};         ///< ble: "hci1"; empty = the first that is on
  double speed = 1.0;            ///< replay and sim; 0 = as fast as possible, written 0 or max
  std::uint64_t seed = 1;        ///< sim

  /// Whether its protocol, and with it the speed of its line, is to be found out.
  [[nodiscard]] bool wants_trial() const {
    return kind == AddressKind::serial && as.empty() && !baud_said;
  }
  /// What the decoder is to know beyond the bytes.
  [[nodiscard]] DecoderOptions decoder_options() const;

  friend bool operator==(const SensorAddress&, const SensorAddress&) = default;
};

/// What is wrong with an address and what would be right: a sentence.
struct BadAddress {
  std::string why;
};

/// "serial", "tcp-listen" ...: what an address of this kind begins with.
[[nodiscard]] std::string_view name_of(AddressKind kind);

/// Whether this is six pairs of hex digits with colons between them.
[[nodiscard]] bool is_bluetooth_address(std::string_view text);

Expected<SensorAddress, BadAddress> parse_sensor_address(std::string_view text);
/// The shortest text that parses to the same address: what is at its default is left out.
[[nodiscard]] std::string print(const SensorAddress& address);

}  // namespace ebb::io
