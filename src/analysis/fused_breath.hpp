#pragma once

#include <span>
#include <vector>

#include "analysis/findings.hpp"
#include "estimation/breath/own_breath.hpp"

namespace ebb {

/// The breathing rates of one source, second by second.
struct BreathSource {
  BreathSight sight = BreathSight::lungs;
  const std::vector<BreathPoint>* series = nullptr;
};

/// One series out of several, second by second, by the tracker that runs live (OwnBreathTracker).
/// Where nothing is told the reason is the first source's. At most OwnBreathTracker::kMost.
[[nodiscard]] std::vector<BreathPoint> fused_breath(std::span<const BreathSource> sources);

}  // namespace ebb
