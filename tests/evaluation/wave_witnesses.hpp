#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/reading.hpp"
#include "estimation/breath/breath_fusion.hpp"
#include "evaluation/rate_score.hpp"

namespace ebb::evaluation {

/// What one judged beat shows of the breath, by BreathSign.
struct WitnessedBeat {
  Beat beat;
  std::array<std::optional<double>, BreathFusion::kSigns> shows;
};

/// Beats of an even ECG or PPG, found and judged as they would be live.
std::vector<WitnessedBeat> witnessed(StreamKind wave, std::span<const double> samples,
                                     double hertz);

using TruthAt = std::function<std::optional<double>(double seconds)>;

/// Every ten seconds from the first minute on, the rate that these signs together tell then.
void hear_signs(std::span<const WitnessedBeat> beats, std::span<const BreathSign> signs,
                const BreathFusion::Config& config, const TruthAt& truth, RateScore& score);

/// The same by WaveBreathTracker, from the samples on. Either wave may be empty.
void hear_waves(std::span<const double> ecg, std::span<const double> ppg, double hertz,
                const TruthAt& truth, RateScore& score);

}  // namespace ebb::evaluation
