#include "sensors/bitalino.hpp"

#include <algorithm>
#include <utility>

namespace ebb {
namespace {

constexpr std::uint16_t kTop = 1023;
constexpr int kOffAfter = 50;  // frames

}  // namespace

Bitalino::Bitalino(const DecoderOptions& options) : invert_(options.invert) {
  const bool named = std::any_of(options.channels.begin(), options.channels.end(),
                                 [](const auto& kind) { return kind.has_value(); });
  if (named) {
    for (std::size_t slot = 0; slot < kWide; ++slot) {
      inputs_[slot].kind = options.channels[slot];
    }
  } else {
    inputs_[0].kind = options.kind.value_or(StreamKind::ecg);
    inputs_[1].kind = StreamKind::respiration;
  }
  for (std::size_t slot = 0; slot < kWide; ++slot) {
    const auto kind = inputs_[slot].kind;
    const bool belt = kind == StreamKind::respiration;
    capabilities_.breath = capabilities_.breath || belt;
    if (kind && !belt && worn_ == kWide) {
      worn_ = slot;
    }
  }
  capabilities_.contact = worn_ < kWide;
}

void Bitalino::push(std::span<const std::uint8_t> bytes, HostTime arrival,
                    const ReadingSink& sink) {
  const auto offer = [&](auto& hunt, std::size_t slots, std::uint8_t byte) {
    if (slots_ != 0 && slots_ != slots) {
      return;  // frames of another size are believed
    }
    hunt.push(
        byte,
        [&](auto frame) {
          slots_ = slots;
          used_ += frame.size();
          take(decode_bitalino_frame(frame, slots), arrival, sink);
        },
        [&] { on_lost(arrival, sink); });
  };
  for (const std::uint8_t byte : bytes) {
    ++bytes_;
    offer(std::get<0>(hunts_), 1, byte);
    offer(std::get<1>(hunts_), 2, byte);
    offer(std::get<2>(hunts_), 3, byte);
    offer(std::get<3>(hunts_), 4, byte);
    offer(std::get<4>(hunts_), 5, byte);
  }
}

void Bitalino::reset() {
  hunts_ = {};
  slots_ = 0;
  number_ = -1;
  for (Input& input : inputs_) {
    input.at_end = 0;
    input.left_out = 0;
  }
  on_body_.reset();
}

Damage Bitalino::damage() const { return {.frames = lost_, .bytes = bytes_ - used_}; }

void Bitalino::on_lost(HostTime arrival, const ReadingSink& sink) {
  ++lost_;
  slots_ = 0;
  number_ = -1;
  sink(LossReading{.frames = 1, .arrival = arrival});
}

bool Bitalino::watch(std::size_t slot, std::uint16_t raw, HostTime arrival,
                     const ReadingSink& sink) {
  Input& input = inputs_[slot];
  if (input.kind == StreamKind::respiration) {
    return true;
  }
  const bool at_end = raw == 0 || raw == kTop;
  input.at_end = at_end ? std::min(input.at_end + 1, kOffAfter) : 0;
  const bool off = input.at_end == kOffAfter;
  if (slot == worn_ && (off || !at_end) && on_body_ != !off) {
    on_body_ = !off;
    sink(ContactReading{.on_body = !off, .arrival = arrival});
  }
  return !off;
}

void Bitalino::take(const BitalinoFrame& frame, HostTime arrival, const ReadingSink& sink) {
  const unsigned step = number_ < 0 ? 1U : (frame.number - static_cast<unsigned>(number_)) & 0x0FU;
  number_ = frame.number;
  if (step != 1) {
    sink(LossReading{.frames = (step - 1U) & 0x0FU, .arrival = arrival});
  }
  for (std::size_t slot = 0; slot < std::min(frame.count, kWide); ++slot) {
    Input& input = inputs_[slot];
    if (!input.kind) {
      continue;
    }
    const std::uint16_t raw = frame.slots[slot];
    if (!watch(slot, raw, arrival, sink)) {
      ++input.left_out;
      continue;
    }
    if (const auto frames = std::exchange(input.left_out, 0U); frames > 0) {
      sink(LossReading{.frames = frames, .arrival = arrival});
    }
    const StreamKind kind = *input.kind;
    const double value = kind == StreamKind::ecg           ? bitalino_ecg_mv(raw)
                         : kind == StreamKind::respiration ? bitalino_belt_percent(raw)
                                                           : static_cast<double>(raw);
    sink(WaveSample{.kind = kind,
                    .stream = static_cast<std::uint8_t>(slot + 1),
                    .value = invert_ ? -value : value,
                    .time = std::nullopt,
                    .arrival = arrival});
  }
}

}  // namespace ebb
