#include "visualizer/scene/session_trace.hpp"

#include <algorithm>
#include <cmath>

namespace ebb::scene {
namespace {

constexpr Seconds kLongestBreath{30.0};
constexpr Seconds kWithoutBreath{20.0};  ///< nobody has told a breath for so long
constexpr Seconds kPlainMean{10.0};
constexpr Seconds kJoins{8.0};  ///< a hole that is longer is a gap
constexpr double kSlowest = 20.0;
constexpr double kQuickest = 240.0;
constexpr double kLeastSpan = 16.0;
constexpr int kFewest = 2;

}  // namespace

void SessionTrace::push(const Beat& beat) {
  const double seconds = beat.interval.count() / 1000.0;
  const bool good = beat.verdict == IntervalVerdict::normal && seconds > 60.0 / kQuickest &&
                    seconds < 60.0 / kSlowest;
  if (good && beat.time > left_out_until_ && (beats_.empty() || beat.time > beats_.back().time)) {
    beats_.push({beat.time, seconds});
    if (told_until_ == HostTime::min()) {
      told_until_ = beat.time;
    }
  }
}

void SessionTrace::push(const Breath& breath) {
  if (!(breath.period.count() > 0.0) || breath.period > kLongestBreath ||
      breath.start < left_out_until_) {
    return;
  }
  // Two sensors may tell the same breath: the first word counts.
  if (told_until_ != HostTime::min() && !spots_.empty() &&
      Seconds{told_until_ - breath.start} > breath.period * 0.25) {
    return;
  }
  mean_of(breath.start, breath.start + to_microseconds(breath.period),
          60.0 / breath.period.count());
}

void SessionTrace::advance(HostTime now) {
  while (told_until_ != HostTime::min() && Seconds{now - told_until_} > kWithoutBreath) {
    mean_of(told_until_, told_until_ + to_microseconds(kPlainMean), 0.0);
  }
}

void SessionTrace::leave_out(HostTime now) {
  beats_.reset();
  told_until_ = HostTime::min();
  left_out_until_ = now;
}

void SessionTrace::mean_of(HostTime from, HostTime to, double breath) {
  told_until_ = to;
  double sum = 0.0;
  int count = 0;
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    if (beats_[i].time > from && beats_[i].time <= to) {
      sum += beats_[i].seconds;
      ++count;
    }
  }
  if (count < kFewest) {
    return;
  }
  const HostTime middle = from + (to - from) / 2;
  const bool joined = !spots_.empty() && spots_.back().time > left_out_until_ &&
                      middle > spots_.back().time &&
                      Seconds{middle - spots_.back().time} < Seconds{to - from} + kJoins;
  if (spots_.empty() || middle > spots_.back().time) {
    spots_.push({middle, 60.0 * count / sum, breath, joined});
  }
}

std::pair<double, double> SessionTrace::scale() const {
  double low = 60.0;
  double high = 60.0;
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    low = i == 0 ? spots_[i].heart : std::min(low, spots_[i].heart);
    high = i == 0 ? spots_[i].heart : std::max(high, spots_[i].heart);
  }
  const double spare = std::max(0.0, kLeastSpan - (high - low)) * 0.5 + 1.0;
  return {std::floor(low - spare), std::ceil(high + spare)};
}

std::vector<std::vector<Stroke::Node>> SessionTrace::pieces(const Box& box, HostTime from,
                                                            HostTime to) const {
  std::vector<std::vector<Stroke::Node>> all;
  const auto [low, high] = scale();
  const double span = std::max(Seconds{to - from}.count(), 1.0);
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    const double across = Seconds{spots_[i].time - from}.count() / span;
    if (across < 0.0 || across > 1.0) {
      continue;
    }
    const double up = (spots_[i].heart - low) / (high - low);
    if (all.empty() || !spots_[i].joined) {
      all.emplace_back();
    }
    all.back().push_back({{box.left + across * box.width, box.top + (1.0 - up) * box.height}, 1.0});
  }
  return all;
}

}  // namespace ebb::scene
