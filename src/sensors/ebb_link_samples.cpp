// The numbers of a stream: SAMPLES and VALUE.
#include <algorithm>
#include <cmath>

#include "sensors/ebb_link_decoder.hpp"

namespace ebb {
namespace {

constexpr std::size_t kAxes = 3;
/// From one axis' stream to the next one's: further than a device has streams, as a rule.
constexpr std::size_t kBetweenAxes = 5;

std::size_t value_size(std::uint8_t format) {
  switch (format) {
    case EBB_LINK_I16:
      return 2;
    case EBB_LINK_I24:
      return 3;
    default:
      return 4;
  }
}

double raw_value(const std::uint8_t* bytes, std::uint8_t format) {
  switch (format) {
    case EBB_LINK_I16:
      return static_cast<std::int16_t>(ebb_link_get_u16(bytes));
    case EBB_LINK_I24:
      return ebb_link_get_i24(bytes);
    case EBB_LINK_I32:
      return static_cast<std::int32_t>(ebb_link_get_u32(bytes));
    default:
      return static_cast<double>(ebb_link_get_f32(bytes));
  }
}

}  // namespace

void EbbLinkDecoder::learn_kind(StreamKind kind) {
  switch (kind) {
    case StreamKind::respiration:
      capabilities_.breath = true;
      break;
    case StreamKind::ecg:
    case StreamKind::ppg:
      capabilities_.waveform = true;
      break;
    case StreamKind::interval:
      capabilities_.intervals = true;
      break;
    default:
      break;
  }
}

void EbbLinkDecoder::samples(const ebb_link_frame& frame, const Context& at) {
  const Stream& stream = streams_[frame.stream];
  const std::size_t size = value_size(stream.format);
  if (frame.payload_size < 6) {
    ++malformed_;
    return;
  }
  const std::size_t count = ebb_link_get_u16(frame.payload + 4);
  if (count * size > frame.payload_size - 6U || count % stream.channels != 0) {
    ++malformed_;
    return;
  }
  const std::size_t instants = count / stream.channels;
  // Of an acceleration all three axes count, each as a stream of its own; else the first channel.
  const std::size_t read =
      stream.kind == StreamKind::acceleration ? std::min<std::size_t>(stream.channels, kAxes) : 1;
  const std::uint32_t told = ebb_link_get_u32(frame.payload);
  const Microseconds period{told != 0 ? told : stream.period_us};
  const auto time_of = [&](std::size_t i) -> std::optional<DeviceTime> {
    if (i > 0 && period.count() == 0) {
      return std::nullopt;
    }
    return at.time + period * static_cast<std::int64_t>(i);
  };
  const DeviceTime last =
      at.time + period * static_cast<std::int64_t>(std::max<std::size_t>(instants, 1) - 1);
  at.sink(ClockReading{.device = last, .arrival = at.arrival});
  tell_contact(frame, at.arrival, at.sink);
  for (std::size_t i = 0; i < instants; ++i) {
    const auto later = static_cast<std::uint8_t>(instants - 1 - i);
    for (std::size_t channel = 0; channel < read; ++channel) {
      const std::size_t place = i * stream.channels + channel;
      const double raw = raw_value(frame.payload + 6 + place * size, stream.format);
      const auto id = static_cast<std::uint8_t>(frame.stream + kBetweenAxes * channel);
      number(stream, id, raw * stream.scale + stream.offset, time_of(i), later, at);
    }
  }
}

void EbbLinkDecoder::number(const Stream& stream, std::uint8_t id, double value,
                            std::optional<DeviceTime> time, std::uint8_t later, const Context& at) {
  if (!std::isfinite(value)) {
    return;  // a sensor's way to say that it has none
  }
  learn_kind(stream.kind);
  switch (stream.kind) {
    case StreamKind::interval:
      if (value > 0.0) {
        at.sink(IntervalReading{.interval = Milliseconds{value},
                                .optical = optical_,
                                .later_in_packet = later,
                                .reception = at.time,
                                .arrival = at.arrival});
      }
      break;
    case StreamKind::heart_rate:
      if (value > 0.0) {
        at.sink(HeartRateReading{.rate = BeatsPerMinute{value}, .arrival = at.arrival});
      }
      break;
    case StreamKind::spo2:
      break;
    default:
      at.sink(WaveSample{.kind = stream.kind,
                         .stream = id,
                         .value = options_.invert ? -value : value,
                         .time = time,
                         .arrival = at.arrival});
  }
}

}  // namespace ebb
