#pragma once

#include <concepts>
#include <optional>
#include <utility>

#include "analysis/findings.hpp"
#include "core/units.hpp"
#include "estimation/chest_motion.hpp"
#include "estimation/respiration_tracker.hpp"

namespace ebb {

/// A signal that shows the breath itself through the tracker that runs live, at even or uneven
/// times: RespirationTracker takes one value at a time, ChestMotion three.
template <class Tracker>
class BreathSignalAnalysis {
 public:
  explicit BreathSignalAnalysis(typename Tracker::Config config = {}) : tracker_(config) {}

  /// Nothing = no value at this sample.
  template <std::convertible_to<std::optional<double>>... Value>
  void push(double seconds, const Value&... value) {
    take(seconds, std::optional<double>{value}...);
  }

  Findings finish(double seconds) {
    found_.seconds = seconds;
    note_rates(tracker_, at_seconds<HostTime>(seconds), found_.breath.series);
    if (period_sum_ > 0.0) {
      found_.breath.rate_bpm =
          60.0 * static_cast<double>(found_.breath.breaths.size()) / period_sum_;
    }
    return std::move(found_);
  }

 private:
  template <class... Value>
  void take(double seconds, const Value&... values) {
    const auto time = at_seconds<HostTime>(seconds);
    if (!(values && ...)) {
      tracker_.gap();
      return;
    }
    if (const std::optional<Breath> breath = tracker_.push(time, *values...)) {
      found_.breath.breaths.push_back(*breath);
      period_sum_ += breath->period.count();
    }
    note_rates(tracker_, time, found_.breath.series);
  }

  Tracker tracker_;
  Findings found_;
  double period_sum_ = 0.0;
};

using RespirationAnalysis = BreathSignalAnalysis<RespirationTracker>;
using ChestMotionAnalysis = BreathSignalAnalysis<ChestMotion>;

}  // namespace ebb
