#pragma once

#include <optional>

#include "analysis/findings.hpp"
#include "core/units.hpp"
#include "estimation/respiration_tracker.hpp"

namespace ebb {

/// A respiration signal through the tracker that runs live, at even or uneven times.
class RespirationAnalysis {
 public:
  explicit RespirationAnalysis(RespirationTracker::Config config = {}) : tracker_(config) {}
  /// Nothing = no value at this sample.
  void push(double seconds, std::optional<double> value);
  Findings finish(double seconds);

 private:
  RespirationTracker tracker_;
  Findings found_;
  double period_sum_ = 0.0;
};

}  // namespace ebb
