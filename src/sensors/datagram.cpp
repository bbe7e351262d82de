#include "sensors/datagram.hpp"

#include <algorithm>
#include <array>

#include "firmware-protocol/ebb_link.h"
#include "sensors/osc_packet.hpp"

namespace ebb {
namespace {

bool is_one_of(std::string_view as, std::span<const std::string_view> names) {
  return as.empty() || std::find(names.begin(), names.end(), as) != names.end();
}

bool is_text(std::span<const std::uint8_t> bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) {
    return (byte >= 0x20 && byte != 0x7F) || byte == '\t' || byte == '\r' || byte == '\n';
  });
}

/// A sound frame of the Ebb link that lacks nothing but its final zero.
bool is_open_frame(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > EBB_LINK_WIRE_MAX) {
    return false;
  }
  ebb_link_receiver receiver{};
  ebb_link_receiver_reset(&receiver);
  ebb_link_frame frame{};
  for (const std::uint8_t byte : bytes) {
    ebb_link_receive(&receiver, byte, &frame);
  }
  return bytes.back() != 0 && ebb_link_receive(&receiver, 0, &frame);
}

}  // namespace

void to_stream(std::span<const std::uint8_t> datagram, std::string_view as,
               std::vector<std::uint8_t>& stream) {
  constexpr std::array<std::string_view, 1> kOsc{"osc"};
  constexpr std::array<std::string_view, 3> kText{"text", "pulse-sensor", "max3010x"};
  constexpr std::array<std::string_view, 3> kLink{"ebb-link", "ble-bridge", "polar-pmd"};
  stream.assign(datagram.begin(), datagram.end());
  if (datagram.empty()) {
    return;
  }
  if (is_one_of(as, kOsc) && (as == "osc" || decode_osc_packet(datagram, [](const auto&) {}))) {
    stream = encode_slip(datagram);
  } else if (is_one_of(as, kText) && is_text(datagram)) {
    if (datagram.back() != '\n') {
      stream.push_back('\n');
    }
  } else if (is_one_of(as, kLink) && is_open_frame(datagram)) {
    stream.push_back(0);
  }
}

}  // namespace ebb
