#pragma once

#include <optional>

#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/reading.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "estimation/breath/breath_fusion.hpp"
#include "estimation/breath/recent_wave.hpp"

namespace ebb {

/// The breathing rate from an electrocardiogram, a photoplethysmogram or both: from the intervals
/// between beats and from what the breath does to each beat's shape (beat_shape.hpp), together
/// (BreathFusion).
///
/// Samples may be uneven in time, 25-1000 Hz, any gain, offset and sign. A beat may come up to 3 s
/// after its samples. With intervals alone (beats without samples) it tells what those tell.
class WaveBreathTracker {
 public:
  WaveBreathTracker() = default;
  explicit WaveBreathTracker(const BreathFusion::Config& config) : fusion_(config) {}

  /// A sample of `wave`, ecg or ppg; every other kind is passed over.
  void push(StreamKind wave, HostTime time, double value);
  /// A judged beat found in `wave`, after its samples, each in order. What is not normal is
  /// bridged, up to 6 s; after that everything begins anew. Where both waves tell beats the
  /// intervals of the electrocardiogram count.
  void push(StreamKind wave, const Beat& judged);
  void expect(std::optional<BreathsPerMinute> guide) { fusion_.expect(guide); }
  void reset();

  [[nodiscard]] std::optional<Estimate<BreathsPerMinute>> rate(HostTime now) const {
    return fusion_.rate(now);
  }

 private:
  static constexpr Microseconds kFinestEcg{3'900};
  static constexpr Microseconds kFinestPulse{15'000};

  void take_interval(StreamKind wave, const Beat& beat);

  RecentWave ecg_{kFinestEcg};
  RecentWave pulse_{kFinestPulse};
  BreathFusion fusion_;
  std::optional<HostTime> newest_ecg_beat_;
  std::optional<HostTime> newest_beat_;
  double mean_interval_ms_ = 0.0;
};

}  // namespace ebb
