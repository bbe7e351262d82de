#include "estimation/beats/ppg_timed_beats.hpp"

#include <cmath>

namespace ebb {
namespace {

constexpr Microseconds kStep{10'000};
/// Half the range of the clock: no difference of two such times overflows.
constexpr std::int64_t kFarthest = std::int64_t{1} << 61U;

bool sane(HostTime time) {
  const std::int64_t count = time.time_since_epoch().count();
  return count > -kFarthest && count < kFarthest;
}

}  // namespace

TimedPpgBeats::TimedPpgBeats() : TimedPpgBeats(Config{}) {}
TimedPpgBeats::TimedPpgBeats(const Config& config)
    : config_(config), grid_(kStep), beats_(Hertz{1e6 / static_cast<double>(kStep.count())}) {}

void TimedPpgBeats::reset() { *this = TimedPpgBeats{config_}; }

std::optional<TimedPpgBeat> TimedPpgBeats::push(HostTime time, double value) {
  if (!sane(time) || !(std::abs(value) < 1e100)) {
    return next();
  }
  if (!grid_.empty()) {
    const Seconds step = time - grid_.last_time();
    if (step > config_.hole || step < -config_.hole) {
      begin_anew();
    }
  }
  grid_.push(time, value, [this](std::int64_t, double mean) { take(beats_.push(mean)); });
  return next();
}

void TimedPpgBeats::begin_anew() {
  while (const std::optional<PpgBeat> beat = beats_.flush()) {
    take(beat);
  }
  beats_.interrupt();
  grid_.reset();
}

void TimedPpgBeats::take(const std::optional<PpgBeat>& beat) {
  if (!beat) {
    return;
  }
  // A mean over a bin belongs to its middle.
  const HostTime time = grid_.time_of(beat->at + 0.5);
  ready_.push({time, *beat});
}

std::optional<TimedPpgBeat> TimedPpgBeats::next() {
  if (ready_.empty()) {
    return std::nullopt;
  }
  const TimedPpgBeat beat = ready_.front();
  ready_.drop_front();
  return beat;
}

std::optional<TimedPpgBeat> TimedPpgBeats::flush() {
  while (const std::optional<PpgBeat> beat = beats_.flush()) {
    take(beat);
  }
  return next();
}

}  // namespace ebb
