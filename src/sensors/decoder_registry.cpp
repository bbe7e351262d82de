#include <array>
#include <utility>

#include "sensors/decoder.hpp"
#include "sensors/ebb_link_decoder.hpp"
#include "sensors/pulse_sensor.hpp"
#include "sensors/text_lines.hpp"

namespace ebb {

std::optional<StreamKind> parse_stream_kind(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, StreamKind>, 11> kWords{{
      {"resp", StreamKind::respiration},
      {"respiration", StreamKind::respiration},
      {"breath", StreamKind::respiration},
      {"belt", StreamKind::respiration},
      {"ppg", StreamKind::ppg},
      {"pulse", StreamKind::ppg},
      {"ecg", StreamKind::ecg},
      {"rr", StreamKind::interval},
      {"ibi", StreamKind::interval},
      {"hr", StreamKind::heart_rate},
      {"bpm", StreamKind::heart_rate},
  }};
  for (const auto& [known, kind] : kWords) {
    if (word == known) {
      return kind;
    }
  }
  return std::nullopt;
}

std::unique_ptr<Decoder> make_decoder(std::string_view protocol, const DecoderOptions& options) {
  if (protocol == "ble-bridge" || protocol == "ebb-link") {
    return std::make_unique<EbbLinkDecoder>(protocol, options);
  }
  if (protocol == "pulse-sensor") {
    return std::make_unique<PulseSensor>(options);
  }
  if (protocol == "text") {
    return std::make_unique<TextLines>(options);
  }
  return nullptr;
}

std::vector<std::string_view> decoder_names() {
  return {"ble-bridge", "ebb-link", "pulse-sensor", "text"};
}

}  // namespace ebb
