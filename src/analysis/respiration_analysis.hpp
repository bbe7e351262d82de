#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/findings.hpp"
#include "core/units.hpp"
#include "estimation/breath/chest_motion.hpp"
#include "estimation/breath/respiration_tracker.hpp"
#include "estimation/breath/signal_quality.hpp"

namespace ebb {

/// A signal that shows the breath itself through the tracker that runs live, at even or uneven
/// times: RespirationTracker takes one value at a time, ChestMotion three.
template <class Tracker>
class BreathSignalAnalysis {
 public:
  explicit BreathSignalAnalysis(typename Tracker::Config config = {}) : tracker_(config) {}

  /// Nothing = no value at this sample. A column that is filled less often than the file has rows
  /// is no hole: what is lost by time alone, the tracker judges itself.
  template <std::convertible_to<std::optional<double>>... Value>
  void push(double seconds, const Value&... value) {
    take(seconds, std::optional<double>{value}...);
  }

  Findings finish(double seconds) {
    found_.seconds = seconds;
    note_rates(tracker_, at_seconds<HostTime>(seconds), found_.breath.series);
    note_signal();
    found_.breath.rate_bpm = mean_rate();
    return std::move(found_);
  }

 private:
  /// Of all breaths counted; nothing where a rate was hardly ever sure, or quite another one was.
  [[nodiscard]] std::optional<double> mean_rate() const {
    const std::vector<BreathPoint>& series = found_.breath.series;
    const auto told = std::count_if(series.begin(), series.end(),
                                    [](const BreathPoint& point) { return point.bpm.has_value(); });
    const std::optional<double> usual = weighted_median(series);
    if (!usual || !(period_sum_ > 0.0) ||
        static_cast<double>(told) < kLeastTold * static_cast<double>(series.size())) {
      return std::nullopt;
    }
    const double counted = 60.0 * static_cast<double>(found_.breath.breaths.size()) / period_sum_;
    return std::abs(counted / *usual - 1.0) <= kSameRate ? counted : *usual;
  }
  template <class... Value>
  void take(double seconds, const Value&... values) {
    const auto time = at_seconds<HostTime>(seconds);
    if (!(values && ...)) {
      return;
    }
    before_ = newest_;
    newest_ = seconds;
    if constexpr (sizeof...(values) == 1) {
      (quality_.push(time, *values), ...);
    }
    if (const std::optional<Breath> breath = tracker_.push(time, *values...)) {
      found_.breath.breaths.push_back(*breath);
      period_sum_ += breath->period.count();
    }
    note_rates(tracker_, time, found_.breath.series);
    note_signal();
  }
  /// Whether there was no value at all in the second that ended at `t`.
  [[nodiscard]] bool is_bare(double t) const {
    const auto within = [t](std::optional<double> at) { return at && *at > t - 1.0 && *at <= t; };
    return !within(newest_) && !within(before_);
  }
  /// Every second whose rate has been noted.
  void note_signal() {
    SignalFault fault = quality_.fault();
    if constexpr (requires { tracker_.fault(); }) {
      fault = tracker_.fault();
    }
    for (std::size_t i = found_.signal.size(); i < found_.breath.series.size(); ++i) {
      BreathPoint& point = found_.breath.series[i];
      const SignalFault here = is_bare(point.t) ? SignalFault::damaged : fault;
      point.fault = point.bpm ? SignalFault::none : here;
      found_.signal.push_back({point.t, here == SignalFault::none ? point.quality : 0.0, here});
    }
  }

  static constexpr double kLeastTold = 0.1;  // of all seconds
  static constexpr double kSameRate = 0.35;

  Tracker tracker_;
  SignalQuality quality_;
  Findings found_;
  double period_sum_ = 0.0;
  std::optional<double> newest_;  ///< when the last value came
  std::optional<double> before_;  ///< and the one before it
};

using RespirationAnalysis = BreathSignalAnalysis<RespirationTracker>;
using ChestMotionAnalysis = BreathSignalAnalysis<ChestMotion>;

}  // namespace ebb
