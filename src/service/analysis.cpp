#include "service/analysis.hpp"

#include <algorithm>
#include <utility>

namespace ebb {
namespace {

constexpr double kLongestInterval = 10'000.0;  // ms; beyond it something was lost

HostTime at_second(std::int64_t second) {
  return at_seconds<HostTime>(static_cast<double>(second));
}

/// Notes the rate at every whole second that lies before `now`.
template <class Tracker>
void note_rates(const Tracker& tracker, HostTime now, std::int64_t& next_second,
                std::vector<BreathPoint>& series) {
  const auto last = static_cast<std::int64_t>(to_seconds(now));
  for (; next_second <= last; ++next_second) {
    if (const auto rate = tracker.rate(at_second(next_second))) {
      series.push_back({static_cast<double>(next_second), rate->value.value(), rate->quality});
    }
  }
}

std::optional<double> weighted_median(std::vector<BreathPoint> points) {
  std::sort(points.begin(), points.end(),
            [](const BreathPoint& a, const BreathPoint& b) { return a.bpm < b.bpm; });
  double whole = 0.0;
  for (const BreathPoint& point : points) {
    whole += point.quality;
  }
  double below = 0.0;
  for (const BreathPoint& point : points) {
    below += point.quality;
    if (2.0 * below >= whole) {
      return point.bpm;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(IntervalVerdict verdict) {
  switch (verdict) {
    case IntervalVerdict::normal:
      return "normal";
    case IntervalVerdict::ectopic:
      return "ectopic";
    case IntervalVerdict::missed:
      return "missed";
    case IntervalVerdict::extra:
      return "extra";
    case IntervalVerdict::too_long:
      return "too_long";
    case IntervalVerdict::too_short:
      return "too_short";
    case IntervalVerdict::gap:
      return "gap";
  }
  return "normal";
}

void IntervalAnalysis::push(double interval_ms) {
  if (found_.beats.empty()) {
    found_.beats.push_back(0.0);
  }
  const Milliseconds interval{interval_ms};
  push(Beat{time_ + to_microseconds(interval), interval});
}

void IntervalAnalysis::push_beat(double seconds) {
  const auto time = at_seconds<HostTime>(seconds);
  if (found_.beats.empty()) {
    found_.beats.push_back(seconds);
    time_ = time;
  } else if (time > time_) {
    push(Beat{time, Seconds{seconds - last_beat_}});
  }
  last_beat_ = seconds;
}

void IntervalAnalysis::push(Beat beat) {
  time_ = beat.time;
  if (beat.interval.count() > kLongestInterval) {
    beat.verdict = IntervalVerdict::gap;
  }
  heart_.push(beat, [this](const Beat& judged) { take(judged); });
}

void IntervalAnalysis::take(const Beat& beat) {
  if (beat.verdict == IntervalVerdict::gap) {
    next_second_ = static_cast<std::int64_t>(to_seconds(beat.time)) + 1;
  }
  note_rates(heart_.breath(), beat.time, next_second_, found_.breath_series);
  found_.beats.push_back(to_seconds(beat.time));
  found_.rr.push_back(beat);
  if (const std::optional<Breath> breath = heart_.take_breath()) {
    found_.breaths.push_back(to_seconds(breath->start));
  }
}

Analysis IntervalAnalysis::finish() {
  heart_.finish([this](const Beat& judged) { take(judged); });
  found_.hrv = hrv_time(std::span<const Beat>{found_.rr});
  found_.breath_rate = weighted_median(found_.breath_series);
  found_.seconds = to_seconds(time_);
  return std::move(found_);
}

void RespirationAnalysis::push(std::optional<double> value) {
  const auto time = at_seconds<HostTime>(static_cast<double>(samples_++) / rate_.value());
  if (!value) {
    tracker_.gap();
    return;
  }
  if (const std::optional<Breath> breath = tracker_.push(time, *value)) {
    found_.breaths.push_back(to_seconds(breath->start));
    period_sum_ += breath->period.count();
  }
  note_rates(tracker_, time, next_second_, found_.breath_series);
}

Analysis RespirationAnalysis::finish() {
  found_.seconds = static_cast<double>(samples_) / rate_.value();
  if (period_sum_ > 0.0) {
    found_.breath_rate = 60.0 * static_cast<double>(found_.breaths.size()) / period_sum_;
  }
  return std::move(found_);
}

}  // namespace ebb
