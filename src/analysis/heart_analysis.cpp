#include "analysis/heart_analysis.hpp"

#include <utility>

#include "estimation/breath/heart_breath_tracker.hpp"

namespace ebb {
namespace {

constexpr double kLongestInterval = 10'000.0;  // ms; beyond it something was lost

BreathFindings breath_in(const std::vector<Beat>& beats, HostTime end) {
  BreathFindings found;
  HeartBreathTracker tracker;
  for (const Beat& beat : beats) {
    const bool gap = beat.verdict == IntervalVerdict::gap;
    if (gap) {  // begin anew first: nothing is known of the time that the gap took
      tracker.push(beat);
    }
    note_rates(tracker, beat.time, found.series);
    const std::optional<Breath> breath = gap ? std::nullopt : tracker.push(beat);
    if (breath) {
      found.breaths.push_back(*breath);
    }
  }
  note_rates(tracker, end, found.series);
  found.rate_bpm = weighted_median(found.series);
  return found;
}

}  // namespace

void HeartAnalysis::push_interval(double interval_ms) {
  if (beats_.empty()) {
    beats_.push_back(0.0);
  }
  const Milliseconds interval{interval_ms};
  time_ += to_microseconds(interval);
  beats_.push_back(to_seconds(time_));
  intervals_.push_back(
      {time_, interval,
       interval_ms > kLongestInterval ? IntervalVerdict::gap : IntervalVerdict::normal});
}

void HeartAnalysis::push_beat(double seconds, bool after_hole) {
  const auto time = at_seconds<HostTime>(seconds);
  if (beats_.empty()) {
    beats_.push_back(seconds);
    time_ = time;
  } else if (time > time_) {
    const Milliseconds interval{Seconds{seconds - last_beat_}};
    const bool gap = after_hole || interval.count() > kLongestInterval;
    time_ = time;
    beats_.push_back(seconds);
    intervals_.push_back({time, interval, gap ? IntervalVerdict::gap : IntervalVerdict::normal});
  }
  last_beat_ = seconds;
}

Findings HeartAnalysis::finish() {
  Findings found;
  found.seconds = seconds();
  HeartFindings heart;
  heart.beats = std::move(beats_);
  heart.intervals = correct_intervals(intervals_);
  const std::vector<Beat> mended = beats_of(heart.intervals.series);
  found.breath = breath_in(mended, time_);
  found.heart = std::move(heart);
  return found;
}

}  // namespace ebb
