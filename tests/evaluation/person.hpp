#pragma once

#include <functional>
#include <vector>

#include "core/event.hpp"

namespace ebb::evaluation {

using Rate = std::function<double(double)>;  ///< breaths a minute at a time in seconds

/// A heart and how its person truly breathed.
struct Person {
  std::vector<Beat> beats;
  Rate truth;
};

/// The intervals between instants in seconds; time begins at the first of them, gaps are left out
/// and what differs much from its neighbours is called ectopic.
std::vector<Beat> beats_at(const std::vector<double>& times);

/// A made-up heart. Rates are per minute, times in seconds unless they say otherwise.
struct Body {
  double heart = 65.0;
  double swing = 6.0;        ///< of the heart rate with the breath, peak to trough
  double wave = 2.0;         ///< amplitude near 0.1 Hz
  double wander = 1.0;       ///< of the heart rate within seconds, standard deviation
  double drift = 2.0;        ///< and within half a minute
  double jitter_ms = 4.0;    ///< of a beat
  double unevenness = 0.06;  ///< of the breath
  double seconds = 360.0;
  Rate rate;
};

/// Beats by integral pulse frequency modulation; the breath has a second harmonic, the slow wave
/// wanders about 0.098 Hz.
Person make(const Body& body, unsigned seed);

/// The mean rate of the minute before `now`.
double last_minute(const Rate& rate, double now);

}  // namespace ebb::evaluation
