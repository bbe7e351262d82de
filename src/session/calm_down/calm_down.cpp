#include "session/calm_down/calm_down.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "estimation/intervals/heart_rhythm.hpp"
#include "session/calm_down/fall_rule.hpp"
#include "session/calm_down/paced_spans.hpp"

namespace ebb {
namespace {

constexpr double kStart = 30.0;
constexpr double kEnd = 60.0;
constexpr double kShortestBaseline = 30.0;
constexpr double kLeastClear = 0.7;
constexpr double kMostSetAside = 0.3;

/// The parts of `span` in which breaths were cued, or those in which none were.
std::vector<TimeSpan> parts_of(const TimeSpan& span, const std::vector<TimeSpan>& paced,
                               bool cued) {
  std::vector<TimeSpan> parts;
  HostTime from = span.from;
  for (const TimeSpan& guide : paced) {
    const TimeSpan part = overlap(guide, span);
    if (part.seconds() <= 0.0) {
      continue;
    }
    parts.push_back(cued ? part : TimeSpan{from, part.from});
    from = part.to;
  }
  if (!cued) {
    parts.push_back({from, span.to});
  }
  return parts;
}

std::optional<TimeSpan> longest(const std::vector<TimeSpan>& parts) {
  const auto found = std::max_element(
      parts.begin(), parts.end(),
      [](const TimeSpan& a, const TimeSpan& b) { return a.seconds() < b.seconds(); });
  return found == parts.end() ? std::nullopt : std::optional{*found};
}

/// From the mark to where the guide begins or stops, and whether it was there.
void find_recovery(CalmDown& told, const CalmDownQuestion& question,
                   const std::vector<TimeSpan>& paced) {
  const TimeSpan asked{question.mark, question.end};
  told.paced = std::any_of(paced.begin(), paced.end(),
                           [&](const TimeSpan& span) { return span.holds(asked.from); });
  told.recovery = {asked.from, asked.from};
  for (const TimeSpan& part : parts_of(asked, paced, told.paced)) {
    if (part.from == asked.from) {
      told.recovery = part;
      return;
    }
  }
}

/// The curve as far as a fall is sought in it.
std::span<const BreathMean> fitted_part(const BreathMeans& curve) {
  const auto end = std::find_if(curve.points.begin(), curve.points.end(),
                                [](const BreathMean& p) { return p.middle > kLongestRecovery; });
  return {curve.points.begin(), end};
}

CalmDownCaption seek_fall(CalmDown& told) {
  const BreathMeans& curve = told.curve;
  if (curve.clear_share < kLeastClear || curve.set_aside_share > kMostSetAside) {
    return CalmDownCaption::too_little_signal;
  }
  const double span = std::min(told.recovery.seconds(), kLongestRecovery);
  const auto points = fitted_part(curve);
  if (points.empty() || points.back().middle - points.front().middle +
                                0.5 * (points.back().length + points.front().length) <
                            kShortestRecovery) {
    return CalmDownCaption::too_short;
  }
  if (is_waves(points)) {
    return CalmDownCaption::waves;
  }
  const FallCandidates candidates{points, span};
  const auto line = best_line(candidates);
  if (!line || !may_show_line(*line, span)) {
    return CalmDownCaption::no_single_curve;
  }
  const FallChances chances = weigh_falls(candidates);
  if (!may_show_fall(chances)) {
    return CalmDownCaption::no_single_curve;
  }
  told.fall = ShownFall{*line, chances.fall, chances.fall_range, std::nullopt};
  if (!may_show_half_time(chances, points, span)) {
    return CalmDownCaption::fall;
  }
  told.fall->half_time = chances.half_time;
  return CalmDownCaption::fall_with_half_time;
}

std::optional<Milliseconds> rmssd_in(std::span<const Beat> beats, const TimeSpan& span) {
  HeartRhythm rhythm;
  for (const Beat& beat : beats) {
    if (span.holds(beat.time)) {
      rhythm.push(beat);
    }
  }
  return rmssd_of(rhythm.totals());
}

}  // namespace

CalmDown describe(const BodyRecord& record, const CalmDownQuestion& question) {
  const std::vector<TimeSpan> paced = paced_spans(record.practice);
  CalmDown told;
  find_recovery(told, question, paced);
  told.curve = breath_means(record, told.recovery);
  const std::vector<BreathMean>& points = told.curve.points;
  const double seconds = std::min(told.recovery.seconds(), kLongestStretch);
  told.start = level_of(points, 0.0, kStart);
  if (seconds >= kStart + kEnd) {
    told.end = level_of(points, seconds - kEnd, seconds);
  }
  told.breath_after = breath_rate_of(record.breaths, told.recovery);
  told.rmssd_after = rmssd_in(record.beats, told.recovery);
  told.easing = largest_easing(points);
  if (told.start) {
    told.area_beats = area_in_beats(points, told.start->rate);
  }
  if (question.baseline) {
    const auto baseline = longest(parts_of(*question.baseline, paced, told.paced));
    if (baseline && baseline->seconds() >= kShortestBaseline) {
      const BreathMeans before = breath_means(record, *baseline);
      told.rest = level_of(before.points, 0.0, std::min(baseline->seconds(), kLongestStretch));
      told.breath_before = breath_rate_of(record.breaths, *baseline);
      told.rmssd_before = rmssd_in(record.beats, *baseline);
    }
  }
  told.caption = seek_fall(told);
  return told;
}

CalmDownQuestion usual_question(const BodyRecord& record, const TimeSpan& session) {
  const std::vector<TimeSpan> paced = paced_spans(record.practice);
  const std::vector<TimeSpan> guided = parts_of(session, paced, true);
  if (guided.empty()) {
    return {session.from, session.to, std::nullopt};
  }
  const std::vector<TimeSpan> rests = parts_of(session, paced, false);
  // The first of them lies before the guide.
  TimeSpan recovery = rests.back();
  for (std::size_t i = rests.size(); i > 1; --i) {
    if (rests[i - 1].seconds() >= kShortestRecovery) {
      recovery = rests[i - 1];
      break;
    }
  }
  CalmDownQuestion question{recovery.from, recovery.to, std::nullopt};
  if (rests.front().seconds() >= kShortestBaseline) {
    question.baseline = rests.front();
  }
  return question;
}

}  // namespace ebb
