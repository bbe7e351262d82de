#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "firmware-protocol/ebb_link.h"
#include "sensors/hex.hpp"

namespace ebb {

/// A device of the Ebb link that says what a test wants it to say.
class LinkScript {
 public:
  using Bytes = std::vector<std::uint8_t>;

  LinkScript() { ebb_link_encoder_reset(&encoder_); }

  Bytes hello(std::uint32_t t, std::uint32_t boot, std::string_view name) {
    ebb_link_hello hello{};
    hello.boot_id = boot;
    hello.proto_min = hello.proto_max = 1;
    hello.name = name.data();
    hello.name_size = static_cast<std::uint8_t>(name.size());
    return taken(ebb_link_encode_hello(&encoder_, t, &hello));
  }
  Bytes heartbeat(std::uint32_t t, std::uint32_t boot, std::uint8_t battery = 255) {
    return taken(ebb_link_encode_heartbeat(&encoder_, t, boot, battery));
  }
  Bytes stream(std::uint32_t t, std::uint8_t id, ebb_link_kind kind, ebb_link_format format,
               float scale = 1.0F, float offset = 0.0F, std::uint8_t channels = 1,
               std::uint32_t period_us = 40000) {
    ebb_link_stream told{};
    told.kind = static_cast<std::uint8_t>(kind);
    told.format = static_cast<std::uint8_t>(format);
    told.channels = channels;
    told.period_us = period_us;
    told.scale = scale;
    told.offset = offset;
    return taken(ebb_link_encode_stream(&encoder_, t, id, &told));
  }
  Bytes samples(std::uint32_t t, std::uint8_t id, const std::vector<std::int16_t>& values,
                std::uint8_t flags = 0, std::uint32_t period_us = 40000) {
    return taken(ebb_link_encode_samples_i16(&encoder_, t, id, flags, period_us, values.data(),
                                             static_cast<std::uint16_t>(values.size())));
  }
  Bytes notify(std::uint32_t t, std::uint16_t service, std::uint16_t characteristic,
               std::string_view hex) {
    const Bytes bytes = bytes_of(hex);
    return taken(ebb_link_encode_ble_notify(&encoder_, t, 1, service, characteristic, -61,
                                            bytes.data(), static_cast<std::uint8_t>(bytes.size())));
  }
  Bytes taken(std::uint8_t size) { return {encoder_.wire, encoder_.wire + size}; }
  ebb_link_encoder* encoder() { return &encoder_; }

 private:
  ebb_link_encoder encoder_{};
};

inline LinkScript::Bytes joined(std::initializer_list<LinkScript::Bytes> parts) {
  LinkScript::Bytes all;
  for (const auto& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace ebb
