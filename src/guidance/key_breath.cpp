#include "guidance/key_breath.hpp"

#include <algorithm>

namespace ebb {
namespace {

constexpr double kShortest = 2.0;  // seconds, a little above 24/min
constexpr double kLongest = 20.0;
constexpr double kUneven = 1.8;  // a breath longer or shorter by this begins anew
constexpr double kGone = 2.5;    // breaths after the last press
constexpr double kQuality = 0.8;

double between(HostTime from, HostTime to) { return Seconds{to - from}.count(); }

}  // namespace

void KeyBreath::press(HostTime now) {
  if (down_) {
    return;
  }
  down_ = true;
  if (presses_.empty()) {
    presses_.push(now);
    return;
  }
  const double last = between(presses_.back(), now);
  if (last < kShortest) {
    return;  // a slip of the finger
  }
  if (last > kLongest) {
    presses_.reset();
  } else if (presses_.size() > 1) {
    const double mean =
        between(presses_.front(), presses_.back()) / static_cast<double>(presses_.size() - 1);
    if (last > mean * kUneven || last * kUneven < mean) {
      const HostTime before = presses_.back();
      presses_.reset();
      presses_.push(before);
    }
  }
  presses_.push(now);
}

void KeyBreath::release(HostTime) { down_ = false; }

void KeyBreath::reset() {
  presses_.reset();
  down_ = false;
}

std::optional<OwnBreath> KeyBreath::at(HostTime now) const {
  if (presses_.size() < 2 || now < presses_.back()) {
    return std::nullopt;
  }
  const double period =
      between(presses_.front(), presses_.back()) / static_cast<double>(presses_.size() - 1);
  const double since = between(presses_.back(), now);
  if (since > kGone * period) {
    return std::nullopt;
  }
  return OwnBreath{BreathsPerMinute{60.0 / period}, wrapped(Turns{since / period}), kQuality};
}

}  // namespace ebb
