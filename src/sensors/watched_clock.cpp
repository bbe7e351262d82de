#include "sensors/watched_clock.hpp"

namespace ebb {

bool WatchedClock::follows(std::uint32_t micros, std::uint32_t last) const {
  const Microseconds step{static_cast<std::int32_t>(micros - last)};
  return step >= -config_.back && step <= config_.ahead;
}

std::optional<WatchedClock::Stamp> WatchedClock::push(std::uint32_t micros) {
  bool restarted = false;
  if (last_ && !follows(micros, *last_)) {
    confirmed_ = doubtful_ && follows(micros, *doubtful_) ? confirmed_ + 1 : 0;
    doubtful_ = micros;
    if (confirmed_ < config_.confirmations) {
      return std::nullopt;
    }
    clock_.reset();
    restarted = true;
  }
  doubtful_.reset();
  confirmed_ = 0;
  last_ = micros;
  return Stamp{clock_.push(micros), restarted};
}

void WatchedClock::reset() {
  clock_.reset();
  last_.reset();
  doubtful_.reset();
  confirmed_ = 0;
}

}  // namespace ebb
