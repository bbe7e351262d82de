#include "estimation/respiration_tracker.hpp"

namespace ebb {

std::optional<Breath> RespirationTracker::push(HostTime, double) { return {}; }
void RespirationTracker::gap() {}
void RespirationTracker::reset() { *this = RespirationTracker{config_}; }
std::optional<Estimate<BreathsPerMinute>> RespirationTracker::rate(HostTime) const { return {}; }
std::optional<Estimate<Turns>> RespirationTracker::phase(HostTime) const { return {}; }

}  // namespace ebb
