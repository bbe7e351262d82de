#include "estimation/variability/sliding_hrv.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

constexpr double kUnitsPerMs = 1e4;
/// Longer is no interval. 512 squares of 10 s in 0.1 us still fit into 64 bits.
constexpr double kLongest = 10'000.0;
constexpr double kFewestShare = 0.7;
constexpr std::int64_t kFewestPairs = 15;
constexpr std::size_t kMinute = 1;  // of kLengths
constexpr std::int64_t kFewestPairsInMinute = 20;

}  // namespace

void SlidingHrv::Window::add(const Kept& kept, int sign) {
  size = sign > 0 ? size + 1 : size - 1;
  intervals += kept.interval > 0 ? sign : 0;
  all += sign * kept.interval;
  const auto square = [sign](std::int64_t value) {
    const auto one = static_cast<std::uint64_t>(value * value);
    return sign > 0 ? one : std::uint64_t{0} - one;
  };
  if (kept.normal) {
    normal += sign;
    sum += sign * kept.interval;
    squares += square(kept.interval);
  }
  if (kept.paired) {
    pairs += sign;
    difference_squares += square(kept.difference);
  }
}

void SlidingHrv::push(const Beat& judged) {
  Kept kept;
  kept.time = judged.time;
  const double ms = judged.interval.count();
  if (ms > 0.0 && ms <= kLongest) {
    kept.interval = std::max<std::int64_t>(1, std::llround(ms * kUnitsPerMs));
    kept.normal = judged.verdict == IntervalVerdict::normal;
  }
  if (kept.normal && !beats_.empty() && beats_.back().normal) {
    kept.paired = true;
    kept.difference = kept.interval - beats_.back().interval;
  }
  for (Window& window : windows_) {
    if (beats_.full() && window.size == beats_.size()) {
      window.add(beats_.front(), -1);
    }
  }
  beats_.push(kept);
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    Window& window = windows_[i];
    window.add(kept, 1);
    const HostTime from = kept.time - to_microseconds(Seconds{static_cast<double>(kLengths[i])});
    while (window.size > 1 && beats_[beats_.size() - window.size].time <= from) {
      window.add(beats_[beats_.size() - window.size], -1);
    }
  }
}

std::optional<Variability> SlidingHrv::values(std::size_t which) const {
  const Window& window = windows_.at(which);
  const double sum = static_cast<double>(window.sum) / kUnitsPerMs;
  if (window.pairs < kFewestPairs || sum < kFewestShare * 1e3 * kLengths.at(which)) {
    return std::nullopt;
  }
  const auto n = static_cast<double>(window.normal);
  // The sum of squares about the mean, from whole numbers about a middle near it.
  const std::int64_t middle = window.sum / window.normal;
  const auto middle_square =
      static_cast<std::uint64_t>(window.normal * middle) * static_cast<std::uint64_t>(middle);
  const std::uint64_t cross = std::uint64_t{2} * static_cast<std::uint64_t>(middle) *
                              static_cast<std::uint64_t>(window.sum);
  const std::uint64_t about_middle = window.squares + middle_square - cross;
  const double rest = static_cast<double>(window.sum - window.normal * middle);
  const double about_mean = static_cast<double>(about_middle) - rest * rest / n;
  Variability values;
  values.length = Seconds{static_cast<double>(kLengths.at(which))};
  values.time = beats_.back().time;
  values.heart_rate = BeatsPerMinute{60000.0 * n / sum};
  values.sdnn = Milliseconds{std::sqrt(std::max(0.0, about_mean) / (n - 1.0)) / kUnitsPerMs};
  values.rmssd = Milliseconds{std::sqrt(static_cast<double>(window.difference_squares) /
                                        static_cast<double>(window.pairs)) /
                              kUnitsPerMs};
  values.intervals = static_cast<std::size_t>(window.normal);
  values.set_aside_share =
      static_cast<double>(window.intervals - window.normal) / static_cast<double>(window.intervals);
  return values;
}

std::optional<Estimate<Milliseconds>> SlidingHrv::rmssd() const {
  const std::optional<Variability> minute = values(kMinute);
  const Window& window = windows_[kMinute];
  if (!minute || window.pairs < kFewestPairsInMinute) {
    return std::nullopt;
  }
  const double value = minute->rmssd.count();
  // The mean of n squares of a normal quantity is off by sqrt(2 / n), its root by half of that;
  // 80 % of the time by less than 1.28 times that.
  const double off = 1.2816 * value / std::sqrt(2.0 * static_cast<double>(window.pairs));
  const auto sum = static_cast<double>(window.sum);
  const double filled = std::min(1.0, sum / (kUnitsPerMs * 1e3 * kLengths[kMinute]));
  return Estimate<Milliseconds>{minute->rmssd, Milliseconds{std::max(0.0, value - off)},
                                Milliseconds{value + off},
                                filled * sum / static_cast<double>(window.all), minute->time};
}

}  // namespace ebb
