#pragma once

#include <cstdint>
#include <vector>

#include "core/history.hpp"
#include "core/time.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/random.hpp"
#include "simulation/synthetic_breath.hpp"
#include "simulation/synthetic_heart.hpp"

namespace ebb {

/// What a belt around the ribs makes of the breath: swing about 1, up on the in-breath. Times in
/// seconds from the body's start must not step back; any rate. With lost contact it lies flat.
class RespirationWave {
 public:
  explicit RespirationWave(const BodyPlan& plan);
  double sample(double seconds);

 private:
  BodyPlan plan_;
  BreathCursor breath_;
  SyntheticContact contact_;
  Random random_;
};

/// The beats around a time, for the waveforms that are drawn from them. O(1) memory.
class BeatWindow {
 public:
  explicit BeatWindow(const BodyPlan& plan) : heart_(plan) {}
  /// Beats that happened, up to and past `seconds`.
  const History<TrueBeat, 8>& around(double seconds);

 private:
  SyntheticHeart heart_;
  History<TrueBeat, 8> beats_;
};

/// A finger's or ear's pulse: swing about 1, up at systole, with its dicrotic wave, baseline and
/// height following the breath a little. The foot of a pulse comes kPulseDelay after the beat.
class PulseWave {
 public:
  static constexpr double kPulseDelay = 0.20;
  explicit PulseWave(const BodyPlan& plan);
  double sample(double seconds);

 private:
  BodyPlan plan_;
  BeatWindow beats_;
  BreathCursor breath_;
  SyntheticContact contact_;
  Random random_;
};

/// A chest lead in millivolts: P, Q, R, S and T as bells (after McSharry et al. 2003), R at the
/// beat's time; an early beat is broad and has no P.
class SyntheticEcg {
 public:
  explicit SyntheticEcg(const BodyPlan& plan);
  double sample(double seconds);

 private:
  BodyPlan plan_;
  BeatWindow beats_;
  BreathCursor breath_;
  SyntheticContact contact_;
  Random random_;
};

/// What really happened in a stretch of time.
struct Truth {
  std::vector<TrueBeat> beats;
  std::vector<TrueBreath> breaths;
};

/// A seeded synthetic person: one heart and one breath, and the waveforms they make. Every part
/// runs on its own from the same seed, so beats may be asked for hours ahead of a waveform; asking
/// for one never changes another. O(1) memory. A value: a copy goes on to give the same.
class SyntheticBody {
 public:
  explicit SyntheticBody(const BodyPlan& plan = {})
      : plan_(plan), heart_(plan), breath_(plan), respiration_(plan), pulse_(plan), ecg_(plan) {}

  [[nodiscard]] const BodyPlan& plan() const { return plan_; }
  TrueBeat next_beat() { return heart_.next(); }
  TrueBreath next_breath() { return breath_.next(); }
  /// Each at times that do not step back, one call a sample.
  double respiration(Seconds at) { return respiration_.sample(at.count()); }
  double ppg(Seconds at) { return pulse_.sample(at.count()); }
  double ecg(Seconds at) { return ecg_.sample(at.count()); }

 private:
  BodyPlan plan_;
  SyntheticHeart heart_;
  SyntheticBreath breath_;
  RespirationWave respiration_;
  PulseWave pulse_;
  SyntheticEcg ecg_;
};

/// All beats and breaths that begin in [0, length) of a body of this plan.
Truth truth_of(const BodyPlan& plan, Seconds length);

}  // namespace ebb
