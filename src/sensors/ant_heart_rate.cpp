#include "sensors/ant_heart_rate.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "sensors/heart_rate_measurement.hpp"
#include "sensors/wire_numbers.hpp"

namespace ebb {
namespace {

constexpr std::uint8_t kSync = 0xA4;
constexpr std::uint8_t kBroadcast = 0x4E;
constexpr std::uint8_t kHeartRateMonitor = 0x78;
constexpr std::uint8_t kType = 0x7F;  // without the bit of a monitor that wants to be paired
/// Half of the turn of the beats' clock: after a longer silence its numbers tell nothing.
constexpr Microseconds kLongestSilence{30'000'000};
constexpr std::uint8_t kPreviousBeat = 4;
constexpr std::size_t kAround = 4;  // sync, length, message, XOR
constexpr std::size_t kPlain = 9;   // channel and payload
constexpr std::size_t kNamed = 14;  // and flag, device number, type, transmission

std::uint8_t xor_of(std::span<const std::uint8_t> bytes) {
  return std::accumulate(bytes.begin(), bytes.end(), std::uint8_t{0},
                         [](std::uint8_t a, std::uint8_t b) -> std::uint8_t { return a ^ b; });
}

}  // namespace

AntHeartPage decode_ant_heart_page(std::span<const std::uint8_t, 8> payload) {
  AntHeartPage page;
  page.page = payload[0] & 0x7FU;
  page.toggle = (payload[0] & 0x80U) != 0;
  page.before_1024ths = u16_le(&payload[2]);
  page.beat_1024ths = u16_le(&payload[4]);
  page.beats = payload[6];
  page.rate_bpm = payload[7];
  return page;
}

std::array<std::uint8_t, 8> encode_ant_heart_page(const AntHeartPage& page) {
  const auto low = [](std::uint16_t v) { return static_cast<std::uint8_t>(v); };
  const auto high = [](std::uint16_t v) { return static_cast<std::uint8_t>(v >> 8U); };
  return {static_cast<std::uint8_t>((page.page & 0x7FU) | (page.toggle ? 0x80U : 0U)),
          0xFF,
          low(page.before_1024ths),
          high(page.before_1024ths),
          low(page.beat_1024ths),
          high(page.beat_1024ths),
          page.beats,
          page.rate_bpm};
}

std::array<std::uint8_t, 13> encode_ant_broadcast(std::uint8_t channel,
                                                  std::span<const std::uint8_t, 8> payload) {
  std::array<std::uint8_t, 13> bytes{kSync, kPlain, kBroadcast, channel};
  std::copy(payload.begin(), payload.end(), bytes.begin() + 4);
  bytes.back() = xor_of(std::span{bytes}.first<12>());
  return bytes;
}

void AntHeartRate::push(std::span<const std::uint8_t> bytes, HostTime arrival,
                        const ReadingSink& sink) {
  for (const std::uint8_t byte : bytes) {
    unread_.push(byte);
    while (take(unread_.bytes(), arrival, sink)) {
    }
  }
}

bool AntHeartRate::take(std::span<const std::uint8_t> unread, HostTime arrival,
                        const ReadingSink& sink) {
  if (unread.empty()) {
    return false;
  }
  const std::size_t whole = unread.size() < 2 ? kAround : unread[1] + kAround;
  const bool begins = unread[0] == kSync && whole <= kMost;
  if (begins && unread.size() < whole) {
    return false;
  }
  if (begins && message(unread.first(whole), arrival, sink)) {
    unread_.drop(whole);
    return true;
  }
  damage_.frames += begins ? 1U : 0U;
  unread_.drop(1);
  ++damage_.bytes;
  return true;
}

void AntHeartRate::reset() {
  unread_.reset();
  last_.reset();
  channel_.reset();
  device_.reset();
  news_.reset();
}

bool AntHeartRate::message(std::span<const std::uint8_t> whole, HostTime arrival,
                           const ReadingSink& sink) {
  if (xor_of(whole.first(whole.size() - 1)) != whole.back()) {
    return false;
  }
  const auto data = whole.subspan(3, whole.size() - kAround);
  if (whole[2] == kBroadcast && data.size() >= kPlain && is_ours(data)) {
    page(decode_ant_heart_page(data.subspan<1, 8>()), arrival, sink);
  }
  return true;
}

bool AntHeartRate::is_ours(std::span<const std::uint8_t> data) {
  const bool named = data.size() >= kNamed && (data[kPlain] & 0x80U) != 0;
  if (named && (data[kPlain + 3] & kType) != kHeartRateMonitor) {
    return false;
  }
  channel_ = channel_.value_or(data[0]);
  if (channel_ != data[0] || !named) {
    return channel_ == data[0];
  }
  const std::uint16_t number = u16_le(&data[kPlain + 1]);
  device_ = device_.value_or(number);
  return device_ == number;
}

void AntHeartRate::page(const AntHeartPage& page, HostTime arrival, const ReadingSink& sink) {
  if (news_.push(page.rate_bpm)) {
    sink(HeartRateReading{.rate = BeatsPerMinute{static_cast<double>(page.rate_bpm)},
                          .arrival = arrival});
  }
  if (last_ && arrival - heard_ > kLongestSilence) {
    sink(LossReading{.frames = 1, .arrival = arrival});
    last_.reset();
  }
  heard_ = arrival;
  const auto step = last_ ? static_cast<std::uint8_t>(page.beats - last_->beats) : std::uint8_t{0};
  const bool knows_before = page.page == kPreviousBeat;
  if (step > 1) {
    sink(LossReading{.frames = static_cast<std::uint32_t>(step - 1), .arrival = arrival});
  }
  if (step == 1 || (step > 1 && knows_before)) {
    const std::uint16_t before = knows_before ? page.before_1024ths : last_->beat_1024ths;
    const auto raw = static_cast<std::uint16_t>(page.beat_1024ths - before);
    if (raw != 0) {
      sink(IntervalReading{.interval = interval_from_1024ths(raw),
                           .optical = false,
                           .later_in_packet = 0,
                           .reception = std::nullopt,
                           .arrival = arrival});
    }
  }
  last_ = page;
}

}  // namespace ebb
