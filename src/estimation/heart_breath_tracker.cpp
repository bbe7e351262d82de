#include "estimation/heart_breath_tracker.hpp"

namespace ebb {

std::optional<Breath> HeartBreathTracker::push(const Beat&) { return {}; }
void HeartBreathTracker::reset() { *this = HeartBreathTracker{config_}; }
std::optional<Estimate<BreathsPerMinute>> HeartBreathTracker::rate(HostTime) const { return {}; }
std::optional<Estimate<Turns>> HeartBreathTracker::phase(HostTime) const { return {}; }

}  // namespace ebb
