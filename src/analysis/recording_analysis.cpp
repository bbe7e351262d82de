#include "analysis/recording_analysis.hpp"

#include <algorithm>
#include <utility>

#include "analysis/fused_breath.hpp"

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

BreathSight sight_of(RecordedKind kind) {
  return kind == RecordedKind::respiration    ? BreathSight::lungs
         : kind == RecordedKind::acceleration ? BreathSight::motion
                                              : BreathSight::heart;
}

/// Of all streams, the one whose breath is told first; the waves of a heart as one.
void fuse_breath(Analysis& all, const JointBreath* joint) {
  // Told intervals have a time of their own, which is nobody else's.
  const auto timed = std::count_if(
      all.streams.begin(), all.streams.end(),
      [](const StreamFindings& stream) { return stream.kind != RecordedKind::intervals; });
  if (!all.breath || timed < 2 || all.streams[*all.breath].kind == RecordedKind::intervals) {
    return;
  }
  std::vector<BreathSource> sources;
  const auto add = [&](const StreamFindings& stream) {
    const bool wave = stream.kind == RecordedKind::ecg || stream.kind == RecordedKind::ppg;
    if (stream.kind != RecordedKind::intervals && !(wave && joint != nullptr) &&
        sources.size() < OwnBreathTracker::kMost) {
      sources.push_back({sight_of(stream.kind), &stream.found.breath.series});
    }
  };
  add(all.streams[*all.breath]);
  if (joint != nullptr) {
    sources.push_back({BreathSight::heart, &joint->series()});
  }
  for (std::size_t i = 0; i < all.streams.size(); ++i) {
    if (i != *all.breath) {
      add(all.streams[i]);
    }
  }
  BreathFindings fused = all.streams[*all.breath].found.breath;
  fused.series = fused_breath(sources);
  if (!sees_breath(all.streams[*all.breath].kind)) {
    fused.rate_bpm = weighted_median(fused.series);
  }
  all.fused = std::move(fused);
}

/// The next best heart beside the one that is told.
void compare_hearts(Analysis& all) {
  double best = -1.0;
  for (std::size_t i = 0; all.heart && i < all.streams.size(); ++i) {
    const StreamFindings& stream = all.streams[i];
    // Told intervals have a time of their own.
    const bool timed = stream.kind != RecordedKind::intervals &&
                       all.streams[*all.heart].kind != RecordedKind::intervals;
    if (i == *all.heart || !stream.found.heart || !timed || heart_weight(stream) <= best) {
      continue;
    }
    if (auto agreement = agreement_of(all.heart_found()->beats, stream.found.heart->beats)) {
      best = heart_weight(stream);
      all.agreement = agreement;
      all.agreement->stream = i;
    }
  }
}

}  // namespace

Analysis gather(std::vector<StreamFindings> streams, const JointBreath* joint) {
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
  fuse_breath(all, joint);
  compare_hearts(all);
  look_at_both(all);
  return all;
}

}  // namespace ebb
