#include "estimation/clocks/clock_alignment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ebb {
namespace {

/// A step back by more than this is a device that started anew, not frames out of order.
constexpr double kRestart = 1.0;
/// A leap ahead by more than this that the arrival did not share was a damaged time.
constexpr double kLeap = 10.0;
/// While learning, a fall of (arrival - device) beyond this is a recording rather than a delay.
constexpr double kLongestDelay = 2.0;

}  // namespace

ClockAlignment::ClockAlignment() : ClockAlignment(Config{}) {}
ClockAlignment::ClockAlignment(const Config& config) : config_(config) {}

void ClockAlignment::reset() { *this = ClockAlignment{config_}; }

void ClockAlignment::begin(DeviceTime device, HostTime arrival) {
  reset();
  device_origin_ = device;
  host_origin_ = arrival;
  packets_ = 1;
  keep(Point{});
}

void ClockAlignment::push(DeviceTime device, HostTime arrival) {
  if (packets_ == 0) {
    begin(device, arrival);
    return;
  }
  const double x = since_origin(device);
  const Point p{x, Seconds{arrival - host_origin_}.count() - x};
  const double ahead = p.x - last_.x;
  const double waited = ahead + p.y - last_.y;
  const bool leapt = state_ != State::played_fast && ahead > kLeap && waited < 0.5 * ahead;
  if (ahead < -kRestart || leapt) {
    begin(device, arrival);
    return;
  }
  ++packets_;
  if (ahead < 0.0) {
    return;
  }
  if (keep(p) || packets_ == config_.packets || state_ == State::learning) {
    fit(p);
  }
  last_ = p;
}

void ClockAlignment::push_answer(HostTime asked, DeviceTime heard, DeviceTime answered,
                                 HostTime arrival) {
  const double waited = Seconds{arrival - asked}.count();
  const double round_trip = waited - Seconds{answered - heard}.count();
  if (packets_ == 0 || state_ == State::played_fast || answered < heard || round_trip < 0.0) {
    return;
  }
  const double x = since_origin(heard);
  while (!questions_.empty() && questions_.front().point.x < x - config_.memory.count()) {
    questions_.drop_front();
  }
  questions_.push({{x, Seconds{asked - host_origin_}.count() - x}, round_trip});
  fit(last_);
}

/// Half of the least time from a question to the lower edge of what came back, which cannot be more
/// than its own answer took.
double ClockAlignment::least_delay(double slope, double offset) const {
  double shortest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const auto& [asked, round_trip] = questions_[i];
    const double to_edge = offset + (slope - 1.0) * asked.x - asked.y;
    shortest = std::min({shortest, to_edge, round_trip});
  }
  return questions_.empty() ? 0.0 : std::max(shortest, 0.0) / 2.0;
}

/// Whether the fit may have changed.
bool ClockAlignment::keep(const Point& p) {
  const double length = config_.memory.count() / static_cast<double>(kStretches - 4);
  const auto stretch = static_cast<std::int64_t>(p.x / length);
  if (!points_.empty() && stretch == stretch_) {
    if (p.y < points_.back().y) {
      points_.replace_back(p);
    }
    return p.y < line(p.x) + least_delay_;
  }
  stretch_ = stretch;
  points_.push(p);
  while (points_.front().x < p.x - config_.memory.count()) {
    points_.drop_front();
  }
  return true;
}

void ClockAlignment::fit(const Point& newest) {
  const double seen = hull_slope();
  const double span = newest.x - points_.front().x;
  if (packets_ >= config_.packets && span >= config_.span.count()) {
    state_ = judge(seen, span);
  }

  double slope = 1.0;
  double offset = 0.0;  // the first packet's, where the line is not to be fitted
  if (state_ == State::learning) {
    const double lowest = lowest_offset(1.0);
    offset = config_.hold_while_learning || lowest < -kLongestDelay ? 0.0 : lowest;
  } else if (state_ != State::played_fast) {
    if (!config_.unit_rate) {
      // Over a short span the slope is mostly delays: believe it as the span grows.
      const double trust = span / std::hypot(span, config_.jitter.count() / 0.03);
      slope = 1.0 + (seen - 1.0) * (state_ == State::aligned ? trust * trust : 1.0);
    }
    offset = lowest_offset(slope);
  }
  least_delay_ = state_ == State::played_fast ? 0.0 : least_delay(slope, offset);
  offset -= least_delay_;
  rate_ = state_ == State::learning ? 1.0 : seen;

  const double before = mapped(newest.x);
  if (newest.x > last_.x) {
    past_slope_ = (before - mapped(last_.x)) / (newest.x - last_.x);
  }
  offset_ = offset;
  slope_ = slope;
  joint_ = newest.x;
  const double target = newest.x + line(newest.x);
  residue_ = before - target;
  if (residue_ < -config_.step.count()) {
    residue_ = 0.0;
  }
  joint_host_ = target + residue_;
  slew_ = std::clamp(std::abs(residue_) / 2.0, config_.gentlest_slew, config_.steepest_slew);
}

ClockAlignment::State ClockAlignment::judge(double slope, double span) const {
  const double off = std::abs(slope - 1.0);
  const double usable = std::max(config_.usable, config_.jitter.count() / span);
  if (off <= usable) {
    return State::aligned;
  }
  // Where only the offset is wanted there is no crystal to mistrust: time was played.
  const double playing = config_.unit_rate ? usable : std::max(config_.playing, usable);
  return off <= playing ? State::arrival_only : State::played_fast;
}

/// The slope of the edge of the lower convex hull that lies under the points' mean: of all lines
/// below the points, this edge's is the one with the least sum of distances to them.
double ClockAlignment::hull_slope() const {
  std::array<Point, kStretches> hull;
  std::size_t n = 0;
  double mean = 0.0;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const Point& p = points_[i];
    mean += p.x;
    while (n >= 2) {
      const Point& a = hull[n - 2];
      const Point& b = hull[n - 1];
      if ((b.x - a.x) * (p.y - a.y) > (p.x - a.x) * (b.y - a.y)) {
        break;
      }
      --n;
    }
    hull[n++] = p;
  }
  mean /= static_cast<double>(points_.size());
  for (std::size_t i = 1; i < n; ++i) {
    if (hull[i].x >= mean) {
      return 1.0 + (hull[i].y - hull[i - 1].y) / (hull[i].x - hull[i - 1].x);
    }
  }
  return 1.0;
}

double ClockAlignment::lowest_offset(double slope) const {
  double lowest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < points_.size(); ++i) {
    lowest = std::min(lowest, points_[i].y - (slope - 1.0) * points_[i].x);
  }
  return lowest;
}

double ClockAlignment::residue(double x) const {
  const double worked_off = std::max(0.0, x - joint_) * slew_;
  return std::copysign(std::max(0.0, std::abs(residue_) - worked_off), residue_);
}

double ClockAlignment::mapped(double x) const {
  return x < joint_ ? joint_host_ - past_slope_ * (joint_ - x) : x + line(x) + residue(x);
}

double ClockAlignment::since_origin(DeviceTime device) const {
  return Seconds{device - device_origin_}.count();
}

HostTime ClockAlignment::to_host(DeviceTime device) const {
  if (packets_ == 0) {
    return HostTime{device.time_since_epoch()};
  }
  return host_origin_ + to_microseconds(Seconds{mapped(since_origin(device))});
}

Seconds ClockAlignment::unsettled(DeviceTime device) const {
  return Seconds{residue(since_origin(device))};
}

}  // namespace ebb
