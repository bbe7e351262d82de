#include "session/wave_beats.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {

namespace {

constexpr double kLearnFor = 1.5;  // seconds
// A step in sample times of more than this many periods: samples are missing. Of a step of more
// than kHole periods a beat beside it may stand in the wrong place; into one longer than kSafeHole
// a whole beat may have fallen; one longer than kLongestBridge is not bridged.
constexpr double kMissing = 1.6;
constexpr double kHole = 3.5;
constexpr Microseconds kBeside{50'000};
constexpr Microseconds kSafeHole{100'000};
constexpr double kLongestBridge = 0.6;

/// A step between two samples that may teach the rate.
bool steady(double step) { return step >= 0.0 && step <= 0.25; }

}  // namespace

std::optional<Beat> WaveBeats::push(StreamKind kind, HostTime time, double value) {
  if (!times_.empty() && period_ > 0.0) {
    const double step = Seconds{time - times_.back()}.count();
    if (step > kLongestBridge || step < 0.0) {
      interrupt();
    } else if (step > kMissing * period_) {
      bridge(time, value);
    }
  } else if (!times_.empty() && !steady(Seconds{time - times_.back()}.count())) {
    times_.reset();
  }
  take(kind, time, value);
  last_value_ = value;
  if (found_.empty()) {
    return std::nullopt;
  }
  const Beat beat = found_.front();
  found_.drop_front();
  return beat;
}

void WaveBeats::bridge(HostTime time, double value) {
  // The detector counts samples, so the missing ones are given to it as a straight line. What it
  // finds there is no beat, and no interval is told that a beat may be missing from.
  const HostTime from = times_.back();
  const Seconds step{time - from};
  if (step.count() > kHole * period_) {
    holes_.push({from, time});
  }
  const long missing = std::lround(step.count() / period_) - 1;
  for (long i = 1; i <= missing; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(missing + 1);
    take(StreamKind::ecg, from + to_microseconds(step * share),
         last_value_ + share * (value - last_value_));
  }
}

void WaveBeats::take(StreamKind kind, HostTime time, double value) {
  times_.push(time);
  if (std::holds_alternative<std::monostate>(detector_)) {
    learn_rate(kind);
    return;
  }
  ++pushed_;
  const std::optional<double> found = find(value);
  const std::optional<HostTime> at = found ? time_at(*found) : std::nullopt;
  if (at && !(last_ && *at <= *last_)) {
    tell(*at);
  }
}

void WaveBeats::tell(HostTime at) {
  bool doubtful = false;
  bool across = !last_;
  for (std::size_t i = 0; i < holes_.size(); ++i) {
    const Hole& hole = holes_[i];
    if (at > hole.from && at < hole.to) {
      return;
    }
    doubtful = doubtful || (at > hole.from - kBeside && at < hole.to + kBeside);
    across = across || (hole.to - hole.from > kSafeHole && hole.to <= at && hole.from >= *last_);
  }
  Beat beat;
  beat.time = at;
  if (across || doubtful) {
    beat.verdict = IntervalVerdict::gap;
  } else {
    beat.interval = at - *last_;
  }
  last_ = at;
  if (doubtful) {
    last_.reset();  // the next interval would begin where it is not known well
  }
  found_.push(beat);
}

void WaveBeats::interrupt() {
  // What the detector knows of this wave's height is lost with it, but never a beat across a hole.
  std::visit(
      [](auto& detector) {
        if constexpr (requires { detector.reset(); }) {
          detector.reset();
        }
      },
      detector_);
  times_.reset();
  pushed_ = 0;
  last_.reset();
  found_.reset();
  holes_.reset();
  hopeless_ = false;
}

void WaveBeats::reset() { *this = WaveBeats{}; }

SignalFault WaveBeats::fault() const {
  if (const auto* ecg = std::get_if<EcgBeats>(&detector_)) {
    return ecg->fault();
  }
  const auto* ppg = std::get_if<PpgBeats>(&detector_);
  return ppg != nullptr ? ppg->fault() : SignalFault::none;
}

double WaveBeats::quality() const {
  if (const auto* ecg = std::get_if<EcgBeats>(&detector_)) {
    return ecg->quality();
  }
  const auto* ppg = std::get_if<PpgBeats>(&detector_);
  return ppg != nullptr ? ppg->quality() : 0.0;
}

void WaveBeats::learn_rate(StreamKind kind) {
  const double span = Seconds{times_.back() - times_.front()}.count();
  if (hopeless_ || times_.size() < kToLearn || (span < kLearnFor && !times_.full()) ||
      span <= 0.0) {
    return;
  }
  period_ = span / static_cast<double>(times_.size() - 1);
  const Hertz rate{1.0 / period_};
  if (kind == StreamKind::ecg && EcgBeats::works_at(rate)) {
    detector_ = EcgBeats{rate};
  } else if (kind == StreamKind::ppg && PpgBeats::works_at(rate)) {
    detector_ = PpgBeats{rate};
  } else {
    hopeless_ = true;
  }
  times_.reset();
}

std::optional<double> WaveBeats::find(double value) {
  if (auto* ecg = std::get_if<EcgBeats>(&detector_)) {
    const auto beat = ecg->push(value);
    return beat ? std::optional{beat->at} : std::nullopt;
  }
  const auto beat = std::get<PpgBeats>(detector_).push(value);
  if (beat && beat->after_gap) {
    last_.reset();  // what moved was left out: no interval runs across it
  }
  return beat ? std::optional{beat->at} : std::nullopt;
}

std::optional<HostTime> WaveBeats::time_at(double sample) const {
  const double oldest = static_cast<double>(pushed_) - static_cast<double>(times_.size());
  const double place = sample - oldest;
  if (place < 0.0 || place > static_cast<double>(times_.size() - 1)) {
    return std::nullopt;
  }
  const auto before = static_cast<std::size_t>(place);
  const std::size_t after = std::min(before + 1, times_.size() - 1);
  const double share = place - static_cast<double>(before);
  return times_[before] + to_microseconds(Seconds{times_[after] - times_[before]} * share);
}

}  // namespace ebb
