#include "estimation/breath/recent_wave.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace ebb {

double RecentWave::Stretch::mean() const {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::size_t RecentWave::Stretch::nearest(double time) const {
  assert(!times.empty());
  const auto after = std::lower_bound(times.begin(), times.end(), time);
  if (after == times.begin()) {
    return 0;
  }
  const auto i = static_cast<std::size_t>(after - times.begin());
  return after == times.end() || time - times[i - 1] < times[i] - time ? i - 1 : i;
}

bool RecentWave::begin(HostTime time) {
  if (!empty_ && time <= newest_ && newest_ - time <= kSilence) {
    return false;
  }
  // After a silence, or when time was set back, what came before lies on another clock.
  reset();
  empty_ = false;
  origin_ = time;
  bin_ = time - finest_;
  return true;
}

void RecentWave::keep() {
  times_.push(0.5 * (seconds_of(first_) + seconds_of(newest_)));
  values_.push(sum_ / static_cast<double>(gathered_));
  bin_ = newest_;
  gathered_ = 0;
  sum_ = 0.0;
}

std::optional<RecentWave::Stretch> RecentWave::between(double from, double to) const& {
  const std::int64_t begin = times_.begin();
  const std::int64_t end = times_.end();
  if (end - begin < 2 || !(from >= times_[begin]) || !(to <= times_[end - 1]) || !(from < to)) {
    return std::nullopt;
  }
  const double* const first = times_.at(begin);
  const double* const last = first + (end - begin);
  const double* const low = std::lower_bound(first, last, from);
  const double* const high = std::upper_bound(low, last, to);
  if (low == high) {
    return std::nullopt;
  }
  const auto n = static_cast<std::size_t>(high - low);
  return Stretch{{low, n}, {values_.at(begin + (low - first)), n}};
}

}  // namespace ebb
