#include "sensors/go_direct.hpp"

#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "sensors/wire_numbers.hpp"

namespace ebb {
namespace {

constexpr std::uint8_t kMeasurement = 0x20;
constexpr std::uint8_t kReply = 0x98;
constexpr std::uint8_t kRequest = 0x58;
constexpr std::uint8_t kStatus = 0x10;
constexpr std::size_t kNumber = 4;  // bytes
constexpr std::size_t kShortest = 5;
constexpr std::size_t kStatusBattery = 16;

constexpr unsigned kForce = 1;  // channel
constexpr std::uint8_t kSeveral = 0x06;
constexpr std::uint8_t kSeveralWide = 0x07;
constexpr std::uint8_t kOneFloat = 0x08;
constexpr std::uint8_t kOneWhole = 0x09;
constexpr std::uint8_t kOneFloatWide = 0x0A;
constexpr std::uint8_t kOneWholeWide = 0x0B;

}  // namespace

std::uint8_t go_direct_checksum(std::span<const std::uint8_t> frame) {
  return static_cast<std::uint8_t>(std::accumulate(frame.begin(), frame.end(), 0U) - frame[3]);
}

std::vector<std::uint8_t> encode_go_direct_request(std::uint8_t counter, std::uint8_t command,
                                                   std::span<const std::uint8_t> payload) {
  std::vector<std::uint8_t> bytes{kRequest, static_cast<std::uint8_t>(kShortest + payload.size()),
                                  counter, 0, command};
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  bytes[3] = go_direct_checksum(bytes);
  return bytes;
}

std::vector<std::uint8_t> encode_go_direct_force(std::uint8_t counter,
                                                 std::span<const float> newtons) {
  std::vector<std::uint8_t> bytes{kMeasurement,
                                  static_cast<std::uint8_t>(9 + 4 * newtons.size()),
                                  counter,
                                  0,
                                  kSeveral,
                                  1U << kForce,
                                  0,
                                  static_cast<std::uint8_t>(newtons.size()),
                                  0};
  for (const float force : newtons) {
    const auto bits = std::bit_cast<std::uint32_t>(force);
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
  }
  bytes[3] = go_direct_checksum(bytes);
  return bytes;
}

void GoDirect::push(std::span<const std::uint8_t> bytes, HostTime arrival,
                    const ReadingSink& sink) {
  const Context at{.arrival = arrival, .sink = sink};
  for (const std::uint8_t byte : bytes) {
    unread_.push(byte);
    while (take(unread_.bytes(), at)) {
    }
  }
}

bool GoDirect::take(std::span<const std::uint8_t> unread, const Context& at) {
  if (unread.empty()) {
    return false;
  }
  const bool begins = unread[0] == kMeasurement || unread[0] == kReply;
  if (begins && (unread.size() < 2 || (unread[1] >= kShortest && unread.size() < unread[1]))) {
    return false;
  }
  if (begins && unread[1] >= kShortest) {
    const auto whole = unread.first(unread[1]);
    if (go_direct_checksum(whole) == whole[3]) {
      frame(whole, at);
      unread_.drop(whole.size());
      return true;
    }
    ++damage_.frames;
  }
  unread_.drop(1);
  ++damage_.bytes;
  return true;
}

std::optional<GoDirect::Column> GoDirect::force_in(std::span<const std::uint8_t> bytes) {
  const auto several = [&](std::uint32_t mask, std::size_t count,
                           std::size_t first) -> std::optional<Column> {
    if ((mask >> kForce & 1U) == 0) {
      return std::nullopt;
    }
    const std::uint32_t before = mask & ((1U << kForce) - 1U);
    return Column{.first = first + kNumber * static_cast<std::size_t>(std::popcount(before)),
                  .step = kNumber * static_cast<std::size_t>(std::popcount(mask)),
                  .count = count};
  };
  const std::uint8_t type = bytes[4];
  if (type == kSeveral && bytes.size() >= 9) {
    return several(u16_le(&bytes[5]), bytes[7], 9);
  }
  if (type == kSeveralWide && bytes.size() >= 11) {
    return several(u32_le(&bytes[5]), bytes[9], 11);
  }
  if (type >= kOneFloat && type <= kOneWholeWide && bytes.size() >= 8 && bytes[6] == kForce) {
    return Column{
        .first = 8, .count = bytes[7], .whole = type == kOneWhole || type == kOneWholeWide};
  }
  return std::nullopt;
}

void GoDirect::frame(std::span<const std::uint8_t> bytes, const Context& at) {
  if (bytes[0] == kReply) {
    if (bytes[4] == kStatus && bytes.size() > kStatusBattery && bytes[kStatusBattery] <= 100) {
      at.sink(BatteryReading{.percent = bytes[kStatusBattery], .arrival = at.arrival});
    }
    return;
  }
  const auto column = force_in(bytes);
  if (!column) {
    return;
  }
  for (std::size_t i = 0; i < column->count; ++i) {
    const std::size_t place = column->first + i * column->step;
    if (place + 4 > bytes.size()) {
      ++damage_.frames;  // it says more samples than it holds
      return;
    }
    const double force = column->whole
                             ? static_cast<double>(static_cast<std::int32_t>(u32_le(&bytes[place])))
                             : static_cast<double>(f32_le(&bytes[place]));
    if (!std::isfinite(force)) {
      ++left_out_;
    } else {
      if (const std::uint32_t frames = std::exchange(left_out_, 0); frames > 0) {
        at.sink(LossReading{.frames = frames, .arrival = at.arrival});
      }
      at.sink(WaveSample{.kind = StreamKind::respiration,
                         .stream = 1,
                         .value = options_.invert ? -force : force,
                         .time = std::nullopt,
                         .arrival = at.arrival});
    }
  }
}

}  // namespace ebb
