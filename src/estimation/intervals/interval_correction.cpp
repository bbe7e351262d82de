#include "estimation/intervals/interval_correction.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "estimation/intervals/change_spread.hpp"
#include "estimation/intervals/early_beats.hpp"
#include "estimation/intervals/interval_fence.hpp"
#include "estimation/intervals/interval_judge.hpp"
#include "estimation/intervals/interval_path.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {
namespace {

/// No spread is a finer share of the interval than this.
constexpr double kFinest = 0.022;
/// On so few beats no spread is based where the other side has more.
constexpr std::size_t kFew = 12;
/// Faults widen the spread that they are measured with, so it is taken anew without them.
constexpr int kPasses = 5;
/// What is so many times longer than the beats around it is no beat's interval.
constexpr double kPause = 2.5;

/// What a change into each interval is measured in: the mean of the spreads on either side.
std::vector<double> spreads(std::span<const double> intervals, const std::vector<bool>& sound) {
  const std::size_t n = intervals.size();
  std::vector<double> all(n, kFinestSpread);
  ChangeSpread earlier;
  earlier.push(intervals[0], sound[0]);
  for (std::size_t i = 1; i < n; ++i) {
    earlier.push(intervals[i], sound[i]);
    all[i] = earlier.value();
  }
  ChangeSpread later;
  later.push(intervals[n - 1], sound[n - 1]);
  for (std::size_t i = n - 1; i > 0; --i) {
    later.push(intervals[i - 1], sound[i - 1]);
    const bool first = i < kFew && n - i > i;
    const bool last = n - i < kFew && i > n - i;
    const double spread = first ? later.value() : last ? all[i] : 0.5 * (all[i] + later.value());
    const double finest = kFinest * std::min(intervals[i], intervals[i - 1]);
    all[i] = std::max({spread, finest, kFinestSpread});
  }
  return all;
}

/// How long an interval may be among these; the fence for what no comparison caught.
std::vector<double> fences(std::span<const double> intervals) {
  constexpr std::size_t kAround = 31;
  std::vector<double> all(intervals.size());
  SlidingQuantile<kAround> around;
  for (std::size_t i = 0; i < intervals.size() + kAround / 2; ++i) {
    if (i < intervals.size()) {
      around.push(intervals[i]);
    }
    if (i >= kAround / 2) {
      all[i - kAround / 2] = fence_among(around.at(kLongQuantile));
    }
  }
  return all;
}

/// One run without gaps.
class Run {
 public:
  Run(std::span<Beat> beats, std::vector<Interval>& out) : beats_(beats), out_(out) {
    for (const Beat& beat : beats) {
      told_.push_back(beat.interval.count());
    }
  }

  void mend() {
    const std::vector<IntervalStep> path = read();
    const std::vector<double> fence = fences(told_);
    std::size_t at = 0;
    const std::size_t first = out_.size();
    for (const IntervalStep& step : path) {
      take(step, at, fence);
      at += step.told;
    }
    fill(first);
  }

 private:
  /// Who listens from the beginning tells faults from a rhythm that is full of them.
  [[nodiscard]] std::vector<bool> heard_live() const {
    std::vector<bool> sound;
    IntervalJudge judge;
    const auto note = [&sound](const std::optional<Beat>& judged) {
      if (judged) {
        sound.push_back(judged->verdict == IntervalVerdict::normal);
      }
    };
    for (const Beat& beat : beats_) {
      note(judge.push(beat));
    }
    note(judge.flush());
    return sound;
  }

  [[nodiscard]] std::vector<IntervalStep> read() const {
    const std::vector<bool> early = early_beats(told_);
    std::vector<bool> sound = heard_live();
    for (std::size_t i = 0; i < sound.size(); ++i) {
      sound[i] = sound[i] && !early[i];
    }
    std::vector<IntervalStep> path;
    for (int pass = 0; pass < kPasses; ++pass) {
      path = cheapest_path(told_, spreads(told_, sound), early);
      std::vector<bool> found;
      for (const IntervalStep& step : path) {
        found.insert(found.end(), step.told, step.sound());
      }
      if (found == sound) {
        break;
      }
      sound = std::move(found);
    }
    return path;
  }

  void take(const IntervalStep& step, std::size_t at, const std::vector<double>& fence) {
    double whole = 0.0;
    for (std::size_t i = at; i < at + step.told; ++i) {
      whole += told_[i];
    }
    if (step.sound()) {
      IntervalVerdict verdict = IntervalVerdict::normal;
      if (told_[at] < kShortestInterval) {
        verdict = IntervalVerdict::too_short;
      } else if (told_[at] > fence[at]) {
        verdict = IntervalVerdict::too_long;
      }
      beats_[at].verdict = verdict;
      out_.push_back({beats_[at].time, beats_[at].interval, verdict, false});
      bridged_.push_back(false);
      return;
    }
    const double before = at > 0 ? told_[at - 1] : whole / step.told;
    const double mean = step.told > 1 ? whole / step.told : before;
    for (std::size_t i = at; i < at + step.told; ++i) {
      beats_[i].verdict = verdict_of(step, told_[i], told_[at], mean);
    }
    if (step.bridged && step.told == 1 && whole > kPause * before) {
      out_.push_back({beats_[at].time, beats_[at].interval, beats_[at].verdict, false});
      bridged_.push_back(false);
      return;
    }
    const HostTime end = beats_[at + step.told - 1U].time;
    for (int left = step.real - 1; left >= 0; --left) {
      const double each = whole / step.real;
      out_.push_back({end - to_microseconds(Milliseconds{each * left}), Milliseconds{each},
                      beats_[at].verdict, true});
      bridged_.push_back(step.bridged);
    }
  }

  /// Gives what was mended its values: on the line between the sound neighbours, as a whole moved
  /// so that the time between the sound beats is kept where it means something.
  void fill(std::size_t first) {
    const std::size_t n = out_.size();
    for (std::size_t i = first; i < n;) {
      if (!out_[i].corrected) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < n && out_[end].corrected) {
        ++end;
      }
      fill(first, i, end);
      i = end;
    }
  }

  void fill(std::size_t first, std::size_t begin, std::size_t end) {
    const bool any_before = begin > first;
    const bool any_after = end < out_.size();
    if (!any_before && !any_after) {
      for (std::size_t i = begin; i < end; ++i) {
        out_[i].corrected = false;  // nothing sound to go by
      }
      return;
    }
    const double from = out_[any_before ? begin - 1 : end].value.count();
    const double to = out_[any_after ? end : begin - 1].value.count();
    const auto line = [&](std::size_t i) {
      const double part = static_cast<double>(i - begin + 1) / static_cast<double>(end - begin + 1);
      return from + part * (to - from);
    };
    double off = 0.0;
    std::size_t kept = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (!bridged_[i - first]) {
        off += out_[i].value.count() - line(i);
        ++kept;
      }
    }
    off = kept > 0 ? off / static_cast<double>(kept) : 0.0;
    for (std::size_t i = begin; i < end; ++i) {
      out_[i].value = Milliseconds{line(i) + (bridged_[i - first] ? 0.0 : off)};
      const double mended = out_[i].value.count();
      out_[i].corrected = mended >= kShortestInterval && mended <= kLongestOfAll;
    }
  }

  std::span<Beat> beats_;
  std::vector<Interval>& out_;
  std::vector<double> told_;
  std::vector<bool> bridged_;
};

}  // namespace

IntervalCorrection correct_intervals(std::span<const Beat> beats) {
  IntervalCorrection found;
  found.judged.assign(beats.begin(), beats.end());
  for (std::size_t i = 0; i < beats.size();) {
    if (!is_measured(beats[i])) {
      found.judged[i].verdict = IntervalVerdict::gap;
      found.series.push_back({beats[i].time, beats[i].interval, IntervalVerdict::gap, false});
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < beats.size() && is_measured(beats[end])) {
      ++end;
    }
    Run{std::span{found.judged}.subspan(i, end - i), found.series}.mend();
    i = end;
  }
  const auto told = static_cast<double>(
      std::count_if(found.judged.begin(), found.judged.end(),
                    [](const Beat& beat) { return beat.verdict != IntervalVerdict::gap; }));
  const auto sound = static_cast<double>(
      std::count_if(found.judged.begin(), found.judged.end(),
                    [](const Beat& beat) { return beat.verdict == IntervalVerdict::normal; }));
  const auto unusable = static_cast<double>(
      std::count_if(found.series.begin(), found.series.end(), [](const Interval& interval) {
        return !interval.usable() && interval.verdict != IntervalVerdict::gap;
      }));
  // One that was told may have been parted before it was given up.
  const double set_aside = std::min(unusable, told - sound);
  if (told > 0.0) {
    found.corrected_share = (told - sound - set_aside) / told;
    found.set_aside_share = set_aside / told;
  }
  return found;
}

}  // namespace ebb
