#pragma once

#include <functional>
#include <optional>

#include "core/event.hpp"
#include "core/reading.hpp"
#include "core/snapshot.hpp"
#include "estimation/breath/heart_breath_tracker.hpp"
#include "estimation/breath/own_breath.hpp"
#include "estimation/clocks/beat_clock.hpp"
#include "estimation/intervals/heart_rhythm.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "estimation/variability/sliding_hrv.hpp"

namespace ebb {

/// From what a sensor says of the heart to judged beats, heart rate, its variability and the breath
/// that shows in it. Every judged beat is handed on.
class HeartPath {
 public:
  using BeatSink = std::function<void(const Beat&)>;

  void push(const IntervalReading& reading, HostTime reception, const BeatSink& sink);
  void push(const BeatReading& reading, HostTime time, const BeatSink& sink);
  /// A beat that was found here, in a waveform.
  void push(const Beat& found, const BeatSink& sink);
  /// Something was lost: no interval is counted across it.
  void interrupt();
  /// Another sensor speaks from here on.
  void restart();
  /// The beat that is still held back for its verdict, at the end of everything.
  void finish(const BeatSink& sink);

  [[nodiscard]] const HeartRhythm& rhythm() const { return rhythm_; }
  [[nodiscard]] const SlidingHrv& variability() const { return variability_; }
  /// Of the last minute, no surer than the intervals are lively.
  [[nodiscard]] std::optional<Estimate<Milliseconds>> rmssd() const;
  /// The breath that the heart shows by its swing, at `now`.
  [[nodiscard]] BreathCandidate breath(HostTime now) const {
    return {breath_.rate(now), breath_.phase(now)};
  }
  /// The rate at which the person is led, if any; see HeartBreathTracker.
  void expect(std::optional<BreathsPerMinute> guide) { breath_.expect(guide); }
  /// The last whole breath that the heart showed, once each.
  std::optional<Breath> take_breath();
  /// Why no breath can be told from the heart.
  [[nodiscard]] SignalFault breath_fault() const { return breath_.fault(); }
  /// Of the newest judged beat; recordings played fast run ahead of the host's clock.
  [[nodiscard]] HostTime newest() const { return newest_; }

 private:
  void take(const std::optional<Beat>& judged, const BeatSink& sink);

  BeatClock clock_;
  IntervalJudge judge_;
  HeartRhythm rhythm_;
  SlidingHrv variability_;
  HeartBreathTracker breath_;
  std::optional<Breath> last_breath_;
  HostTime newest_{};
};

}  // namespace ebb
