#include "estimation/interval_judge.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kShortest = 273.0;
constexpr double kLongest = 2000.0;

/// Until so many beats are known a fault has to be gross.
constexpr std::size_t kKnown = 12;
constexpr double kGross = 0.35;

/// Below these shares of an interval nothing is a fault; dips of good breathing are flatter than
/// its peaks, because the heart is quicker there.
constexpr double kLeastDip = 0.10;
constexpr double kLeastPeak = 0.30;
/// A long interval whose neighbour after falls short of the one before is a beat out of place.
constexpr double kLeastShift = 0.12;
/// and a fault lies this far outside all that the heart did in its last two dozen good beats: a
/// breath or more.
constexpr double kOutside = 0.05;
constexpr double kEdge = 0.12;
/// Thresholds lie this far above what all but the strongest sixth of this heart's own spikes are.
constexpr double kSpread = 2.2;
constexpr double kShare = 0.84;
/// What a spike may add to that spread at the most, lest faults make themselves at home.
constexpr double kMostLearned = 0.35;

/// So many faults in a row are a new rhythm.
constexpr std::size_t kNewRhythm = 6;

}  // namespace

void IntervalJudge::reset() { *this = IntervalJudge{}; }

void IntervalJudge::begin_run() {
  trusted_ = 0.0;
  doubted_ = 0;
  before_ = IntervalVerdict::normal;
}

std::optional<Beat> IntervalJudge::push(const Beat& beat) {
  std::optional<Beat> judged;
  if (held_) {
    const double next = beat.interval.count();
    const bool follows = beat.verdict != IntervalVerdict::gap && next > 0.0;
    judged = settle(*held_, follows ? std::optional{next} : std::nullopt);
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
  return judged;
}

Beat IntervalJudge::settle(const Beat& beat, std::optional<double> next) {
  Beat judged = beat;
  const double interval = beat.interval.count();
  if (beat.verdict == IntervalVerdict::gap || !(interval > 0.0)) {
    begin_run();
    return judged;
  }
  const Shape s = shape(interval, next);
  judged.verdict = judge(interval, s);
  const bool early = judged.verdict == IntervalVerdict::ectopic && too_early(s);
  dips_.push(early ? 0.0 : std::min(s.dip, kMostLearned));
  peaks_.push(std::min(s.peak, kMostLearned));
  before_ = judged.verdict;
  if (judged.verdict == IntervalVerdict::normal) {
    doubted_ = 0;
    trusted_ = interval;
    levels_.push(interval);
  } else if (++doubted_ >= kNewRhythm) {
    begin_run();
    levels_.reset();
  }
  return judged;
}

IntervalJudge::Shape IntervalJudge::shape(double interval, std::optional<double> next) const {
  Shape s;
  if (trusted_ <= 0.0) {
    return s;
  }
  s.level = interval / trusted_;
  s.next = next ? *next / trusted_ : 1.0;
  s.dip = std::max(0.0, std::min(1.0, s.next) - s.level);
  s.peak = std::max(0.0, s.level - std::max(1.0, s.next));
  return s;
}

IntervalVerdict IntervalJudge::judge(double interval, const Shape& s) const {
  if (interval < kShortest) {
    return IntervalVerdict::too_short;
  }
  if (trusted_ <= 0.0) {
    return interval > kLongest ? IntervalVerdict::too_long : IntervalVerdict::normal;
  }
  const bool known = dips_.size() >= kKnown;
  const double usual_dip = kSpread * dips_.at(kShare);
  const double usual_peak = kSpread * peaks_.at(kShare);
  const double dip = std::max(known ? kLeastDip : kGross, usual_dip);
  const double peak = std::max(known ? kLeastPeak : kGross, usual_peak);

  const bool below_all = interval < (1.0 - kOutside) * levels_.at(kEdge);
  const bool above_all = interval > (1.0 + kOutside) * levels_.at(1.0 - kEdge / 3.0);

  // Two that make one: a beat was seen between them.
  const double shorter = std::min(s.level, s.next) * trusted_;
  const bool halves = s.level < 0.75 && s.next < 0.75 && std::abs(s.level + s.next - 1.0) < 0.2;
  const bool first_half = halves && shorter < (1.0 - kOutside) * levels_.at(kEdge);
  const bool second_half = before_ == IntervalVerdict::extra && s.level < 0.75;
  if (first_half || second_half) {
    return IntervalVerdict::extra;
  }
  // One that makes two, three ...: longer than anything this heart did of late.
  const bool beyond = s.level > 1.6 && interval > 1.35 * std::max(levels_.at(1.0), trusted_);
  if (s.level > 1.6 && (beyond || s.peak > peak)) {
    const double off = std::abs(s.level - std::round(s.level));
    return off < 0.3 ? IntervalVerdict::missed : IntervalVerdict::too_long;
  }
  if (interval > kLongest) {
    return IntervalVerdict::too_long;
  }
  if (below_all && (s.dip > dip || (known && too_early(s)))) {
    return IntervalVerdict::ectopic;
  }
  if (!above_all) {
    return IntervalVerdict::normal;
  }
  const double shift = std::max(kLeastShift, usual_peak);
  // The pause that makes up for a beat too early belongs to it.
  if (before_ == IntervalVerdict::ectopic && s.peak > kLeastShift) {
    return IntervalVerdict::ectopic;
  }
  const bool out_of_place = known && even() && s.next < 1.0 - 0.5 * s.peak && s.peak > shift;
  return s.peak > peak || out_of_place ? IntervalVerdict::too_long : IntervalVerdict::normal;
}

/// Whether the beat before was an ordinary one. A swing has risen before it peaks.
bool IntervalJudge::even() const { return std::abs(trusted_ / levels_.median() - 1.0) < 0.1; }

/// Out of an even rhythm straight into a beat too early and the pause that makes up for it.
bool IntervalJudge::too_early(const Shape& s) const {
  return s.dip > kLeastDip && even() && s.next > 1.06 && s.level + s.next > 1.6;
}

}  // namespace ebb
