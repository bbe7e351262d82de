#pragma once

#include <vector>

#include "analysis/findings.hpp"
#include "estimation/breath/wave_breath_tracker.hpp"

namespace ebb {

/// The breathing rate that an electrocardiogram and a pulse of one recording tell together: what
/// each of them finds goes into one tracker, in the order of time.
class JointBreath {
 public:
  void push(StreamKind wave, HostTime time, double value) { tracker_.push(wave, time, value); }
  void push(StreamKind wave, const Beat& judged) { tracker_.push(wave, judged); }
  void note(HostTime now) { note_rates(tracker_, now, series_); }
  [[nodiscard]] const std::vector<BreathPoint>& series() const { return series_; }

 private:
  WaveBreathTracker tracker_;
  std::vector<BreathPoint> series_;
};

}  // namespace ebb
