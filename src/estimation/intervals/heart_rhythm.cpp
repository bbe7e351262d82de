#include "estimation/intervals/heart_rhythm.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

/// What any heart or device could mean, far and wide, in milliseconds. Beyond it an interval is not
/// one, whatever it was judged: its square would swallow every other.
constexpr double kShortestInterval = 1.0;
constexpr double kLongestInterval = 60000.0;

/// Half-width of a range that holds the mean of n values 80 % of the time, in standard deviations.
double eighty_percent(std::size_t n) { return 1.2816 / std::sqrt(static_cast<double>(n)); }

}  // namespace

HeartRhythm::HeartRhythm() : HeartRhythm(Config{}) {}
HeartRhythm::HeartRhythm(const Config& config) : config_(config) {}

void HeartRhythm::reset() { *this = HeartRhythm{config_}; }

void HeartRhythm::restart() {
  beats_.reset();
  rate_ = {};
  since_recount_ = 0;
  same_ms_ = 0.0;
}

void HeartRhythm::push(const Beat& judged) {
  Kept kept;
  kept.time = judged.time;
  kept.interval = judged.interval.count();
  const bool measured = kept.interval >= kShortestInterval && kept.interval <= kLongestInterval;
  kept.normal = judged.verdict == IntervalVerdict::normal && measured;
  if (kept.normal && !beats_.empty() && beats_.back().normal) {
    kept.paired = true;
    kept.difference = kept.interval - beats_.back().interval;
  }
  if (!measured) {
    kept.interval = 0.0;
  }
  const bool same = !beats_.empty() && beats_.back().interval == kept.interval;
  same_ms_ = same ? same_ms_ + kept.interval : 0.0;
  count(kept);

  if (beats_.full()) {
    // Only a heart beyond 700 a minute fills the ring: the window then speaks of fewer seconds.
    drop_oldest(rate_);
  }
  beats_.push(kept);
  rate_.add(kept);
  trim(rate_, config_.rate_window);
  if (++since_recount_ >= kBeats) {
    since_recount_ = 0;
    recount(rate_);
  }
}

void HeartRhythm::count(const Kept& kept) {
  if (kept.interval > 0.0) {
    ++intervals_;
    set_aside_ += kept.normal ? 0 : 1;
  }
  if (kept.normal) {
    sum_interval_ += kept.interval;
    sum_rate_ += 60000.0 / kept.interval;
  }
  if (kept.paired) {
    ++pairs_;
    sum_squares_ += kept.difference * kept.difference;
  }
}

void HeartRhythm::Window::add(const Kept& kept) {
  ++size;
  all_ms += kept.interval;
  if (kept.normal) {
    ++normal;
    normal_ms += kept.interval;
    normal_squares += kept.interval * kept.interval;
  }
}

void HeartRhythm::Window::drop(const Kept& kept) {
  --size;
  all_ms -= kept.interval;
  if (kept.normal) {
    --normal;
    normal_ms -= kept.interval;
    normal_squares -= kept.interval * kept.interval;
  }
}

void HeartRhythm::drop_oldest(Window& window) {
  if (window.size == beats_.size()) {
    window.drop(beats_.front());
  }
}

void HeartRhythm::trim(Window& window, Seconds length) {
  const HostTime from = beats_.back().time - to_microseconds(length);
  while (window.size > 1) {
    const Kept& oldest = beats_[beats_.size() - window.size];
    if (oldest.time > from) {
      return;
    }
    window.drop(oldest);
  }
}

/// Adding and taking away leaves a trace of rounding; now and then the sums are made anew.
void HeartRhythm::recount(Window& window) const {
  Window fresh;
  for (std::size_t i = beats_.size() - window.size; i < beats_.size(); ++i) {
    fresh.add(beats_[i]);
  }
  window = fresh;
}

double HeartRhythm::liveliness() const {
  constexpr double kWholeUntil = 8000.0;
  constexpr double kNothingFrom = 20000.0;
  return std::clamp((kNothingFrom - same_ms_) / (kNothingFrom - kWholeUntil), 0.0, 1.0);
}

std::optional<Estimate<BeatsPerMinute>> HeartRhythm::heart_rate() const {
  if (rate_.normal < config_.fewest_beats) {
    return std::nullopt;
  }
  const auto n = static_cast<double>(rate_.normal);
  const double mean = rate_.normal_ms / n;
  const double variance = std::max(0.0, rate_.normal_squares / n - mean * mean);
  const double off = std::min(std::sqrt(variance) * eighty_percent(rate_.normal), 0.5 * mean);
  Estimate<BeatsPerMinute> estimate;
  estimate.value = BeatsPerMinute{60000.0 / mean};
  estimate.low = BeatsPerMinute{60000.0 / (mean + off)};
  estimate.high = BeatsPerMinute{60000.0 / (mean - off)};
  estimate.quality =
      liveliness() *
      (rate_.all_ms > 0.0 ? std::clamp(rate_.normal_ms / rate_.all_ms, 0.0, 1.0) : 0.0);
  estimate.time = beats_.back().time;
  return estimate;
}

HeartTotals HeartRhythm::totals() const {
  HeartTotals totals;
  totals.intervals = intervals_;
  totals.set_aside = set_aside_;
  if (intervals_ > set_aside_) {
    const auto n = static_cast<double>(intervals_ - set_aside_);
    totals.mean_hr_bpm = sum_rate_ / n;
    totals.mean_rr_ms = sum_interval_ / n;
  }
  if (pairs_ > 0) {
    totals.rmssd_ms = std::sqrt(sum_squares_ / static_cast<double>(pairs_));
  }
  return totals;
}

std::optional<Milliseconds> rmssd_of(const HeartTotals& totals) {
  constexpr std::uint64_t kFewestPairs = 20;
  constexpr double kMostSetAside = 0.3;
  const auto all = static_cast<double>(totals.intervals);
  if (static_cast<double>(totals.set_aside) > kMostSetAside * all || totals.rmssd_ms <= 0.0) {
    return std::nullopt;
  }
  // Pairs that there are at least: each interval set aside takes one more apart.
  const std::uint64_t used = totals.intervals - totals.set_aside;
  return used >= kFewestPairs + totals.set_aside + 1 ? std::optional{Milliseconds{totals.rmssd_ms}}
                                                     : std::nullopt;
}

}  // namespace ebb
