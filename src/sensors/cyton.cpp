#include "sensors/cyton.hpp"

#include <algorithm>
#include <utility>

#include "sensors/wire_numbers.hpp"

namespace ebb {
namespace {

constexpr std::int32_t kTop = 8388607;
constexpr std::int32_t kBottom = -8388608;
constexpr int kOffAfter = 125;  // packets: half a second
constexpr std::string_view kFailure = "Failure:";
constexpr std::string_view kBoardOff =
    "The dongle is there but the Cyton board does not answer. Switch the board to PC and on.";

}  // namespace

std::array<std::uint8_t, CytonPacket::kFrame> encode_cyton_packet(
    std::uint8_t number, const std::array<std::int32_t, CytonPacket::kChannels>& counts) {
  std::array<std::uint8_t, CytonPacket::kFrame> packet{0xA0, number};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto bits = static_cast<std::uint32_t>(std::clamp(counts[i], kBottom, kTop));
    packet[2 + 3 * i] = static_cast<std::uint8_t>(bits >> 16U);
    packet[3 + 3 * i] = static_cast<std::uint8_t>(bits >> 8U);
    packet[4 + 3 * i] = static_cast<std::uint8_t>(bits);
  }
  packet.back() = 0xC0;
  return packet;
}

Cyton::Cyton(const DecoderOptions& options) : options_(options) {
  const auto named = [](const auto& kind) { return kind.has_value(); };
  if (std::none_of(options_.channels.begin(), options_.channels.end(), named)) {
    options_.channels[0] = options_.kind.value_or(StreamKind::ecg);
  }
  breath_ = std::any_of(options_.channels.begin(), options_.channels.end(),
                        [](const auto& kind) { return kind == StreamKind::respiration; });
}

void Cyton::push(std::span<const std::uint8_t> bytes, HostTime arrival, const ReadingSink& sink) {
  for (const std::uint8_t byte : bytes) {
    if (!hunt_.sure()) {
      listen_for_failure(byte);
    }
    hunt_.push(
        byte, [&](CytonPacket::Frame packet) { take(packet, arrival, sink); },
        [&] {
          ++lost_;
          number_ = -1;
          sink(LossReading{.frames = 1, .arrival = arrival});
        });
  }
}

void Cyton::reset() {
  hunt_.reset();
  number_ = -1;
  off_packets_ = 0;
  left_out_ = {};
  on_body_.reset();
  failure_ = 0;
  complaint_ = {};
}

Damage Cyton::damage() const { return {.frames = lost_, .bytes = hunt_.dropped()}; }

void Cyton::listen_for_failure(std::uint8_t byte) {
  failure_ = byte == static_cast<std::uint8_t>(kFailure[failure_]) ? failure_ + 1
             : byte == 'F'                                         ? 1
                                                                   : 0;
  if (failure_ == kFailure.size()) {
    failure_ = 0;
    complaint_ = kBoardOff;
  }
}

void Cyton::take(CytonPacket::Frame packet, HostTime arrival, const ReadingSink& sink) {
  complaint_ = {};
  const int step = number_ < 0 ? 1 : (packet[1] - number_) & 0xFF;
  number_ = packet[1];
  if (step != 1) {
    sink(LossReading{.frames = static_cast<std::uint32_t>((step - 1) & 0xFF), .arrival = arrival});
  }
  bool first = true;
  for (std::size_t i = 0; i < CytonPacket::kChannels; ++i) {
    if (!options_.channels[i]) {
      continue;
    }
    const std::int32_t counts = i24_be(&packet[2 + 3 * i]);
    const bool off = counts == kTop || counts == kBottom;
    if (first) {
      watch_contact(off, arrival, sink);
      first = false;
    }
    if (off) {
      ++left_out_[i];
    } else {
      if (const std::uint32_t frames = std::exchange(left_out_[i], 0); frames > 0) {
        sink(LossReading{.frames = frames, .arrival = arrival});
      }
      const double mv = cyton_mv(counts);
      sink(WaveSample{.kind = *options_.channels[i],
                      .stream = static_cast<std::uint8_t>(i + 1),
                      .value = options_.invert ? -mv : mv,
                      .time = std::nullopt,
                      .arrival = arrival});
    }
  }
}

void Cyton::watch_contact(bool off, HostTime arrival, const ReadingSink& sink) {
  off_packets_ = off ? std::min(off_packets_ + 1, kOffAfter) : 0;
  const bool now_off = off_packets_ == kOffAfter;
  if ((now_off && on_body_ != false) || (!off && on_body_ != true)) {
    on_body_ = !now_off;
    sink(ContactReading{.on_body = *on_body_, .arrival = arrival});
  }
}

}  // namespace ebb
