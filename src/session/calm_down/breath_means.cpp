#include "session/calm_down/breath_means.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ebb {
namespace {

constexpr double kLeastClear = 0.7;
constexpr double kGap = 10.0;
constexpr double kShortestInterval = 0.2;
constexpr double kLongestInterval = 4.0;

/// The time of one clean interval, or what of it no other interval has claimed.
struct Clear {
  double from = 0.0;
  double to = 0.0;
  double beats_a_second = 0.0;
};

struct Clean {
  std::vector<Clear> times;
  std::size_t beats = 0;
  std::size_t set_aside = 0;
};

Clean clean_times(std::span<const Beat> beats, const TimeSpan& stretch) {
  Clean clean;
  const double origin = to_seconds(stretch.from);
  for (const Beat& beat : beats) {
    if (!stretch.holds(beat.time)) {
      continue;
    }
    const double interval = Seconds{beat.interval}.count();
    const bool gap = beat.verdict == IntervalVerdict::gap || !(interval > 0.0);
    clean.beats += gap ? 0U : 1U;
    if (beat.verdict == IntervalVerdict::normal && interval >= kShortestInterval &&
        interval <= kLongestInterval) {
      const double end = to_seconds(beat.time) - origin;
      clean.times.push_back({end - interval, end, 1.0 / interval});
    } else {
      clean.set_aside += gap ? 0U : 1U;
    }
  }
  std::sort(clean.times.begin(), clean.times.end(), [](const Clear& a, const Clear& b) {
    return a.to != b.to ? a.to < b.to : a.from < b.from;
  });
  double claimed = 0.0;
  for (Clear& time : clean.times) {
    time.from = std::max(time.from, claimed);
    claimed = time.to;
  }
  return clean;
}

}  // namespace

BreathMeans breath_means(const BodyRecord& record, const TimeSpan& asked) {
  BreathMeans means;
  TimeSpan stretch = asked;
  if (!(stretch.seconds() > 0.0)) {
    return means;
  }
  if (stretch.seconds() > kLongestStretch) {
    stretch.to = later(stretch.from, kLongestStretch);
  }
  const Clean clean = clean_times(record.beats, stretch);
  means.set_aside_share =
      clean.beats == 0 ? 0.0
                       : static_cast<double>(clean.set_aside) / static_cast<double>(clean.beats);
  double all_clear = 0.0;
  for (const Clear& time : clean.times) {
    all_clear += time.to - time.from;
  }
  means.clear_share = all_clear / stretch.seconds();

  std::size_t first = 0;
  double covered = 0.0;
  for (const Cycle& cycle : breath_cycles(stretch, record.breaths, record.practice)) {
    const double end = cycle.start + cycle.length;
    while (first < clean.times.size() && clean.times[first].to <= cycle.start) {
      ++first;
    }
    double seconds = 0.0;
    double beats = 0.0;
    for (std::size_t i = first; i < clean.times.size() && clean.times[i].from < end; ++i) {
      const double part =
          std::min(end, clean.times[i].to) - std::max(cycle.start, clean.times[i].from);
      seconds += std::max(part, 0.0);
      beats += std::max(part, 0.0) * clean.times[i].beats_a_second;
    }
    if (seconds < kLeastClear * cycle.length) {
      continue;
    }
    const bool after_gap = !means.points.empty() && cycle.start - covered > kGap;
    means.points.push_back({cycle.start + 0.5 * cycle.length, cycle.length, 60.0 * beats / seconds,
                            cycle.origin, after_gap});
    covered = end;
  }
  return means;
}

BreathMeans breath_means_of_all(const BodyRecord& record, const TimeSpan& whole) {
  BreathMeans all;
  const double length = std::min(whole.seconds(), kLongestCurve);
  double clear = 0.0;
  double set_aside = 0.0;
  const auto parts = static_cast<int>(std::ceil(std::max(length, 0.0) / kLongestStretch));
  for (int i = 0; i < parts; ++i) {
    const double from = i * kLongestStretch;
    const double to = std::min(from + kLongestStretch, length);
    const BreathMeans part = breath_means(record, {later(whole.from, from), later(whole.from, to)});
    clear += part.clear_share * (to - from);
    set_aside += part.set_aside_share * (to - from);
    for (BreathMean mean : part.points) {
      mean.middle += from;
      if (!all.points.empty()) {
        const BreathMean& before = all.points.back();
        mean.after_gap = mean.middle - before.middle - 0.5 * (mean.length + before.length) > kGap;
      }
      all.points.push_back(mean);
    }
  }
  all.clear_share = length > 0.0 ? clear / length : 0.0;
  all.set_aside_share = length > 0.0 ? set_aside / length : 0.0;
  return all;
}

}  // namespace ebb
