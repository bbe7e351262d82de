#include "sensors/time_question.hpp"

#include "firmware-protocol/ebb_link.h"

namespace ebb {
namespace {

constexpr Microseconds kBetween{7'000'000};
constexpr Microseconds kBetweenUnanswered{60'000'000};
constexpr int kPatience = 3;
constexpr Microseconds kLongestWait{2'000'000};

std::uint32_t token_at(HostTime t) {
  return static_cast<std::uint32_t>(t.time_since_epoch().count());
}

}  // namespace

std::vector<std::uint8_t> TimeQuestion::ask(HostTime now) {
  const Microseconds pause = unanswered_ < kPatience ? kBetween : kBetweenUnanswered;
  if (refused_ || (asked_ && now - *asked_ < pause)) {
    return {};
  }
  asked_ = now;
  unanswered_ = unanswered_ < kPatience ? unanswered_ + 1 : kPatience;
  ebb_link_encoder encoder;
  ebb_link_encoder_reset(&encoder);
  encoder.next_seq = sequence_++;
  const std::uint32_t token = token_at(now);
  const std::uint8_t size = ebb_link_encode_time_request(&encoder, token, token);
  // What a line picked up before must not become part of it.
  std::vector<std::uint8_t> bytes{0};
  bytes.insert(bytes.end(), encoder.wire, encoder.wire + size);
  return bytes;
}

std::optional<HostTime> TimeQuestion::answer(std::uint32_t token, HostTime arrival) {
  const Microseconds ago{static_cast<std::int64_t>(token_at(arrival) - token)};
  if (ago > kLongestWait) {
    return std::nullopt;
  }
  unanswered_ = 0;
  return arrival - ago;
}

}  // namespace ebb
