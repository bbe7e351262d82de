#pragma once

#include <optional>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "estimation/together/breath_heart_lag.hpp"
#include "estimation/together/coherence.hpp"
#include "estimation/together/resonance.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"
#include "estimation/together/synchrony.hpp"
#include "session/guide_pace.hpp"

namespace ebb {

/// What heart, breath and guide do together, from judged beats, the breaths of the source that is
/// believed, and what the practice tells.
class HeartAndBreath {
 public:
  void push(const Beat& judged);
  /// A breath of the source whose word counts now.
  void push(const Breath& breath);
  void push(const PracticeEvent& event) { guide_.push(event); }
  /// Another sensor tells of the heart.
  void restart_heart();
  /// Another sensor tells of the breath, or something was lost.
  void restart_breath();

  /// The rate at which the guide led the person at `time`.
  [[nodiscard]] std::optional<BreathsPerMinute> guided(HostTime time) const;
  /// Fills in what is known at `now`, beside heart and breath that are in `snapshot` already.
  void tell(HostTime now, Snapshot& snapshot) const;

 private:
  void take(const std::optional<BreathSwing>& swing);

  GuidePace guide_;
  Synchrony synchrony_;
  RespiratorySinusArrhythmia arrhythmia_;
  BreathHeartLag lag_;
  ResonanceExploration resonance_;
  Coherence coherence_;
  BreathOrigin origin_ = BreathOrigin::none;
};

}  // namespace ebb
