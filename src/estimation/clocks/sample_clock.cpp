#include "estimation/clocks/sample_clock.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ebb {
namespace {

/// Arrivals nearer than this belong to one burst.
constexpr double kSameArrival = 0.0005;
/// What has to be seen before a rate is told.
constexpr double kEarnedSpan = 2.0;
constexpr int kEarnedBursts = 4;
/// The loop never bends time by more than this share of a sample.
constexpr double kBend = 0.2;
/// A sample may seem to be taken this many seconds after it arrived: arrivals are that uneven.
constexpr double kEarly = 0.03;

}  // namespace

SampleClock::SampleClock() : SampleClock(Config{}) {}
SampleClock::SampleClock(const Config& config)
    : config_(config), period_(1.0 / config.expected.value()) {}

void SampleClock::reset() { *this = SampleClock{config_}; }

HostTime SampleClock::push(HostTime arrival) {
  if (!running_ || arrival - newest_arrival_ > config_.gap ||
      newest_arrival_ - arrival > config_.gap) {
    begin(arrival);
  } else {
    const double now = Seconds{arrival - origin_}.count();
    if (now - arrival_ > kSameArrival) {
      learn();  // the sample before was the last of its burst
      arrival_ = now;
    }
    pass_over_lost();
    index_ += 1.0;
    const double period = step();
    time_ += period;
  }
  newest_arrival_ = std::max(newest_arrival_, arrival);
  HostTime time = origin_ + to_microseconds(Seconds{time_});
  if (given_) {
    time = std::max(time, last_given_ + Microseconds{1});
  }
  given_ = true;
  last_given_ = time;
  return time;
}

/// The rate of the device outlives a gap; its phase does not.
void SampleClock::begin(HostTime arrival) {
  running_ = true;
  origin_ = arrival;
  newest_arrival_ = arrival;
  index_ = arrival_ = time_ = 0.0;
  fit_ = Fit{};
  quick_.reset();
  lost_ = 0.0;
}

void SampleClock::skip(std::uint32_t samples) { lost_ += samples; }

void SampleClock::pass_over_lost() {
  if (lost_ > 0.0) {
    const double room = (arrival_ + kEarly - time_) / period_ - 1.0;
    const double lost = std::clamp(std::floor(room), 0.0, std::exchange(lost_, 0.0));
    index_ += lost;
    time_ += lost * period_;
  }
}

/// One more point of arrival on index, with all sums moved so that they are about this point.
void SampleClock::learn() {
  const double dx = index_ - fit_.index;
  const double dy = arrival_ - fit_.arrival;
  const double keep = std::exp(-dy / config_.memory.count());
  const double w = fit_.w * keep;
  const double x = fit_.x * keep;
  const double y = fit_.y * keep;
  fit_.xx = fit_.xx * keep - 2.0 * dx * x + dx * dx * w;
  fit_.xy = fit_.xy * keep - dx * y - dy * x + dx * dy * w;
  fit_.x = x - dx * w;
  fit_.y = y - dy * w;
  fit_.w = w + 1.0;
  fit_.index = index_;
  fit_.arrival = arrival_;
  fit_.span += dy;
  ++fit_.bursts;
  const double spread = fit_.w * fit_.xx - fit_.x * fit_.x;
  if (spread > 0.0) {
    const double period = (fit_.w * fit_.xy - fit_.x * fit_.y) / spread;
    if (period > 0.0) {
      fit_.period = period;
    }
  }
  if (fit_.period > 0.0 && fit_.span >= kEarnedSpan && fit_.bursts >= kEarnedBursts) {
    period_ = fit_.period;
    earned_ = true;
  } else if (fit_.period > 0.0 && !earned_) {
    period_ = fit_.period;
  }
  keep_quick();
  edge_ = edge();
}

/// Of the arrivals of each stretch of time the one that came quickest.
void SampleClock::keep_quick() {
  const double length = config_.edge.count() / static_cast<double>(kStretches);
  const auto stretch = static_cast<std::int64_t>(arrival_ / length);
  const Quick now{index_, arrival_};
  if (quick_.empty() || stretch != stretch_) {
    stretch_ = stretch;
    quick_.push(now);
    while (quick_.front().arrival < arrival_ - config_.edge.count()) {
      quick_.drop_front();
    }
  } else if (const Quick& best = quick_.back();
             arrival_ - best.arrival < period_ * (index_ - best.index)) {
    quick_.replace_back(now);
  }
}

double SampleClock::edge() const {
  double lowest = arrival_ - period_ * index_;
  for (std::size_t i = 0; i < quick_.size(); ++i) {
    lowest = std::min(lowest, quick_[i].arrival - period_ * quick_[i].index);
  }
  return lowest;
}

/// How far time moves to the next sample: a period, bent towards the edge.
double SampleClock::step() const {
  if (fit_.period <= 0.0) {
    return period_;
  }
  const double error = edge_ + period_ * index_ - (time_ + period_);
  const double gain = std::min(1.0, period_ / config_.settling.count());
  const double most = kBend * period_;
  return period_ + std::clamp(gain * error, -most, most);
}

std::optional<Hertz> SampleClock::rate() const {
  if (!earned_) {
    return std::nullopt;
  }
  return Hertz{1.0 / period_};
}

}  // namespace ebb
