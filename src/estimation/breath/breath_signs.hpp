#pragma once

#include "estimation/breath/breath_rate_belief.hpp"

namespace ebb {

/// What speaks for and against a rate that a heart's swing seems to show: the breath, or only the
/// blood-pressure wave, noise, or half of the truth.
struct BreathSigns {
  double rate = 0.0;        ///< a minute
  double belief = 0.0;      ///< at that rate, 0..1
  double swing = 0.0;       ///< peak to trough there, of the mean interval
  double fast_swing = 0.0;  ///< the same of the strongest other rhythm above 8 a minute
  double share = 0.0;       ///< of the spectrum, weighted by frequency squared
  double lead = 0.0;        ///< logarithm of its evidence over that of the next rival
  double steadiness = 0.0;  ///< logarithm of its power in 64 s over that in 32 s: a line keeps it
  double wandering = 0.1;   ///< mean change of the rate told from look to look, of itself
};

/// One frequency-weighted reading of two spectra (64 and 32 s) around `rate`.
/// `visible`: how many rates a heart this slow can show.
BreathSigns read_signs(double rate, const BreathRateBelief::QuickRow& slow,
                       const BreathRateBelief::QuickRow& quick,
                       const BreathRateBelief::QuickRow& evidence, std::size_t visible,
                       double mean_interval_ms);

/// The chance that the rate is right within 2 a minute: a logistic regression over the signs,
/// learnt from made-up hearts (slow, paced, common, fast, changing, without breath, of mere noise)
/// and paced people; learnt without the people it says nearly the same of them.
double chance_of(const BreathSigns& signs);

}  // namespace ebb
