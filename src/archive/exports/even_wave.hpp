#pragma once

#include <cstddef>
#include <vector>

#include "archive/exports/recorded_wave.hpp"

namespace ebb {

/// Samples a second, by a line through index and time of each stretch; 0 when there is too little
/// to tell.
[[nodiscard]] double true_rate(const RecordedWave& wave);

/// The samples on an even grid of `count` places, `rate` a second from the session's beginning on.
/// Each stays what it was, and stretches stay whole; where nothing is known stands a NaN. A sample
/// lies within half a place of its time at the beginning of a stretch, and never further from it
/// than 20 ms or one and a half places (but for a stretch that would overlap the last by up to a
/// quarter of a second: it begins behind it): where the grid's rate is not quite the wave's, a
/// place stays empty or a sample is left out now and then.
[[nodiscard]] std::vector<float> even_wave(const RecordedWave& wave, double rate,
                                           std::size_t count);

}  // namespace ebb
