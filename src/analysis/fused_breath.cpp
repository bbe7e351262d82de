#include "analysis/fused_breath.hpp"

#include <algorithm>
#include <cassert>

namespace ebb {
namespace {

BreathSpeaker speaker_at(const BreathSource& source, std::size_t second) {
  BreathSpeaker speaker{source.sight, {}};
  if (second < source.series->size()) {
    const BreathPoint& point = (*source.series)[second];
    if (point.bpm) {
      speaker.says.rate = Estimate<BreathsPerMinute>{
          BreathsPerMinute{*point.bpm}, BreathsPerMinute{point.low}, BreathsPerMinute{point.high},
          point.quality, at_seconds<HostTime>(point.t)};
    }
  }
  return speaker;
}

}  // namespace

std::vector<BreathPoint> fused_breath(std::span<const BreathSource> sources) {
  assert(sources.size() <= OwnBreathTracker::kMost);
  std::size_t seconds = 0;
  for (const BreathSource& source : sources) {
    seconds = std::max(seconds, source.series->size());
  }
  std::vector<BreathPoint> fused;
  fused.reserve(seconds);
  OwnBreathTracker tracker;
  std::vector<BreathSpeaker> speakers(sources.size());
  for (std::size_t i = 0; i < seconds; ++i) {
    std::transform(sources.begin(), sources.end(), speakers.begin(),
                   [i](const BreathSource& source) { return speaker_at(source, i); });
    BreathPoint point{static_cast<double>(i + 1)};
    tracker.push(at_seconds<HostTime>(point.t), speakers);
    if (const auto rate = tracker.choose(speakers).estimate.rate) {
      point.bpm = rate->value.value();
      point.quality = rate->quality;
      point.low = rate->low.value();
      point.high = rate->high.value();
    } else if (i < sources.front().series->size()) {
      point.fault = (*sources.front().series)[i].fault;
    }
    fused.push_back(point);
  }
  return fused;
}

}  // namespace ebb
