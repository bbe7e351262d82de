#include "analysis/respiration_analysis.hpp"

#include <utility>

namespace ebb {

void RespirationAnalysis::push(double seconds, std::optional<double> value) {
  const auto time = at_seconds<HostTime>(seconds);
  if (!value) {
    tracker_.gap();
    return;
  }
  if (const std::optional<Breath> breath = tracker_.push(time, *value)) {
    found_.breath.breaths.push_back(*breath);
    period_sum_ += breath->period.count();
  }
  note_rates(tracker_, time, found_.breath.series);
}

Findings RespirationAnalysis::finish(double seconds) {
  found_.seconds = seconds;
  note_rates(tracker_, at_seconds<HostTime>(seconds), found_.breath.series);
  if (period_sum_ > 0.0) {
    found_.breath.rate_bpm = 60.0 * static_cast<double>(found_.breath.breaths.size()) / period_sum_;
  }
  return std::move(found_);
}

}  // namespace ebb
