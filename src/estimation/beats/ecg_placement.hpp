#pragma once

#include <cstdint>

#include "signal/recent_samples.hpp"

namespace ebb {

/// The last 1.28 s of a lead of at most 500 Hz.
using EcgRecent = RecentSamples<640>;

/// An R wave (or the S or Q wave that stands for it).
struct RWave {
  double at = 0.0;         ///< its top, in samples since the first, with a fraction
  double amplitude = 0.0;  ///< above the baseline; negative when it points down
};

/// What stands farthest from the baseline near the middle of a QRS, in the lead as it is, without
/// a filter's delay. `direction` is where the lead's R waves pointed so far, from -1 to 1: a wave
/// against it has to be higher to be taken. Of the lead, what lies before `end` is looked at.
RWave place_r_wave(const EcgRecent& lead, std::int64_t end, double rate, double middle,
                   double direction);

}  // namespace ebb
