#include "io/bridge/speech.hpp"

#include <algorithm>

#include "sensors/printable.hpp"

namespace ebb::io {
namespace {

constexpr std::size_t kHead = 5;
constexpr std::size_t kNotifyHead = 5;  // service, characteristic, signal strength
constexpr std::size_t kLongestDetail = 64;

bool sound(std::uint8_t type, std::span<const std::uint8_t> payload) {
  switch (type) {
    case EBB_LINK_HELLO:
      return true;  // read by its own
    case EBB_LINK_BLE_NOTIFY:
      return payload.size() > kNotifyHead;
    case EBB_LINK_STATUS:
      return !payload.empty() && payload[0] <= EBB_LINK_LOST &&
             payload.size() <= 1 + kLongestDetail;
    default:
      return false;
  }
}

}  // namespace

BridgeSpeech::BridgeSpeech() { ebb_link_encoder_reset(&encoder_); }

std::span<const std::uint8_t> BridgeSpeech::push(std::span<const std::uint8_t> message) {
  if (message.size() < kHead || message.size() > kMostBytes) {
    return {};
  }
  const std::uint8_t type = message[0];
  const std::uint32_t t_us = ebb_link_get_u32(message.data() + 1);
  const std::span<const std::uint8_t> payload = message.subspan(kHead);
  if ((type == EBB_LINK_HELLO) == greeted_ || !sound(type, payload) ||
      (!greeted_ && !take_hello(t_us, payload))) {
    return {};
  }
  greeted_ = true;
  ebb_link_begin(&encoder_, type, type == EBB_LINK_HELLO ? 0 : 1, 0, t_us);
  ebb_link_put_bytes(&encoder_, payload.data(), static_cast<std::uint8_t>(payload.size()));
  const std::uint8_t size = ebb_link_finish(&encoder_);
  return {encoder_.wire, size};
}

bool BridgeSpeech::take_hello(std::uint32_t t_us, std::span<const std::uint8_t> payload) {
  ebb_link_frame frame{};
  frame.version = EBB_LINK_VERSION;
  frame.type = EBB_LINK_HELLO;
  frame.t_us = t_us;
  frame.payload = payload.data();
  frame.payload_size = static_cast<std::uint8_t>(payload.size());
  ebb_link_hello hello{};
  if (!ebb_link_read_hello(&frame, &hello)) {
    return false;
  }
  name_ = printable({hello.name, hello.name_size});
  std::copy_n(hello.uid, uid_.size(), uid_.begin());
  streams_ = hello.stream_count;
  return true;
}

std::string_view BridgeSpeech::protocol() const {
  return streams_ == 2 ? "polar-pmd" : "ble-bridge";
}

}  // namespace ebb::io
