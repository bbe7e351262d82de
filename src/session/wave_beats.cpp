#include "session/wave_beats.hpp"

#include <algorithm>

namespace ebb {

namespace {

constexpr double kLearnFor = 1.5;  // seconds
// A step in sample times of more than this many periods (and a tenth of a second) is a hole.
constexpr double kHole = 3.5;
constexpr double kShortestHole = 0.1;

/// A step between two samples that may teach the rate.
bool steady(double step) { return step >= 0.0 && step <= 0.25; }

}  // namespace

std::optional<Beat> WaveBeats::push(StreamKind kind, HostTime time, double value) {
  if (!times_.empty() && period_ > 0.0) {
    const double step = Seconds{time - times_.back()}.count();
    if (step > std::max(kHole * period_, kShortestHole) || step < 0.0) {
      interrupt();
    }
  } else if (!times_.empty() && !steady(Seconds{time - times_.back()}.count())) {
    times_.reset();
  }
  times_.push(time);
  if (std::holds_alternative<std::monostate>(detector_)) {
    learn_rate(kind);
    return std::nullopt;
  }
  ++pushed_;
  const std::optional<double> found = find(value);
  const std::optional<HostTime> at = found ? time_at(*found) : std::nullopt;
  if (!at || (last_ && *at <= *last_)) {
    return std::nullopt;
  }
  Beat beat;
  beat.time = *at;
  if (last_) {
    beat.interval = *at - *last_;
  } else {
    beat.verdict = IntervalVerdict::gap;
  }
  last_ = at;
  return beat;
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
