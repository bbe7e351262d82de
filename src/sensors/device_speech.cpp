#include "sensors/device_speech.hpp"

#include <array>

#include "sensors/go_direct.hpp"

namespace ebb {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// A request of the newer Contec clips; 81 says that the command's own bit 7 is set.
Bytes contec_request(std::uint8_t command) {
  return {0x7D, 0x81, command, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80};
}

constexpr std::uint8_t kContecStart = 0xA1;

/// Its live mode is entered last: a clip that was uploading stops that first.
DeviceSpeech contec() {
  DeviceSpeech speech;
  speech.start = {contec_request(0xA7), contec_request(0xA2), contec_request(kContecStart)};
  speech.keep_alive = contec_request(0xAF);
  return speech;
}

/// FF stops a board that is still acquiring and says nothing to an idle one; then 100 samples a
/// second of the four inputs of ten bits: which of them are read is the decoder's affair. While
/// acquiring only FF may be sent: other bytes switch outputs.
DeviceSpeech bitalino() {
  constexpr std::uint8_t kStop = 0xFF;
  constexpr std::uint8_t kHundredHertz = 0x83;
  constexpr std::uint8_t kStartFirstFour = 0x3D;
  DeviceSpeech speech;
  speech.start = {{kStop}, {kHundredHertz}, {kStartFirstFour}};
  speech.stop = {{kStop}};
  return speech;
}

/// Channel 1, the force, ten times a second.
DeviceSpeech go_direct() {
  constexpr std::uint8_t kInit = 0x1A;
  constexpr std::uint8_t kStatus = 0x10;
  constexpr std::uint8_t kPeriod = 0x1B;
  constexpr std::uint8_t kStart = 0x18;
  constexpr std::uint8_t kStop = 0x19;
  constexpr std::uint8_t kDisconnect = 0x54;
  const Bytes init{0xA5, 0x4A, 0x06, 0x49, 0x07, 0x48, 0x08, 0x47, 0x09, 0x46,
                   0x0A, 0x45, 0x0B, 0x44, 0x0C, 0x43, 0x0D, 0x42, 0x0E, 0x41};
  const Bytes tenth_of_a_second{0xFF, 0x00, 0xA0, 0x86, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00};
  const Bytes force{0xFF, 0x01, 0x02, 0x00, 0x00, 0x00, 0, 0, 0, 0, 0, 0, 0, 0};
  const Bytes all{0xFF, 0x00, 0xFF, 0xFF, 0xFF, 0xFF};
  DeviceSpeech speech;
  speech.start = {encode_go_direct_request(0xFE, kInit, init),
                  encode_go_direct_request(0xFD, kStatus, {}),
                  encode_go_direct_request(0xFC, kPeriod, tenth_of_a_second),
                  encode_go_direct_request(0xFB, kStart, force)};
  speech.stop = {encode_go_direct_request(0xFA, kStop, all),
                 encode_go_direct_request(0xF9, kDisconnect, {})};
  return speech;
}

constexpr std::array<std::string_view, 2> kNoninModels{"9560", "3150"};

/// Data format 2, the wave: a 9560 takes the request within five seconds of connecting only, and
/// both keep the format until another is asked for. Another oximeter may take the bytes for
/// something else, so they are for a model that was named.
DeviceSpeech nonin(std::string_view model) {
  DeviceSpeech speech;
  speech.baud = 9'600;
  if (model == kNoninModels[0]) {
    speech.start = {{0x02, 0x70, 0x02, 0x02, 0x02, 0x03}};
  } else if (model == kNoninModels[1]) {
    speech.start = {{0x02, 0x70, 0x04, 0x02, 0x02, 0x00, 0x78, 0x03}};  // 78: sum of 70..00
  }
  return speech;
}

}  // namespace

std::span<const std::string_view> device_models(std::string_view protocol) {
  return protocol == "nonin" ? std::span<const std::string_view>{kNoninModels}
                             : std::span<const std::string_view>{};
}

std::vector<std::uint8_t> contec_start() { return contec_request(kContecStart); }

DeviceSpeech device_speech(std::string_view protocol, std::string_view model) {
  DeviceSpeech speech;
  if (protocol == "cms50") {
    speech.baud = 19'200;
    speech.odd_parity = true;
  } else if (protocol == "cms50-v7") {
    speech = contec();
  } else if (protocol == "nonin") {
    speech = nonin(model);
  } else if (protocol == "bitalino") {
    speech = bitalino();
  } else if (protocol == "cyton") {
    speech.start = {{'s'}, {'d'}, {'b'}};
  } else if (protocol == "gdx") {
    speech = go_direct();
  }
  return speech;
}

}  // namespace ebb
