#include "sensors/bitalino.hpp"

#include <algorithm>

namespace ebb {

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
}

Damage Bitalino::damage() const { return {.frames = lost_, .bytes = bytes_ - used_}; }

void Bitalino::on_lost(HostTime arrival, const ReadingSink& sink) {
  ++lost_;
  slots_ = 0;
  number_ = -1;
  sink(LossReading{.frames = 1, .arrival = arrival});
}

StreamKind Bitalino::kind_of(std::size_t slot) const {
  if (slot < options_.channels.size() && options_.channels[slot]) {
    return *options_.channels[slot];
  }
  if (slot == 0) {
    return options_.kind.value_or(StreamKind::ecg);
  }
  return StreamKind::respiration;
}

void Bitalino::take(const BitalinoFrame& frame, HostTime arrival, const ReadingSink& sink) {
  const unsigned step = number_ < 0 ? 1U : (frame.number - static_cast<unsigned>(number_)) & 0x0FU;
  number_ = frame.number;
  if (step != 1) {
    sink(LossReading{.frames = (step - 1U) & 0x0FU, .arrival = arrival});
  }
  const bool named = std::any_of(options_.channels.begin(), options_.channels.end(),
                                 [](const auto& kind) { return kind.has_value(); });
  const std::size_t read = std::min(frame.count, named ? kWide : std::size_t{2});
  for (std::size_t slot = 0; slot < read; ++slot) {
    if (named && !options_.channels[slot]) {
      continue;
    }
    const StreamKind kind = kind_of(slot);
    const std::uint16_t raw = frame.slots[slot];
    const double value = kind == StreamKind::ecg           ? bitalino_ecg_mv(raw)
                         : kind == StreamKind::respiration ? bitalino_belt_percent(raw)
                                                           : static_cast<double>(raw);
    sink(WaveSample{.kind = kind,
                    .stream = static_cast<std::uint8_t>(slot + 1),
                    .value = options_.invert ? -value : value,
                    .time = std::nullopt,
                    .arrival = arrival});
  }
}

}  // namespace ebb
