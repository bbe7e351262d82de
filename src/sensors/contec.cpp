#include "sensors/contec.hpp"

namespace ebb {
namespace {

constexpr std::uint8_t kDisconnect = 0x0D;
constexpr std::string_view kGoodbye =
    "The clip says that it stops sending. Switch it on again, or out of its own menu.";

}  // namespace

void Contec::push(std::span<const std::uint8_t> bytes, HostTime arrival, const ReadingSink& sink) {
  for (const std::uint8_t byte : bytes) {
    const auto packet = packets_.push(byte);
    if (!packet.empty()) {
      take(packet, arrival, sink);
    }
  }
}

void Contec::reset() {
  packets_.reset();
  sound_ = 0;
  on_finger_.reset();
  news_.reset();
  complaint_ = {};
}

Damage Contec::damage() const {
  return {.frames = damage_.frames, .bytes = damage_.bytes + packets_.dropped()};
}

/// Answers and notices of the newer clips, which come in between and are no damage.
bool Contec::is_other(std::span<const std::uint8_t> packet) const {
  return packet_ == Packet::nine_bytes && packet.size() >= 2 && packet[0] >= 0x09 &&
         packet[0] <= 0x0F;
}

void Contec::take(std::span<const std::uint8_t> packet, HostTime arrival, const ReadingSink& sink) {
  const auto pulse =
      packet_ == Packet::five_bytes ? decode_contec_5(packet) : decode_contec_9(packet);
  if (pulse) {
    if (++sound_ >= kSure) {
      complaint_ = {};
      tell(*pulse, arrival, sink);
    }
    return;
  }
  if (sound_ >= kSure && is_other(packet)) {
    complaint_ = packet[0] == kDisconnect ? kGoodbye : complaint_;
    return;
  }
  ++damage_.frames;
  damage_.bytes += packet.size();
  if (sound_ >= kSure) {
    sink(LossReading{.frames = 1, .arrival = arrival});
  }
  sound_ = 0;
}

void Contec::tell(const ContecPulse& pulse, HostTime arrival, const ReadingSink& sink) {
  if (on_finger_ != !pulse.off_finger) {
    on_finger_ = !pulse.off_finger;
    sink(ContactReading{.on_body = *on_finger_, .arrival = arrival});
  }
  if (pulse.off_finger) {
    news_.reset();
    return;
  }
  if (const int bpm = pulse.rate_bpm.value_or(0); news_.push(bpm)) {
    sink(HeartRateReading{.rate = BeatsPerMinute{static_cast<double>(bpm)}, .arrival = arrival});
  }
  const auto wave = static_cast<double>(pulse.wave);
  sink(WaveSample{.kind = StreamKind::ppg,
                  .stream = 1,
                  .value = options_.invert ? -wave : wave,
                  .time = std::nullopt,
                  .arrival = arrival});
}

}  // namespace ebb
