#include "io/bluetooth/strap_frames.hpp"

#include <algorithm>

namespace ebb::io {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kNotifyHeader = 5;  // service, characteristic, strength
constexpr std::int8_t kStrengthUnknown = 127;

std::uint32_t device_clock(HostTime at) {
  return static_cast<std::uint32_t>(at.time_since_epoch().count());
}

}  // namespace

StrapFrames::StrapFrames(std::uint32_t boot_id) : boot_id_(boot_id) {
  ebb_link_encoder_reset(&encoder_);
}

StrapFrames::Bytes StrapFrames::wire(std::size_t size) const {
  return {encoder_.wire, encoder_.wire + size};
}

StrapFrames::Bytes StrapFrames::hello(std::string_view name, HostTime at) {
  ebb_link_hello hello{};
  hello.boot_id = boot_id_;
  hello.proto_min = EBB_LINK_VERSION;
  hello.proto_max = EBB_LINK_VERSION;
  hello.name = name.data();
  hello.name_size = static_cast<std::uint8_t>(std::min(name.size(), kLongestName));
  return wire(ebb_link_encode_hello(&encoder_, device_clock(at), &hello));
}

StrapFrames::Bytes StrapFrames::streaming(HostTime at) {
  return wire(
      ebb_link_encode_status(&encoder_, device_clock(at), 1, EBB_LINK_STREAMING, nullptr, 0));
}

StrapFrames::Bytes StrapFrames::notification(std::uint16_t service, std::uint16_t characteristic,
                                             std::span<const std::uint8_t> bytes, HostTime at) {
  if (bytes.size() + kNotifyHeader > EBB_LINK_PAYLOAD_MAX) {
    return {};
  }
  return wire(ebb_link_encode_ble_notify(&encoder_, device_clock(at), 1, service, characteristic,
                                         kStrengthUnknown, bytes.data(),
                                         static_cast<std::uint8_t>(bytes.size())));
}

}  // namespace ebb::io
