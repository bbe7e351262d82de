#include "estimation/intervals/nn_series.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kShortest = 100.0;
constexpr double kLongest = 10000.0;
/// Times beyond this many seconds (30 years) are no times.
constexpr double kLatest = 1e9;

bool is_interval(double ms) { return ms >= kShortest && ms <= kLongest; }
bool is_time(double s) { return std::abs(s) <= kLatest; }

}  // namespace

std::size_t NnSeries::mended_count() const {
  return static_cast<std::size_t>(std::count(mended.begin(), mended.end(), std::uint8_t{1}));
}

double NnSeries::share_set_aside() const {
  const std::size_t all = intervals.size() + set_aside;
  return all > 0 ? static_cast<double>(mended_count() + set_aside) / static_cast<double>(all) : 0.0;
}

void NnSeriesBuilder::reserve(std::size_t n) {
  series_.intervals.reserve(n);
  series_.ends.reserve(n);
  series_.mended.reserve(n);
}

void NnSeriesBuilder::push(double end, double ms, bool usable, bool mended) {
  const bool measured = std::isfinite(ms) && ms > 0.0;
  if (!measured || !is_time(end)) {
    follows_ = false;
    return;
  }
  const double length = std::min(ms, kLongest) / 1000.0;
  if (!begun_) {
    begun_ = true;
    now_ = end - length;
    series_.first = now_;
  }
  // Within a run the intervals themselves are the finer clock.
  now_ = follows_ ? now_ + length : std::max(end, now_ + length);
  series_.last = now_;
  if (!usable || !is_interval(ms)) {
    ++series_.set_aside;
    follows_ = false;
    return;
  }
  if (!follows_) {
    series_.runs.push_back(series_.intervals.size());
  }
  series_.intervals.push_back(ms);
  series_.ends.push_back(now_);
  series_.mended.push_back(mended ? 1 : 0);
  follows_ = true;
}

void NnSeriesBuilder::push(double ms) {
  const double length = std::isfinite(ms) && ms > 0.0 ? std::min(ms, kLongest) / 1000.0 : 0.0;
  push(now_ + length, ms, true);
}

NnSeries nn_series(const IntervalCorrection& corrected) {
  NnSeriesBuilder builder;
  builder.reserve(corrected.series.size());
  for (const Interval& interval : corrected.series) {
    if (interval.verdict == IntervalVerdict::gap) {
      builder.part();
    } else {
      builder.push(to_seconds(interval.end), interval.value.count(), interval.usable(),
                   interval.corrected);
    }
  }
  return builder.finish();
}

NnSeries nn_series(std::span<const Beat> judged) {
  NnSeriesBuilder builder;
  builder.reserve(judged.size());
  for (const Beat& beat : judged) {
    if (beat.verdict == IntervalVerdict::gap) {
      builder.part();
    } else {
      builder.push(to_seconds(beat.time), beat.interval.count(),
                   beat.verdict == IntervalVerdict::normal);
    }
  }
  return builder.finish();
}

NnSeries nn_series(std::span<const double> intervals_ms) {
  NnSeriesBuilder builder;
  builder.reserve(intervals_ms.size());
  for (const double ms : intervals_ms) {
    builder.push(ms);
  }
  return builder.finish();
}

}  // namespace ebb
