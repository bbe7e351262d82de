#include "simulation/ant_device.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ebb {
namespace {

constexpr double kPeriod = 8070.0 / 32768.0;  // s between messages

std::uint16_t in_1024ths(double seconds) {
  return static_cast<std::uint16_t>(std::llround(seconds * 1024.0));
}

}  // namespace

AntDevice::AntDevice(Measured measured, const DeviceConfig& config)
    : measured_(std::move(measured)), config_(config) {
  page_.page = 4;
}

bool AntDevice::beats_until(double seconds) {
  while (measured_.beats) {
    if (!beat_) {
      beat_ = measured_.beats();
    }
    if (!beat_) {
      return false;
    }
    if (beat_->time.count() > seconds) {
      return true;
    }
    const double interval = beat_->interval.count() * 1e-3;
    if (interval > 0.0) {
      page_.before_1024ths = in_1024ths(beat_->time.count() - interval);
      page_.beat_1024ths = in_1024ths(beat_->time.count());
      page_.rate_bpm = static_cast<std::uint8_t>(std::clamp(60.0 / interval, 1.0, 255.0));
      ++page_.beats;
    }
    beat_.reset();
  }
  return false;
}

std::optional<TimedBytes> AntDevice::next() {
  const double at = static_cast<double>(messages_) * kPeriod;
  if ((config_.length && at >= config_.length->count()) || !beats_until(at)) {
    return std::nullopt;
  }
  page_.toggle = messages_ / 4 % 2 == 1;
  ++messages_;
  const auto bytes = encode_ant_broadcast(0, encode_ant_heart_page(page_));
  return TimedBytes{to_microseconds(Seconds{at}), {bytes.begin(), bytes.end()}};
}

}  // namespace ebb
