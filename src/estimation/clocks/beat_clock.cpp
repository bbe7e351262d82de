#include "estimation/clocks/beat_clock.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

/// Beyond what any heart does: such a number is damage.
constexpr double kLongest = 8000.0;
/// A beat this share of an interval fresher than the freshest yet cannot be.
constexpr double kFromTheFuture = 0.1;
/// The freshest beat is believed a little less with every beat, as clocks drift.
constexpr double kForgetting = 1.005;

ClockAlignment::Config following() {
  return {.packets = 6,
          .span = Seconds{8.0},
          .jitter = Seconds{1.2},
          .unit_rate = true,
          .hold_while_learning = true,
          .step = Seconds{3600.0},
          .gentlest_slew = 0.002,
          .steepest_slew = 0.05};
}

bool is_interval(Milliseconds interval) {
  return interval.count() > 0.0 && interval.count() <= kLongest;
}

HostTime plus(HostTime t, Milliseconds d) { return t + to_microseconds(Seconds{d}); }

}  // namespace

BeatClock::BeatClock() : BeatClock(Config{}) {}
BeatClock::BeatClock(const Config& config) : config_(config), alignment_(following()) {}

void BeatClock::reset() { *this = BeatClock{config_}; }
void BeatClock::interrupt() { interrupted_ = true; }

std::optional<Beat> BeatClock::push(const IntervalReading& reading, HostTime reception) {
  if (!is_interval(reading.interval) || sent_again(reading)) {
    return std::nullopt;
  }
  return advance(reading.interval, reading.later_in_packet, reception);
}

std::optional<Beat> BeatClock::push(const BeatReading& reading, HostTime time) {
  if (reading.interval && is_interval(*reading.interval)) {
    return advance(*reading.interval, 0, time);
  }
  const bool follows = beaten_ && !interrupted_ && time > last_time_;
  const Milliseconds since = follows ? Milliseconds{time - last_time_} : Milliseconds{};
  const bool known = follows && is_interval(since);
  const bool gap = beaten_ && !known;
  beaten_ = true;
  interrupted_ = false;
  running_ = false;
  last_time_ = gap ? std::max(time, last_time_ + Microseconds{1}) : time;
  return Beat{last_time_, known ? since : Milliseconds{},
              gap ? IntervalVerdict::gap : IntervalVerdict::normal, config_.shortest_delay};
}

std::optional<Beat> BeatClock::advance(Milliseconds interval, int later, HostTime reception) {
  sum_ += interval;
  since_packet_ += interval;
  const DeviceTime strap{to_microseconds(Seconds{sum_})};
  const bool last_of_packet = later == 0;
  interrupted_ = interrupted_ || (running_ && last_of_packet && misses_beats(strap, reception));
  const bool gap = interrupted_ && beaten_;
  if (!running_ || interrupted_) {
    // The beats still to come in this packet are not known yet: taken to be like this one.
    HostTime anchor = plus(reception, -interval * later);
    if (beaten_) {
      anchor = std::max(anchor, plus(last_time_, interval));
    }
    alignment_.reset();
    alignment_.push(strap, anchor);
    running_ = true;
    interrupted_ = false;
    last_packet_ = reception;
    since_packet_ = Milliseconds{};
  } else if (last_of_packet) {
    alignment_.push(strap, reception);
  }
  if (last_of_packet) {
    since_packet_ = Milliseconds{};
    last_packet_ = reception;
  }
  last_time_ = beaten_ ? std::max(alignment_.to_host(strap), last_time_ + Microseconds{1})
                       : alignment_.to_host(strap);
  beaten_ = true;
  const Milliseconds late = std::max(Milliseconds{alignment_.unsettled(strap)}, Milliseconds{});
  return Beat{last_time_, interval, gap ? IntervalVerdict::gap : IntervalVerdict::normal,
              config_.shortest_delay + late};
}

/// Whether the beats told account for too little of the time gone by. In a recording played slowly
/// they always do.
bool BeatClock::misses_beats(DeviceTime strap, HostTime reception) const {
  switch (alignment_.state()) {
    case ClockAlignment::State::played_fast:
      return false;
    case ClockAlignment::State::learning:
      return reception - last_packet_ - since_packet_ > config_.lost;
    default:
      return reception - alignment_.to_host(strap) > config_.lost;
  }
}

/// Along the device's clock, how long a beat waited for its notification can only vary by the time
/// between notifications. A repeated value that would lie well after the freshest beat seen is the
/// same beat again.
bool BeatClock::sent_again(const IntervalReading& reading) {
  if (!reading.reception) {
    guarded_ = false;
    return false;
  }
  const DeviceTime reception = *reading.reception;
  const bool backwards = guarded_ && reception < guard_.reception;
  if (!guarded_ || interrupted_ || backwards) {
    guarded_ = true;
    guard_ = {reception, reading.interval, reception, Milliseconds{}};
    return false;
  }
  const Milliseconds waited =
      Milliseconds{reception - guard_.freshest} - (guard_.ahead + reading.interval);
  const bool repeats = reading.interval == guard_.interval && reception != guard_.reception;
  if (repeats && waited < -kFromTheFuture * reading.interval) {
    return true;
  }
  guard_.reception = reception;
  guard_.interval = reading.interval;
  guard_.ahead += kForgetting * reading.interval;
  if (reading.later_in_packet == 0 && (waited < Milliseconds{} || waited > config_.lost)) {
    guard_.freshest = reception;
    guard_.ahead = Milliseconds{};
  }
  return false;
}

}  // namespace ebb
