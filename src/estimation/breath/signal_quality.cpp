#include "estimation/breath/signal_quality.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ebb {

namespace {

constexpr Microseconds kSecond{1'000'000};
constexpr std::size_t kStretchSeconds = 4;
constexpr std::size_t kFewestStretches = 3;
constexpr double kLargest = 1e150;  // differences of larger ones need not be numbers
constexpr double kWrongShare = 0.2;
constexpr double kClippedShare = 0.33;
constexpr double kMotion = 3.0;  // times a usual breath, within a second

}  // namespace

void SignalQuality::push(HostTime time, double value) {
  if (!begun_ || time < began_) {
    gap();
    began_ = time;
    begun_ = true;
  } else if (time - began_ >= kSecond) {
    if (time - began_ >= 3 * kSecond) {
      gap();
    } else {
      close();
    }
    began_ = time;
    begun_ = true;
  }
  if (!(std::abs(value) <= kLargest)) {
    ++now_.wrong;
    return;
  }
  if (now_.values == 0 || value < now_.low) {
    now_.low = value;
    now_.at_low = 0;
  }
  if (now_.values == 0 || value > now_.high) {
    now_.high = value;
    now_.at_high = 0;
  }
  now_.at_low += value == now_.low ? 1U : 0U;
  now_.at_high += value == now_.high ? 1U : 0U;
  ++now_.values;
}

void SignalQuality::gap() {
  now_ = {};
  recent_.reset();
  closed_ = 0;
  begun_ = false;
  fault_ = SignalFault::none;
}

void SignalQuality::close() {
  recent_.push(now_);
  fault_ = judge(now_);
  now_ = {};
  const bool told = fault_ != SignalFault::flat && fault_ != SignalFault::damaged;
  if (++closed_ % kStretchSeconds == 0 && told) {
    keep_stretch();
  }
}

void SignalQuality::keep_stretch() {
  Stretch stretch{recent_.back().low, recent_.back().high};
  for (std::size_t i = 1; i < std::min(kStretchSeconds, recent_.size()); ++i) {
    const Second& one = recent_[recent_.size() - 1 - i];
    stretch.low = std::min(stretch.low, one.low);
    stretch.high = std::max(stretch.high, one.high);
  }
  stretches_.push(stretch);
}

SignalFault SignalQuality::judge(const Second& second) const {
  const auto wrong = static_cast<double>(second.wrong);
  if (wrong > kWrongShare * (wrong + static_cast<double>(second.values))) {
    return SignalFault::damaged;
  }
  Second whole = second;
  for (std::size_t i = 0; i + 1 < recent_.size(); ++i) {
    const Second& one = recent_[i];
    if (one.values == 0) {
      continue;
    }
    whole.at_low = one.low > whole.low ? whole.at_low
                                       : one.at_low + (one.low == whole.low ? whole.at_low : 0U);
    whole.at_high = one.high < whole.high
                        ? whole.at_high
                        : one.at_high + (one.high == whole.high ? whole.at_high : 0U);
    whole.low = std::min(whole.low, one.low);
    whole.high = std::max(whole.high, one.high);
    whole.values += one.values;
  }
  const double range = whole.high - whole.low;
  if (recent_.full() && range <= 1e-12 * std::abs(whole.high)) {
    return SignalFault::flat;
  }
  if (recent_.full() && clipped(whole)) {
    return SignalFault::clipped;
  }
  const double usual = usual_range();
  return usual > 0.0 && second.high - second.low > kMotion * usual ? SignalFault::motion
                                                                   : SignalFault::none;
}

bool SignalQuality::clipped(const Second& whole) const {
  const double most = kClippedShare * static_cast<double>(whole.values);
  bool low = static_cast<double>(whole.at_low) > most;
  bool high = static_cast<double>(whole.at_high) > most;
  for (std::size_t i = 0; i < stretches_.size(); ++i) {
    low = low && stretches_[i].low >= whole.low;
    high = high && stretches_[i].high <= whole.high;
  }
  return low || high;
}

double SignalQuality::usual_range() const {
  if (stretches_.size() < kFewestStretches) {
    return 0.0;
  }
  std::array<double, kStretches> sorted{};
  for (std::size_t i = 0; i < stretches_.size(); ++i) {
    sorted[i] = stretches_[i].high - stretches_[i].low;
  }
  const auto count = static_cast<std::ptrdiff_t>(stretches_.size());
  std::nth_element(sorted.begin(), sorted.begin() + count / 2, sorted.begin() + count);
  return sorted[static_cast<std::size_t>(count / 2)];
}

}  // namespace ebb
