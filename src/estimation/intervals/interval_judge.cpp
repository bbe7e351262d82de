#include "estimation/intervals/interval_judge.hpp"

#include <algorithm>
#include <cmath>

#include "estimation/intervals/interval_fence.hpp"

namespace ebb {
namespace {

/// What is known from one side only is taken with a margin.
constexpr double kWide = 1.1;
constexpr double kFinest = 0.025;
constexpr double kFinestUnknown = 0.1;
/// Until so many beats are known a fault has to be gross.
constexpr std::size_t kKnown = 12;
/// Where believing the last few costs less than this share of a fault, none is looked for.
constexpr double kCalm = 0.25;
constexpr double kAlike = 0.5;

}  // namespace

void IntervalJudge::reset() { *this = IntervalJudge{}; }

void IntervalJudge::begin_run() {
  path_ = IntervalPath{};
  trusted_ = 0.0;
  told_.reset();
  costs_.reset();
}

std::optional<Beat> IntervalJudge::push(const Beat& beat) {
  const double interval = beat.interval.count();
  const bool measured = is_measured(beat);
  if (measured) {
    take(interval);
  }
  std::optional<Beat> judged;
  if (held_) {
    judged = settle(*held_, measured ? std::optional{interval} : std::nullopt);
  }
  if (!measured) {
    begin_run();
  }
  held_ = beat;
  return judged;
}

std::optional<Beat> IntervalJudge::flush() {
  std::optional<Beat> judged;
  if (held_) {
    judged = settle(*held_, std::nullopt);
  }
  held_.reset();
  begin_run();
  return judged;
}

void IntervalJudge::take(double interval) {
  const double before = told_.empty() ? interval : told_.back();
  const double finest =
      (spread_.size() < kKnown ? kFinestUnknown : kFinest) * std::min(interval, before);
  newest_spread_ = std::max({kWide * spread_.value(), finest, kFinestSpread});
  costs_.push(cost_of_change(interval - before, newest_spread_));
  told_.push(interval);
  double believed = 0.0;
  for (std::size_t i = 0; i < costs_.size(); ++i) {
    believed += costs_[i];
  }
  path_.push(interval, newest_spread_, believed > kCalm * IntervalPath::kFaultPrice);
}

Beat IntervalJudge::settle(const Beat& beat, std::optional<double> next) {
  Beat judged = beat;
  const double interval = beat.interval.count();
  if (beat.verdict == IntervalVerdict::gap || !(interval > 0.0)) {
    return judged;
  }
  if (interval > kLostInterval) {
    judged.verdict = IntervalVerdict::too_long;
    return judged;
  }
  judged.verdict = judge(interval, next);
  spread_.push(interval, judged.verdict == IntervalVerdict::normal);
  levels_.push(interval);
  if (judged.verdict == IntervalVerdict::normal) {
    trusted_ = interval;
  }
  return judged;
}

IntervalVerdict IntervalJudge::judge(double interval, std::optional<double> next) const {
  if (interval < kShortestInterval) {
    return IntervalVerdict::too_short;
  }
  IntervalPath::Place place;
  if (!next) {
    const IntervalStep& step = IntervalPath::step(path_.last());
    place = {step, step.told - 1U};
  } else {
    place = path_.last_but_one(trusted_, newest_spread_);
  }
  const std::size_t at = told_.size() - (next ? 2U : 1U);  // the one that is judged
  const std::size_t begin = at - place.nth;
  double mean = 0.0;
  for (std::size_t i = begin; i < begin + place.step.told; ++i) {
    mean += told_[i] / place.step.told;
  }
  if (place.step.told == 1 && begin > 0) {
    mean = told_[begin - 1];
  }
  // It takes two to be out of place: what is like the beat before is not the one.
  const bool first_of_more = place.nth == 0 && place.step.told > 1 && begin > 0;
  if (first_of_more && std::abs(interval - told_[begin - 1]) < kAlike * std::abs(interval - mean)) {
    return beyond_the_fence(interval, next) ? IntervalVerdict::too_long : IntervalVerdict::normal;
  }
  const IntervalVerdict verdict = verdict_of(place.step, interval, told_[begin], mean);
  const bool fenced = verdict == IntervalVerdict::normal && beyond_the_fence(interval, next);
  return fenced ? IntervalVerdict::too_long : verdict;
}

bool IntervalJudge::beyond_the_fence(double interval, std::optional<double> next) const {
  return interval > fence_among(std::max(levels_.at(kLongQuantile), next.value_or(0.0)));
}

}  // namespace ebb
