#include "sensors/nonin_signs.hpp"

#include <cstdlib>

namespace ebb {
namespace {

/// A pause as long as this ends a packet: four bytes at 9600 baud take four milliseconds.
constexpr Microseconds kPause{400'000};
constexpr Microseconds kSoonest{800'000};
constexpr Microseconds kLatest{1'200'000};
constexpr int kNoRate = 511;
constexpr int kNoOxygen = 127;
constexpr int kFastest = 321;    // that a Nonin shows
constexpr int kMostChange = 20;  // beats a minute, within a second

int rate_of(const std::array<std::uint8_t, 4>& packet) {
  return (packet[0] & 0x03) * 128 + packet[1];
}

bool sound(const std::array<std::uint8_t, 4>& packet) {
  const bool marked =
      (packet[0] & 0x80U) != 0 && ((packet[1] | packet[2] | packet[3]) & 0x80U) == 0;
  const int rate = rate_of(packet);
  const bool none = rate == kNoRate && packet[2] == kNoOxygen;
  return marked && (none || (rate > 0 && rate <= kFastest && packet[2] > 0 && packet[2] <= 100));
}

}  // namespace

void NoninSigns::push(std::uint8_t byte, HostTime arrival) {
  measurements_ += spot_checks_.push(byte) ? 1 : 0;
  if (latest_ && arrival - *latest_ >= kPause) {
    size_ = 0;
  }
  latest_ = arrival;
  if (size_ == 0) {
    began_ = arrival;
  }
  if (size_ < kPacket) {
    packet_[size_] = byte;
  }
  ++size_;
  if (size_ == kPacket) {
    end_of_packet();
  } else if (size_ > kPacket) {
    packets_ = 0;  // it was longer
  }
}

void NoninSigns::end_of_packet() {
  if (!sound(packet_)) {
    packets_ = 0;
    return;
  }
  packets_ = packets_ > 0 && follows(packet_, began_) ? packets_ + 1 : 1;
  before_ = packet_;
  before_began_ = began_;
}

bool NoninSigns::follows(const Packet& packet, HostTime began) const {
  const Microseconds since = began - before_began_;
  return since >= kSoonest && since <= kLatest &&
         std::abs(rate_of(packet) - rate_of(before_)) <= kMostChange;
}

}  // namespace ebb
