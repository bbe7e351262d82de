#include "analysis/recorded_time.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ebb {
namespace {

constexpr double kSetBack = 1.0;        // seconds; less is jitter
constexpr double kHole = 2.0;           // seconds; a longer step is to be confirmed
constexpr double kHolePeriods = 3.0;    // where that is longer
constexpr double kLeastStepKept = 0.5;  // of a period
constexpr double kFurthest = 1e12;      // seconds; beyond it nothing can be reckoned with

double scale_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::seconds:
      return 1.0;
    case TimeUnit::milliseconds:
      return 1e-3;
    case TimeUnit::microseconds:
      return 1e-6;
    case TimeUnit::nanoseconds:
      return 1e-9;
  }
  return 1.0;
}

TimeUnit unit_of(double step) {
  if (step < 0.5) {
    return TimeUnit::seconds;
  }
  if (step < 500.0) {
    return TimeUnit::milliseconds;
  }
  return step < 500e3 ? TimeUnit::microseconds : TimeUnit::nanoseconds;
}

/// The mean of the steps that are no holes; 0 when there is none.
double usual_step(std::span<const double> stamps) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < stamps.size(); ++i) {
    const double step = stamps[i] - stamps[i - 1];
    if (step >= 0.0) {
      steps.push_back(step);
    }
  }
  if (steps.empty()) {
    return 0.0;
  }
  std::sort(steps.begin(), steps.end());
  const double most = 3.0 * steps[3 * steps.size() / 4];
  double sum = 0.0;
  std::size_t count = 0;
  for (const double step : steps) {
    if (step <= most) {
      sum += step;
      ++count;
    }
  }
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

}  // namespace

RecordedTime::RecordedTime(std::span<const double> first, std::optional<TimeUnit> unit) {
  const double step = usual_step(first);
  unit_ = unit.value_or(unit_of(step));
  scale_ = scale_of(unit_);
  period_ = std::min(step * scale_, kFurthest);
  if (period_ > 0.0 && period_ < kFurthest) {
    rate_ = Hertz{1.0 / period_};
  }
}

double RecordedTime::seconds(double stamp) {
  if (!origin_) {
    origin_ = stamp;
    return 0.0;
  }
  double time = std::clamp((stamp - *origin_) * scale_, -kFurthest, kFurthest) + shift_;
  const bool ahead = time - last_ > std::max(kHole, kHolePeriods * period_);
  const bool back = time < last_ - kSetBack;
  if (ahead || back) {
    const bool confirmed =
        strayed_ && (ahead ? *strayed_ > last_ && time > *strayed_ - kSetBack : *strayed_ < last_);
    strayed_ = confirmed ? std::nullopt : std::optional{time};
    if (back && confirmed) {
      shift_ += last_ + period_ - time;
    }
    time = ahead && confirmed ? time : last_ + period_;
  } else {
    strayed_.reset();
  }
  last_ = std::max(time, last_ + kLeastStepKept * period_);
  return last_;
}

}  // namespace ebb
