#include <array>
#include <utility>

#include "sensors/ant_heart_rate.hpp"
#include "sensors/bitalino.hpp"
#include "sensors/contec.hpp"
#include "sensors/cyton.hpp"
#include "sensors/decoder.hpp"
#include "sensors/ebb_link_decoder.hpp"
#include "sensors/go_direct.hpp"
#include "sensors/nonin.hpp"
#include "sensors/osc.hpp"
#include "sensors/polar_pmd.hpp"
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

namespace {

using Made = std::unique_ptr<Decoder>;

struct Family {
  std::string_view name;
  Made (*make)(const DecoderOptions& options);
};

constexpr std::array kFamilies{
    Family{"ble-bridge",
           [](const DecoderOptions& o) -> Made {
             return std::make_unique<EbbLinkDecoder>("ble-bridge", o);
           }},
    Family{"ebb-link",
           [](const DecoderOptions& o) -> Made {
             return std::make_unique<EbbLinkDecoder>("ebb-link", o);
           }},
    Family{"pulse-sensor",
           [](const DecoderOptions& o) -> Made { return std::make_unique<PulseSensor>(o); }},
    Family{"max3010x",
           [](const DecoderOptions& o) -> Made {
             DecoderOptions light = o;
             light.kind = o.kind.value_or(StreamKind::ppg);
             return std::make_unique<TextLines>(light, "max3010x");
           }},
    Family{"text", [](const DecoderOptions& o) -> Made { return std::make_unique<TextLines>(o); }},
    Family{"cms50",
           [](const DecoderOptions& o) -> Made {
             return std::make_unique<Contec>(Contec::Packet::five_bytes, o);
           }},
    Family{"cms50-v7",
           [](const DecoderOptions& o) -> Made {
             return std::make_unique<Contec>(Contec::Packet::nine_bytes, o);
           }},
    Family{"nonin", [](const DecoderOptions& o) -> Made { return std::make_unique<Nonin>(o); }},
    Family{"bitalino",
           [](const DecoderOptions& o) -> Made { return std::make_unique<Bitalino>(o); }},
    Family{"cyton", [](const DecoderOptions& o) -> Made { return std::make_unique<Cyton>(o); }},
    Family{"gdx", [](const DecoderOptions& o) -> Made { return std::make_unique<GoDirect>(o); }},
    Family{"ant", [](const DecoderOptions&) -> Made { return std::make_unique<AntHeartRate>(); }},
    Family{"osc", [](const DecoderOptions& o) -> Made { return std::make_unique<Osc>(o); }},
    Family{"polar-pmd",
           [](const DecoderOptions& o) -> Made { return std::make_unique<PolarPmd>(o); }},
};

}  // namespace

std::unique_ptr<Decoder> make_decoder(std::string_view protocol, const DecoderOptions& options) {
  for (const Family& family : kFamilies) {
    if (family.name == protocol) {
      return family.make(options);
    }
  }
  return nullptr;
}

// Without osc: it comes in datagrams, no device of its own speaks it, and what is told of every
// device (how it is simulated, asked, recognised at which speed) cannot be told of it.
std::vector<std::string_view> decoder_names() {
  std::vector<std::string_view> names;
  names.reserve(kFamilies.size());
  for (const Family& family : kFamilies) {
    if (family.name != "osc") {
      names.push_back(family.name);
    }
  }
  return names;
}

}  // namespace ebb
