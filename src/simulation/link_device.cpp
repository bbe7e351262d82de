#include "simulation/link_device.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "sensors/heart_rate_measurement.hpp"

namespace ebb {
namespace {

constexpr std::uint64_t kRadioStream = 20;
constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kPoweredBefore = 2.0;   // s; the device was on for a while when we begin to look
constexpr double kStrapDelay = 0.25;     // s from a beat until a strap has made up its mind
constexpr double kRadioJitter = 0.030;   // s; connection interval of a strap
constexpr double kUartDelay = 0.002;     // s from the radio to the wire
constexpr std::uint8_t kBeatStream = 1;  // waveforms are numbered from 2
constexpr std::uint8_t kFirstWave = 2;
constexpr std::int8_t kRssi = -61;
constexpr std::size_t kMostIntervals = 9;  // that fit in a notification of 20 bytes
constexpr double kCounts = 1000.0;         // of a synthetic waveform's unit
constexpr std::size_t kMostInBatch = 50;
constexpr std::uint64_t kGreetEvery = 5;  // heartbeats; who joins late must learn the streams too

std::uint8_t size_of(const std::string& text, std::size_t most) {
  return static_cast<std::uint8_t>(std::min(text.size(), most));
}

}  // namespace

LinkDevice::LinkDevice(Measured measured, const DeviceConfig& config, bool beats_by_strap)
    : measured_(std::move(measured)),
      config_(config),
      by_strap_(beats_by_strap),
      random_(config.seed, kRadioStream) {
  ebb_link_encoder_reset(&encoder_);
  encoder_.device_flags = EBB_LINK_FLAG_SIMULATED;
  boot_id_ = static_cast<std::uint32_t>(random_.bits());
  for (const MeasuredWave& wave : measured_.waves) {
    // A frame ten times a second, as far as samples come that often and fit.
    const double batch = std::clamp(wave.rate.value() / 10.0, 1.0, double{kMostInBatch});
    waves_.push_back({0, static_cast<std::uint16_t>(batch), false});
  }
  beats_over_ = !measured_.beats;
}

double LinkDevice::real(double device_seconds) const {
  return device_seconds / (1.0 + config_.drift_ppm * 1e-6);
}

std::uint32_t LinkDevice::clock(double device_seconds) const {
  const double micros = (device_seconds + kPoweredBefore) * 1e6;
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(std::max(0.0, micros)));
}

double LinkDevice::batch_due(std::size_t wave) const {
  const WaveState& state = waves_[wave];
  if (state.ended) {
    return kNever;
  }
  const double last = static_cast<double>(state.taken + state.batch - 1U);
  return last / measured_.waves[wave].rate.value();
}

bool LinkDevice::beats_ended() {
  if (!beat_ && !beats_over_) {
    beat_ = measured_.beats();
    beats_over_ = !beat_;
  }
  return !beat_;
}

double LinkDevice::beat_due() {
  if (beats_ended()) {
    return kNever;
  }
  const double drift = 1.0 + config_.drift_ppm * 1e-6;
  return by_strap_ ? static_cast<double>(notifications_ + 1U) * drift
                   : (beat_->time.count() + kStrapDelay) * drift;
}

std::optional<TimedBytes> LinkDevice::next() {
  std::vector<std::uint8_t> bytes;
  double due = 0.0;
  if (!greeted_) {
    greeted_ = true;
    bytes.push_back(0);  // whatever was on the wire before ends here
    greet(bytes, 0.0);
  }
  while (bytes.empty()) {  // a beat that was not seen and the end of a waveform send nothing
    due = send_next(bytes);
    if (due == kNever) {
      return std::nullopt;
    }
  }
  const double at = std::max(last_at_, real(due));
  if (config_.length && at >= config_.length->count()) {
    return std::nullopt;
  }
  last_at_ = at;
  return TimedBytes{to_microseconds(Seconds{at}), std::move(bytes)};
}

double LinkDevice::send_next(std::vector<std::uint8_t>& bytes) {
  double due = beat_due();
  std::size_t wave = waves_.size();
  for (std::size_t i = 0; i < waves_.size(); ++i) {
    if (batch_due(i) < due) {
      due = batch_due(i);
      wave = i;
    }
  }
  if (due == kNever) {
    return kNever;
  }
  const double heartbeat = 0.5 + static_cast<double>(heartbeats_);
  if (heartbeat < due) {
    send_heartbeat(bytes);
    return heartbeat + kUartDelay;
  }
  if (wave < waves_.size()) {
    send_batch(wave, bytes);
    return due + kUartDelay;
  }
  if (!by_strap_) {
    send_beat(bytes);
    return due + kUartDelay;
  }
  radio_delay_ = kRadioJitter * random_.uniform();
  send_notification(bytes);
  return due + radio_delay_ + kUartDelay;
}

void LinkDevice::take(std::vector<std::uint8_t>& out, std::size_t size) const {
  out.insert(out.end(), encoder_.wire, encoder_.wire + size);
}

void LinkDevice::greet(std::vector<std::uint8_t>& out, double now) {
  ebb_link_hello hello{};
  hello.boot_id = boot_id_;
  hello.proto_min = hello.proto_max = EBB_LINK_VERSION;
  hello.firmware[0] = 1;
  hello.stream_count = static_cast<std::uint8_t>(waves_.size() + (measured_.beats ? 1U : 0U));
  for (std::size_t i = 0; i < sizeof hello.uid; ++i) {
    hello.uid[i] = static_cast<std::uint8_t>(config_.seed >> (8U * i));
  }
  hello.name = config_.name.data();
  hello.name_size = size_of(config_.name, 100);
  take(out, ebb_link_encode_hello(&encoder_, clock(now), &hello));
  if (measured_.beats && by_strap_) {
    take(out, ebb_link_encode_status(&encoder_, clock(now), kBeatStream, EBB_LINK_STREAMING,
                                     nullptr, 0));
  }
  for (std::size_t i = 0; i < waves_.size(); ++i) {
    const MeasuredWave& wave = measured_.waves[i];
    ebb_link_stream stream{};
    stream.kind = static_cast<std::uint8_t>(wave.kind);
    stream.format = wave.counts ? EBB_LINK_I16 : EBB_LINK_F32;
    stream.channels = 1;
    stream.period_us = static_cast<std::uint32_t>(std::lround(1e6 / wave.rate.value()));
    stream.scale = wave.counts ? static_cast<float>(1.0 / kCounts) : 1.0F;
    stream.name = wave.name.data();
    stream.name_size = size_of(wave.name, 40);
    take(out, ebb_link_encode_stream(&encoder_, clock(now),
                                     static_cast<std::uint8_t>(kFirstWave + i), &stream));
  }
}

void LinkDevice::send_heartbeat(std::vector<std::uint8_t>& out) {
  const double now = 0.5 + static_cast<double>(heartbeats_++);
  const int battery = std::max(0, config_.battery - static_cast<int>(now / 1200.0));
  take(out, ebb_link_encode_heartbeat(&encoder_, clock(now), boot_id_,
                                      static_cast<std::uint8_t>(battery)));
  if (heartbeats_ % kGreetEvery == 0) {
    greet(out, now);
  }
}

void LinkDevice::send_notification(std::vector<std::uint8_t>& out) {
  const double now = static_cast<double>(++notifications_);
  HeartRateMeasurement told;
  while (told.interval_count < kMostIntervals && !beats_ended() &&
         beat_->time.count() + kStrapDelay <= now) {
    contact_ = beat_->kind != BeatKind::lost;
    if (beat_->interval.count() > 0.0) {
      told.raw_intervals.at(told.interval_count++) = interval_to_1024ths(beat_->interval);
      intervals_.push(beat_->interval.count());
    }
    if (!contact_) {
      intervals_.reset();
    }
    beat_.reset();
  }
  double sum = 0.0;
  for (std::size_t i = 0; i < intervals_.size(); ++i) {
    sum += intervals_[i];
  }
  const double rate = sum > 0.0 ? 60000.0 * static_cast<double>(intervals_.size()) / sum : 0.0;
  told.rate_bpm = static_cast<std::uint16_t>(std::clamp(std::round(rate), 0.0, 255.0));
  told.contact = contact_;
  const std::vector<std::uint8_t> packet = encode_heart_rate_measurement(told);
  const double received = now * (1.0 + config_.drift_ppm * 1e-6) + radio_delay_;
  take(out, ebb_link_encode_ble_notify(&encoder_, clock(received), kBeatStream, kHeartRateService,
                                       kHeartRateMeasurement, kRssi, packet.data(),
                                       static_cast<std::uint8_t>(packet.size())));
}

void LinkDevice::send_beat(std::vector<std::uint8_t>& out) {
  const double time = beat_->time.count() * (1.0 + config_.drift_ppm * 1e-6);
  const double ms = std::clamp(std::round(beat_->interval.count()), 0.0, 65535.0);
  const bool off = beat_->kind == BeatKind::lost || beat_->kind == BeatKind::missed;
  beat_.reset();
  if (!off) {
    take(out, ebb_link_encode_beat(&encoder_, clock(time), kBeatStream, 0,
                                   static_cast<std::uint16_t>(ms), 100));
  }
}

void LinkDevice::send_batch(std::size_t wave, std::vector<std::uint8_t>& out) {
  const MeasuredWave& source = measured_.waves[wave];
  WaveState& state = waves_[wave];
  const double period = 1.0 / source.rate.value();
  const double first = static_cast<double>(state.taken) * period;
  std::array<std::int16_t, kMostInBatch> counts{};
  std::array<float, kMostInBatch> values{};
  std::uint16_t count = 0;
  bool contact = true;
  while (count < state.batch && !state.ended) {
    const double at = real(static_cast<double>(state.taken + count) * period);
    const std::optional<WaveValue> sample = source.next(at);
    if (!sample) {
      state.ended = true;
      break;
    }
    contact = contact && sample->contact;
    const double scaled = std::clamp(std::round(sample->value * kCounts), -32768.0, 32767.0);
    counts.at(count) = static_cast<std::int16_t>(scaled);
    values.at(count) = static_cast<float>(sample->value);
    ++count;
  }
  state.taken += count;
  if (count == 0) {
    return;
  }
  const auto stream = static_cast<std::uint8_t>(kFirstWave + wave);
  const auto flags = static_cast<std::uint8_t>(contact ? 0 : EBB_LINK_FLAG_SENSOR_OFF);
  const auto period_us = static_cast<std::uint32_t>(std::lround(1e6 * period));
  take(out, source.counts ? ebb_link_encode_samples_i16(&encoder_, clock(first), stream, flags,
                                                        period_us, counts.data(), count)
                          : ebb_link_encode_samples_f32(&encoder_, clock(first), stream, flags,
                                                        period_us, values.data(), count));
}

}  // namespace ebb
