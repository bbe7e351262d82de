#include "sensors/polar_pmd.hpp"

#include <algorithm>

#include "sensors/heart_rate_measurement.hpp"
#include "sensors/polar_dialogue.hpp"

namespace ebb {
namespace {

constexpr std::array<double, 3> kNominalHz{130.0, 55.0, 50.0};
constexpr std::array<StreamKind, 3> kKinds{StreamKind::ecg, StreamKind::ppg,
                                           StreamKind::acceleration};
/// Frames further apart than this are of another time line.
constexpr std::uint64_t kLongestStepNs = 60'000'000'000;
/// A frame's own length may differ this much from the nominal one.
constexpr double kTolerance = 0.1;
constexpr double kMillivoltsPerMicrovolt = 1e-3;

DeviceTime device_time(double ns) {
  return DeviceTime{Microseconds{static_cast<std::int64_t>(ns / 1000.0)}};
}

}  // namespace

PolarPmd::PolarPmd(const DecoderOptions& options) : options_(options) {
  ebb_link_receiver_reset(&receiver_);
}

void PolarPmd::push(std::span<const std::uint8_t> bytes, HostTime arrival,
                    const ReadingSink& sink) {
  const Context at{.arrival = arrival, .sink = sink};
  for (const std::uint8_t byte : bytes) {
    ebb_link_frame frame;
    if (ebb_link_receive(&receiver_, byte, &frame)) {
      take(frame, at);
    }
  }
}

void PolarPmd::reset() {
  receiver_.used = 0;
  tracks_ = {};
  last_seq_.reset();
  contact_.reset();
  g_per_count_ = kPolarGPerCount;
}

Damage PolarPmd::damage() const {
  return {.frames = receiver_.damaged_frames + malformed_, .bytes = receiver_.damaged_bytes};
}

void PolarPmd::take(const ebb_link_frame& frame, const Context& at) {
  if (last_seq_ && frame.seq == *last_seq_) {
    return;  // sent twice
  }
  const auto step = static_cast<std::uint16_t>(last_seq_ ? frame.seq - *last_seq_ : 1);
  last_seq_ = frame.seq;
  if (step != 1) {
    at.sink(LossReading{.frames = static_cast<std::uint32_t>(step) - 1U, .arrival = at.arrival});
  }
  if (frame.type != EBB_LINK_BLE_NOTIFY || frame.payload_size < 5) {
    return;
  }
  const std::uint16_t service = ebb_link_get_u16(frame.payload);
  const std::uint16_t characteristic = ebb_link_get_u16(frame.payload + 2);
  const std::span<const std::uint8_t> payload{frame.payload + 5, frame.payload_size - 5U};
  if (service == kPolarService && characteristic == kPolarData) {
    if (const auto measured = decode_polar_frame(payload, g_per_count_)) {
      measurement(*measured, at);
    } else {
      ++malformed_;
    }
  } else if (service == kPolarService && characteristic == kPolarControl) {
    g_per_count_ = PolarDialogue::g_per_count(payload).value_or(g_per_count_);
  } else if (characteristic == kHeartRateMeasurement) {
    heart_rate(payload, at);
  } else if (characteristic == kBatteryLevel) {
    if (const auto percent = decode_battery_level(payload)) {
      at.sink(BatteryReading{.percent = *percent, .arrival = at.arrival});
    }
  }
}

void PolarPmd::measurement(const PolarFrame& frame, const Context& at) {
  if (frame.kind == PolarFrame::Kind::beats) {
    beats(frame, at);
    return;
  }
  Track& track = tracks_[static_cast<std::size_t>(frame.kind)];
  if (track.last_ns != 0 &&
      (frame.last_ns <= track.last_ns || frame.last_ns - track.last_ns > kLongestStepNs)) {
    begin_anew(at);
  }
  samples(frame, track, at);
}

void PolarPmd::begin_anew(const Context& at) {
  tracks_ = {};
  ++boots_;
  at.sink(HelloReading{.name = "Polar", .boot = boots_, .arrival = at.arrival});
}

void PolarPmd::learn_period(const PolarFrame& frame, Track& track, const Context& at) {
  const auto count = static_cast<double>(frame.samples());
  const double expected = track.period_ns * count;
  const auto found = static_cast<double>(frame.last_ns - track.last_ns);
  // A loss lengthens a step and never shortens it: a shorter one shows that the first had a hole.
  const bool chosen = frame.kind != PolarFrame::Kind::ecg && (!track.measured || found < expected);
  if (chosen || std::abs(found - expected) < kTolerance * expected) {
    track.period_ns = found / count;
    track.measured = true;
  } else {
    at.sink(LossReading{.frames = 1, .arrival = at.arrival});
  }
}

void PolarPmd::samples(const PolarFrame& frame, Track& track, const Context& at) const {
  const auto index = static_cast<std::size_t>(frame.kind);
  if (track.period_ns == 0.0) {
    track.period_ns = 1e9 / kNominalHz[index];
  }
  if (track.last_ns != 0) {
    learn_period(frame, track, at);
  }
  const auto count = static_cast<double>(frame.samples());
  track.last_ns = frame.last_ns;
  const auto last = static_cast<double>(frame.last_ns);
  at.sink(ClockReading{.device = device_time(last), .arrival = at.arrival});
  const double sign = options_.invert ? -1.0 : 1.0;
  const std::size_t read = frame.kind == PolarFrame::Kind::acceleration ? 3 : 1;
  const double unit = frame.kind == PolarFrame::Kind::ecg ? kMillivoltsPerMicrovolt : 1.0;
  for (std::size_t i = 0; i < frame.samples(); ++i) {
    const double time = last - (count - 1.0 - static_cast<double>(i)) * track.period_ns;
    for (std::size_t channel = 0; channel < read; ++channel) {
      at.sink(WaveSample{.kind = kKinds[index],
                         .stream = static_cast<std::uint8_t>(channel + 1),
                         .value = sign * unit * frame.values[i * frame.channels + channel],
                         .time = device_time(time),
                         .arrival = at.arrival});
    }
  }
}

void PolarPmd::beats(const PolarFrame& frame, const Context& at) {
  capabilities_.intervals = true;
  const auto usable = [](const PolarFrame::Beat& beat) {
    return !beat.blocked && beat.interval_ms != 0;
  };
  auto later = std::count_if(frame.beats.begin(), frame.beats.end(), usable);
  for (const PolarFrame::Beat& beat : frame.beats) {
    if (beat.rate_bpm != 0) {
      at.sink(HeartRateReading{.rate = BeatsPerMinute{static_cast<double>(beat.rate_bpm)},
                               .arrival = at.arrival});
    }
    if (!usable(beat)) {
      at.sink(LossReading{.frames = 1, .arrival = at.arrival});
      continue;
    }
    --later;
    at.sink(
        IntervalReading{.interval = Milliseconds{static_cast<double>(beat.interval_ms)},
                        .optical = true,
                        .later_in_packet = static_cast<std::uint8_t>(std::min<long>(later, 255)),
                        .reception = std::nullopt,
                        .arrival = at.arrival});
  }
}

void PolarPmd::heart_rate(std::span<const std::uint8_t> payload, const Context& at) {
  const auto heart = decode_heart_rate_measurement(payload);
  if (!heart) {
    ++malformed_;
    return;
  }
  if (heart->contact && heart->contact != contact_) {
    contact_ = heart->contact;
    at.sink(ContactReading{.on_body = *contact_, .arrival = at.arrival});
  }
  if (heart->rate_bpm != 0) {
    at.sink(HeartRateReading{.rate = BeatsPerMinute{static_cast<double>(heart->rate_bpm)},
                             .arrival = at.arrival});
  }
}

}  // namespace ebb
