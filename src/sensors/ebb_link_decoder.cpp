#include "sensors/ebb_link_decoder.hpp"

#include <algorithm>
#include <cmath>

#include "sensors/heart_rate_measurement.hpp"
#include "sensors/printable.hpp"

namespace ebb {
namespace {

static_assert(static_cast<int>(StreamKind::ecg) == EBB_LINK_KIND_ECG);
static_assert(static_cast<int>(StreamKind::respiration) == EBB_LINK_KIND_RESPIRATION);
static_assert(static_cast<int>(StreamKind::spo2) == EBB_LINK_KIND_SPO2);

/// A frame of slow samples may begin a while before a heartbeat that was sent ahead of it.
constexpr WatchedClock::Config kClockConfig{
    .back = Microseconds{60'000'000}, .ahead = Microseconds{600'000'000}, .confirmations = 8};
/// Frames this little behind the last are re-sent ones; further behind, the device began anew.
constexpr std::uint16_t kRepeatWindow = 16;

}  // namespace

EbbLinkDecoder::EbbLinkDecoder(std::string_view protocol, const DecoderOptions& options)
    : protocol_(protocol), options_(options), clock_(kClockConfig) {
  ebb_link_receiver_reset(&receiver_);
  forget_streams();
  if (protocol == "ble-bridge") {
    capabilities_ = {.intervals = true, .contact = true};
  }
}

void EbbLinkDecoder::push(std::span<const std::uint8_t> bytes, HostTime arrival,
                          const ReadingSink& sink) {
  for (const std::uint8_t byte : bytes) {
    ebb_link_frame frame;
    if (ebb_link_receive(&receiver_, byte, &frame)) {
      take(frame, arrival, sink);
    }
  }
  if (receiver_.unknown_version > 0 && receiver_.frames == 0 && complaint_.empty()) {
    complaint_ = "The device speaks version " + std::to_string(receiver_.other_version) +
                 " of the Ebb link and this program version 1. Put matching firmware on it, or "
                 "a newer Ebb here.";
  }
}

/// What a board has said of its streams and its strap. Kept when the link is lost, as the same
/// board says it again only every ten seconds; another board says it with its HELLO.
void EbbLinkDecoder::forget_streams() {
  streams_.fill(Stream{.kind = options_.kind.value_or(StreamKind::respiration)});
  strap_battery_ = false;
  optical_ = false;
}

void EbbLinkDecoder::reset() {
  link_was_lost_ = true;
  off_ = {};
  receiver_.used = 0;
  receiver_.unknown_version = 0;
  clock_.reset();
  complaint_.clear();
  last_seq_.reset();
  strap_contact_.reset();
  strap_streaming_ = false;
  introduced_ = false;
  time_question_ = {};
}

std::vector<std::uint8_t> EbbLinkDecoder::question(HostTime now) {
  return introduced_ ? time_question_.ask(now) : std::vector<std::uint8_t>{};
}

std::string_view EbbLinkDecoder::unit(const WaveSample& sample) const {
  return streams_[sample.stream].unit;
}

Damage EbbLinkDecoder::damage() const {
  return {.frames = receiver_.damaged_frames + malformed_, .bytes = receiver_.damaged_bytes};
}

void EbbLinkDecoder::take(const ebb_link_frame& frame, HostTime arrival, const ReadingSink& sink) {
  learn_boot(frame, arrival, sink);
  if (!in_sequence(frame, arrival, sink)) {
    return;
  }
  const std::optional<WatchedClock::Stamp> stamp = clock_.push(frame.t_us);
  if (!stamp) {
    sink(LossReading{.frames = 1, .arrival = arrival});
    return;
  }
  if (stamp->restarted) {
    boot_ = boot_.value_or(0) + 1;  // not its true one, but another: that is what it says
    sink(HelloReading{.name = name_, .boot = *boot_, .arrival = arrival});
  }

  const Context at{.time = stamp->time, .arrival = arrival, .sink = sink};
  if (frame.type == EBB_LINK_SAMPLES) {
    samples(frame, at);
    return;
  }
  if (frame.type == EBB_LINK_TIME_REPLY) {
    time_reply(frame, at);
    return;
  }
  sink(ClockReading{.device = at.time, .arrival = arrival});
  switch (frame.type) {
    case EBB_LINK_HEARTBEAT:
      if (frame.payload_size >= 5 && frame.payload[4] <= 100 && !strap_battery_) {
        sink(BatteryReading{.percent = frame.payload[4], .arrival = arrival});
      }
      break;
    case EBB_LINK_STREAM:
      learn_stream(frame);
      break;
    case EBB_LINK_BEAT:
      beat(frame, at);
      break;
    case EBB_LINK_VALUE:
      tell_contact(frame, arrival, sink);
      if (frame.payload_size >= 4) {
        number(streams_[frame.stream], frame.stream,
               static_cast<double>(ebb_link_get_f32(frame.payload)), at.time, 0, at);
      } else {
        ++malformed_;
      }
      break;
    case EBB_LINK_BLE_NOTIFY:
      notification(frame, at);
      break;
    case EBB_LINK_STATUS:
      status(frame, at);
      break;
    case EBB_LINK_ERROR:
      if (frame.payload_size >= 1 && frame.payload[0] == EBB_LINK_TIME_REQUEST) {
        time_question_.refuse();
      }
      break;
    default:  // LOG, RAW_SERIAL and types of the future say nothing about a body
      break;
  }
}

bool EbbLinkDecoder::in_sequence(const ebb_link_frame& frame, HostTime arrival,
                                 const ReadingSink& sink) {
  const std::optional<std::uint16_t> last = last_seq_;
  const auto step = static_cast<std::uint16_t>(frame.seq - last.value_or(0));
  const auto behind = static_cast<std::uint16_t>(0U - step);
  if (last && behind < kRepeatWindow) {
    return false;
  }
  last_seq_ = frame.seq;
  if (last && step != 1) {
    const bool anew = step > 0x7FFF;
    sink(LossReading{.frames = anew ? 1U : step - 1U, .arrival = arrival});
  } else if ((frame.flags & EBB_LINK_FLAG_DROPPED) != 0) {
    sink(LossReading{.frames = 1, .arrival = arrival});
  }
  return true;
}

void EbbLinkDecoder::learn_boot(const ebb_link_frame& frame, HostTime arrival,
                                const ReadingSink& sink) {
  ebb_link_hello hello{};
  const bool is_hello = ebb_link_read_hello(&frame, &hello);
  if (is_hello) {
    name_ = printable({hello.name, hello.name_size});
  } else if (frame.type == EBB_LINK_HEARTBEAT && frame.payload_size >= 5) {
    hello.boot_id = ebb_link_get_u32(frame.payload);
  } else {
    malformed_ += frame.type == EBB_LINK_HELLO || frame.type == EBB_LINK_HEARTBEAT ? 1 : 0;
    return;
  }
  const bool began_anew = boot_ && *boot_ != hello.boot_id;
  if (began_anew) {
    clock_.reset();
    last_seq_.reset();
    strap_contact_.reset();
    time_question_ = {};
    off_ = {};
    if (is_hello || link_was_lost_) {
      forget_streams();
    }
    sink(LossReading{.frames = 1, .arrival = arrival});
  }
  link_was_lost_ = false;
  introduced_ = true;
  if (is_hello || began_anew || !boot_) {
    sink(HelloReading{.name = name_, .boot = hello.boot_id, .arrival = arrival});
  }
  boot_ = hello.boot_id;
}

void EbbLinkDecoder::learn_stream(const ebb_link_frame& frame) {
  ebb_link_stream told{};
  if (!ebb_link_read_stream(&frame, &told) || told.kind < EBB_LINK_KIND_ECG ||
      told.kind > EBB_LINK_KIND_SPO2 || told.format < EBB_LINK_I16 || told.format > EBB_LINK_F32 ||
      told.channels == 0 || !std::isfinite(told.scale) || told.scale == 0.0F ||
      !std::isfinite(told.offset)) {
    ++malformed_;
    return;
  }
  streams_[frame.stream] = {.kind = static_cast<StreamKind>(told.kind),
                            .format = told.format,
                            .channels = told.channels,
                            .period_us = told.period_us,
                            .scale = static_cast<double>(told.scale),
                            .offset = static_cast<double>(told.offset),
                            .unit = std::string{told.unit, told.unit_size}};
  learn_kind(static_cast<StreamKind>(told.kind));
}

void EbbLinkDecoder::tell_contact(const ebb_link_frame& frame, HostTime arrival,
                                  const ReadingSink& sink) {
  const bool off = (frame.flags & EBB_LINK_FLAG_SENSOR_OFF) != 0;
  if (off != off_[frame.stream]) {
    off_[frame.stream] = off;
    capabilities_.contact = true;
    sink(ContactReading{.on_body = !off, .arrival = arrival});
  }
}

void EbbLinkDecoder::beat(const ebb_link_frame& frame, const Context& at) {
  tell_contact(frame, at.arrival, at.sink);
  if (frame.payload_size < 2) {
    ++malformed_;
    return;
  }
  const std::uint16_t interval = ebb_link_get_u16(frame.payload);
  capabilities_.beats = true;
  BeatReading reading{.interval = std::nullopt,
                      .optical = streams_[frame.stream].kind != StreamKind::ecg,
                      .time = at.time,
                      .arrival = at.arrival};
  if (interval != 0) {
    capabilities_.intervals = true;
    reading.interval = Milliseconds{interval};
  }
  at.sink(reading);
}

void EbbLinkDecoder::notification(const ebb_link_frame& frame, const Context& at) {
  if (frame.payload_size < 5) {
    ++malformed_;
    return;
  }
  const std::uint16_t service = ebb_link_get_u16(frame.payload);
  const std::uint16_t characteristic = ebb_link_get_u16(frame.payload + 2);
  const std::span<const std::uint8_t> bytes{frame.payload + 5, frame.payload_size - 5U};
  if (service == kHeartRateService && characteristic == kHeartRateMeasurement) {
    if (const auto m = decode_heart_rate_measurement(bytes)) {
      measurement(*m, at);
    } else {
      ++malformed_;
    }
  } else if (service == kHeartRateService && characteristic == kBodySensorLocation) {
    optical_ = !bytes.empty() && bytes[0] >= 2 && bytes[0] <= 6;  // anywhere but on the chest
  } else if (service == kBatteryService && characteristic == kBatteryLevel) {
    if (const auto percent = decode_battery_level(bytes)) {
      strap_battery_ = true;
      at.sink(BatteryReading{.percent = *percent, .arrival = at.arrival});
    }
  }
}

void EbbLinkDecoder::measurement(const HeartRateMeasurement& m, const Context& at) {
  complaint_.clear();
  if (m.contact && m.contact != strap_contact_) {
    strap_contact_ = m.contact;
    capabilities_.contact = true;
    at.sink(ContactReading{.on_body = *m.contact, .arrival = at.arrival});
  }
  if (m.rate_bpm != 0) {
    at.sink(HeartRateReading{.rate = BeatsPerMinute{static_cast<double>(m.rate_bpm)},
                             .arrival = at.arrival});
  }
  const auto known = [](std::uint16_t raw) { return raw != 0; };
  auto later = std::count_if(m.intervals().begin(), m.intervals().end(), known);
  for (const std::uint16_t raw : m.intervals()) {
    if (known(raw)) {
      --later;
      capabilities_.intervals = true;
      at.sink(IntervalReading{.interval = interval_from_1024ths(raw),
                              .optical = optical_,
                              .later_in_packet = static_cast<std::uint8_t>(later),
                              .reception = at.time,
                              .arrival = at.arrival});
    }
  }
}

void EbbLinkDecoder::status(const ebb_link_frame& frame, const Context& at) {
  if (frame.payload_size < 1) {
    ++malformed_;
    return;
  }
  const std::uint8_t state = frame.payload[0];
  if (strap_streaming_ && state != EBB_LINK_STREAMING) {
    at.sink(LossReading{.frames = 1, .arrival = at.arrival});
  }
  strap_streaming_ = state == EBB_LINK_STREAMING;
  if (state == EBB_LINK_STREAMING) {
    complaint_.clear();
  } else if (state == EBB_LINK_LOST) {
    complaint_ = "The bridge lost the strap. Is it worn, and damp where it touches the skin?";
  } else {
    complaint_ = "The bridge is looking for the strap. Put it on, and damp where it touches.";
  }
}

void EbbLinkDecoder::time_reply(const ebb_link_frame& frame, const Context& at) {
  ClockReading reading{.device = at.time, .arrival = at.arrival};
  if (frame.payload_size < 8) {
    ++malformed_;
  } else {
    const Microseconds pondered{
        static_cast<std::int32_t>(frame.t_us - ebb_link_get_u32(frame.payload + 4))};
    const auto asked = time_question_.answer(ebb_link_get_u32(frame.payload), at.arrival);
    if (asked && pondered.count() >= 0 && pondered <= at.arrival - *asked) {
      reading.question = ClockReading::Question{.asked = *asked, .heard = at.time - pondered};
    }
  }
  at.sink(reading);
}

}  // namespace ebb
