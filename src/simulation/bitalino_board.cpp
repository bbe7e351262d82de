#include "simulation/bitalino_board.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "sensors/bitalino_frame.hpp"

namespace ebb {
namespace {

constexpr std::string_view kVersion = "BITalino_v5.2\n";
// The fifth and sixth slot of a frame carry the upper six of ten bits.
constexpr std::size_t kWideSlots = 4;
constexpr unsigned kLeftOut = 4;

}  // namespace

BitalinoBoard::BitalinoBoard(Measured measured, const DeviceConfig& config)
    : waves_(std::move(measured.waves), config) {
  const auto worn = std::min<std::size_t>(waves_.count(), kInputs);
  started_ = config.asleep ? 0U : (1U << worn) - 1U;
}

std::optional<TimedBytes> BitalinoBoard::next() {
  const std::optional<SampledWaves::Instant> instant = waves_.next();
  if (!instant) {
    return std::nullopt;
  }
  return TimedBytes{to_microseconds(instant->at),
                    started_ == 0 ? std::vector<std::uint8_t>{} : frame(instant->values)};
}

/// An input with nothing on it reads as an end of the scale.
std::uint16_t BitalinoBoard::raw(std::size_t input, const std::vector<WaveValue>& values) const {
  if (input >= values.size() || !values[input].contact) {
    return 0;
  }
  // 1 mV is a third of the ECG sensor's scale.
  const double swing = waves_.kind(input) == StreamKind::ecg ? 341.3 : 200.0;
  return static_cast<std::uint16_t>(converted(values[input].value, swing, 1023.0));
}

std::vector<std::uint8_t> BitalinoBoard::frame(const std::vector<WaveValue>& values) {
  BitalinoFrame frame;
  frame.number = number_;
  frame.count = 0;
  for (unsigned input = 0; input < kInputs; ++input) {
    if (((started_ >> input) & 1U) != 0) {
      const std::uint16_t all = raw(input, values);
      const bool wide = frame.count < kWideSlots;
      frame.slots[frame.count++] = wide ? all : static_cast<std::uint16_t>(all >> kLeftOut);
    }
  }
  number_ = static_cast<std::uint8_t>((number_ + 1) % 16);
  return encode_bitalino_frame(frame);
}

std::vector<std::uint8_t> BitalinoBoard::hear(std::span<const std::uint8_t> orders) {
  std::vector<std::uint8_t> answer;
  for (const std::uint8_t order : orders) {
    hear(order, answer);
  }
  return answer;
}

void BitalinoBoard::hear(std::uint8_t order, std::vector<std::uint8_t>& answer) {
  constexpr std::uint8_t kStop = 0xFF;
  constexpr std::uint8_t kStopToo = 0x00;
  constexpr std::uint8_t kSayVersion = 0x07;
  constexpr std::uint8_t kSayVersionToo = 0x0F;
  constexpr unsigned kKind = 0x03;
  constexpr unsigned kLive = 0x01;
  if (started_ != 0) {
    started_ = order == kStop || order == kStopToo ? 0 : started_;
  } else if (order == kSayVersion || order == kSayVersionToo) {
    answer.insert(answer.end(), kVersion.begin(), kVersion.end());
  } else if ((order & kKind) == kLive) {
    started_ = order >> 2U;
    number_ = 0;
  }
}

}  // namespace ebb
