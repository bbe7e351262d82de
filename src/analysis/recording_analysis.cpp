#include "analysis/recording_analysis.hpp"

#include <algorithm>
#include <utility>

namespace ebb {
namespace {

// A signal that sees the breath itself is believed before one that shows it by the way, unless it
// was good for less than half as long.
constexpr double kHeadStart = 2.0;

bool sees_breath(RecordedKind kind) {
  return kind == RecordedKind::respiration || kind == RecordedKind::acceleration;
}

double breath_weight(const StreamFindings& stream) {
  double sure = 0.0;
  for (const BreathPoint& point : stream.found.breath.series) {
    sure += point.quality;
  }
  return sees_breath(stream.kind) ? kHeadStart * sure : sure;
}

double heart_weight(const StreamFindings& stream) {
  const HeartFindings& heart = *stream.found.heart;
  const auto sound = static_cast<double>(
      std::count_if(heart.intervals.judged.begin(), heart.intervals.judged.end(),
                    [](const Beat& beat) { return beat.verdict == IntervalVerdict::normal; }));
  return stream.kind == RecordedKind::ppg ? sound : 1.1 * sound;
}

/// The stream that sees the breath best, among those that see it themselves.
const BreathFindings* seen_breath(const Analysis& all) {
  const StreamFindings* best = nullptr;
  for (const StreamFindings& stream : all.streams) {
    const bool better = best == nullptr || breath_weight(stream) > breath_weight(*best);
    if (sees_breath(stream.kind) && better) {
      best = &stream;
    }
  }
  return best != nullptr ? &best->found.breath : nullptr;
}

void look_at_both(Analysis& all) {
  const BreathFindings* const breath = all.breath_found();
  const std::optional<double> own = breath != nullptr ? breath->rate_bpm : std::nullopt;
  for (StreamFindings& stream : all.streams) {
    if (stream.found.heart) {
      reckon_variability(*stream.found.heart, own);
    }
  }
  const HeartFindings* const heart = all.heart_found();
  if (heart == nullptr) {
    return;
  }
  all.coherence = coherence_of(*heart);
  if (const BreathFindings* const seen = seen_breath(all)) {
    all.together = beside(*heart, *seen);
  }
}

}  // namespace

Analysis gather(std::vector<StreamFindings> streams) {
  Analysis all;
  all.streams = std::move(streams);
  double best_heart = -1.0;
  double best_breath = -1.0;
  for (std::size_t i = 0; i < all.streams.size(); ++i) {
    const StreamFindings& stream = all.streams[i];
    all.seconds = std::max(all.seconds, stream.found.seconds);
    if (stream.found.heart && heart_weight(stream) > best_heart) {
      best_heart = heart_weight(stream);
      all.heart = i;
    }
    if (breath_weight(stream) > best_breath) {
      best_breath = breath_weight(stream);
      all.breath = i;
    }
  }
  look_at_both(all);
  return all;
}

}  // namespace ebb
