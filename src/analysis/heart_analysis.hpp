#pragma once

#include <vector>

#include "analysis/findings.hpp"
#include "core/event.hpp"

namespace ebb {

/// Beats, or the intervals between them, gathered and then looked at as a whole.
class HeartAnalysis {
 public:
  void push_interval(double interval_ms);
  /// A beat that was found at `seconds`, later than the one before; `after_hole` when something was
  /// lost between the two.
  void push_beat(double seconds, bool after_hole = false);
  [[nodiscard]] double seconds() const { return to_seconds(time_); }
  /// All but variability, which waits for a breathing rate (reckon_variability).
  Findings finish();

 private:
  std::vector<double> beats_;
  std::vector<Beat> intervals_;
  HostTime time_{};
  double last_beat_ = 0.0;
};

}  // namespace ebb
