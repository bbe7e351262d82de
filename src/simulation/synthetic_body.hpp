#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// How a synthetic person is. Times in seconds from the body's start.
struct BodyPlan {
  std::uint64_t seed = 1;
  double heart_rate_bpm = 66.0;
  double rsa_bpm = 8.0;        ///< peak-to-trough swing of heart rate with the breath
  double rsa_lag_turns = 0.0;  ///< heart's maximum after the end of the in-breath
  double breath_per_minute = 14.0;
  double breath_variability = 0.06;  ///< coefficient of variation of breath periods
  double mayer_bpm = 2.0;            ///< slow 0.1 Hz wave
  double drift_bpm = 1.5;            ///< slow wander, standard deviation
  double jitter_ms = 4.0;            ///< white beat-to-beat noise
  double noise = 0.02;               ///< waveform noise, share of the signal's swing
  double ectopic_per_minute = 0.0;
  double missed_per_minute = 0.0;
  double extra_per_minute = 0.0;
  double dropout_per_minute = 0.0;  ///< contact lost for a few seconds
};

/// A plan by name: "calm", "quick", "restless", "sparse", "settling" ... empty result if unknown.
std::vector<std::string_view> body_names();

/// What really happened, for scoring.
struct TrueBeat {
  Seconds time{};
  Milliseconds interval{};
  std::string kind;  ///< "normal", "ectopic", "missed", "extra"
};

}  // namespace ebb
