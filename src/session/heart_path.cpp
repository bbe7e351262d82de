#include "session/heart_path.hpp"

#include <algorithm>
#include <utility>

namespace ebb {
void HeartPath::push(const IntervalReading& reading, HostTime reception, const BeatSink& sink) {
  if (const std::optional<Beat> beat = clock_.push(reading, reception)) {
    take(judge_.push(*beat), sink);
  }
}

void HeartPath::push(const BeatReading& reading, HostTime time, const BeatSink& sink) {
  if (const std::optional<Beat> beat = clock_.push(reading, time)) {
    take(judge_.push(*beat), sink);
  }
}

void HeartPath::push(const Beat& found, const BeatSink& sink) { take(judge_.push(found), sink); }

std::optional<Estimate<Milliseconds>> HeartPath::rmssd() const {
  std::optional<Estimate<Milliseconds>> told = variability_.rmssd();
  if (told) {
    told->quality *= rhythm_.liveliness();
  }
  return told;
}

void HeartPath::interrupt() { clock_.interrupt(); }

void HeartPath::restart() {
  clock_.reset();
  clock_.interrupt();
  judge_.reset();
  rhythm_.restart();
  variability_.reset();
  breath_.reset();
}

void HeartPath::finish(const BeatSink& sink) { take(judge_.flush(), sink); }

std::optional<Breath> HeartPath::take_breath() { return std::exchange(last_breath_, {}); }

void HeartPath::take(const std::optional<Beat>& judged, const BeatSink& sink) {
  if (!judged) {
    return;
  }
  rhythm_.push(*judged);
  variability_.push(*judged);
  if (const std::optional<Breath> breath = breath_.push(*judged)) {
    last_breath_ = breath;
  }
  newest_ = std::max(newest_, judged->time);
  sink(*judged);
}

}  // namespace ebb
