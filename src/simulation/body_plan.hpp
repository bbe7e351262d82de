#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ebb {

/// How a synthetic person is. Times in seconds from the body's start.
struct BodyPlan {
  std::uint64_t seed = 1;
  double heart_rate_bpm = 66.0;
  double rsa_bpm = 8.0;        ///< peak-to-trough swing of heart rate with the breath
  double rsa_lag_turns = 0.0;  ///< heart's maximum after the end of the in-breath
  double breath_per_minute = 14.0;
  double breath_variability = 0.06;  ///< coefficient of variation of breath periods
  double depth_variability = 0.12;   ///< coefficient of variation of breath depths
  double in_share = 0.40;            ///< of a breath that is spent breathing in
  double sighs_per_minute = 0.0;     ///< breaths about twice as deep and half as long again
  double mayer_bpm = 2.0;            ///< slow 0.1 Hz wave, peak to trough
  double drift_bpm = 1.5;            ///< slow wander, standard deviation
  double jitter_ms = 4.0;            ///< white beat-to-beat noise, standard deviation
  double noise = 0.02;               ///< waveform noise, share of the signal's swing
  double wander = 0.15;              ///< slow drift of the waveforms' baseline, likewise
  double ectopic_per_minute = 0.0;   ///< early beats, the pause after them makes up for it
  double missed_per_minute = 0.0;    ///< beats that a strap did not see
  double extra_per_minute = 0.0;     ///< beats that a strap saw and that were not there
  double dropout_per_minute = 0.0;   ///< contact lost for a few seconds
  /// What heart and breath have on top at the start; it fades with this time constant.
  double settling_heart_bpm = 0.0;
  double settling_breath_per_minute = 0.0;
  double settling_seconds = 180.0;
};

/// The names body_plan knows: "calm", "quick", "restless", "slow", "settling", "sparse", ...
std::vector<std::string_view> body_names();

/// What a name is like, in a few words for a list; empty if there is none of that name.
std::string_view body_description(std::string_view name);

/// A plan by name, with seed 1; nothing if there is none of that name.
std::optional<BodyPlan> body_plan(std::string_view name);

}  // namespace ebb
