#include "estimation/breath/beat_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ebb {
namespace {

// Seconds.
constexpr double kQrs = 0.06;  ///< either side of R
constexpr double kLevelFrom = 0.11;
constexpr double kLevelTo = 0.05;
constexpr double kFootWithin = 0.25;
constexpr double kPeakWithin = 0.35;
constexpr double kFallWithin = 0.70;
constexpr double kSide = 0.08;
constexpr double kEdge = 0.1;  ///< more than a sample

/// Mean of the straight lines that join the samples of [from, to]: it does not depend on where
/// between the samples the beats fell, as a mean of the samples does where the wave is steep.
std::optional<double> mean_between(const RecentWave& wave, double from, double to) {
  const auto inner = wave.between(from, to);
  const auto outer = wave.between(from - kEdge, to + kEdge);
  if (!inner || !outer) {
    return std::nullopt;
  }
  const auto low = static_cast<std::size_t>(inner->times.data() - outer->times.data());
  const std::size_t high = low + inner->size();  // one past
  if (low == 0 || high == outer->size()) {
    return std::nullopt;
  }
  const auto value_at = [&](std::size_t i, double time) {
    const double share = (time - outer->times[i]) / (outer->times[i + 1] - outer->times[i]);
    return outer->values[i] + share * (outer->values[i + 1] - outer->values[i]);
  };
  double last_time = from;
  double last_value = value_at(low - 1, from);
  double area = 0.0;
  for (std::size_t i = low; i < high; ++i) {
    area += 0.5 * (last_value + outer->values[i]) * (outer->times[i] - last_time);
    last_time = outer->times[i];
    last_value = outer->values[i];
  }
  area += 0.5 * (last_value + value_at(high - 1, to)) * (to - last_time);
  return area / (to - from);
}

/// Where between its samples i and i + 1 the stretch passes `value`, in seconds.
double crossing(const RecentWave::Stretch& wave, std::size_t i, double value) {
  const double step = wave.values[i + 1] - wave.values[i];
  const double share = step != 0.0 ? std::clamp((value - wave.values[i]) / step, 0.0, 1.0) : 0.5;
  return wave.times[i] + share * (wave.times[i + 1] - wave.times[i]);
}

/// Seconds for which a pulse whose foot and peak are the samples `foot` and `peak` is above
/// `half`; `sign` turns a pulse that points down. 0 when it does not fall below it again.
double width_at(const RecentWave::Stretch& wave, std::size_t foot, std::size_t peak, double half,
                double sign) {
  std::size_t up = peak;
  while (up > foot && sign * wave.values[up] > sign * half) {
    --up;
  }
  std::size_t down = peak;
  while (down < wave.size() && sign * wave.values[down] > sign * half) {
    ++down;
  }
  if (down == wave.size() || up == peak) {
    return 0.0;
  }
  return crossing(wave, down - 1, half) - crossing(wave, up, half);
}

}  // namespace

std::optional<QrsShape> qrs_shape(const RecentWave& wave, HostTime r) {
  const double at = wave.seconds_of(r);
  const auto level = mean_between(wave, at - kLevelFrom, at - kLevelTo);
  const auto around = wave.between(at - 2.0 * kQrs, at + 2.0 * kQrs);
  if (!level || !around || around->size() < 9) {
    return std::nullopt;
  }
  // As many samples every time, wherever R fell between them.
  const double period =
      (around->times.back() - around->times.front()) / static_cast<double>(around->size() - 1);
  const auto reach = static_cast<std::size_t>(kQrs / period + 0.25);
  const std::size_t middle = around->nearest(at);
  if (reach == 0 || middle < reach || middle + reach >= around->size()) {
    return std::nullopt;
  }
  double mean = 0.0;
  for (std::size_t i = middle - reach; i <= middle + reach; ++i) {
    mean += around->values[i];
  }
  const auto n = static_cast<double>(2 * reach + 1);
  mean /= n;
  double squares = 0.0;
  for (std::size_t i = middle - reach; i <= middle + reach; ++i) {
    const double away = around->values[i] - mean;
    squares += away * away;
  }
  return QrsShape{std::sqrt(squares / n), *level};
}

std::optional<PulseShape> pulse_shape(const RecentWave& wave, HostTime before, HostTime upstroke) {
  const double at = wave.seconds_of(upstroke);
  const auto level = mean_between(wave, wave.seconds_of(before), at);
  const auto pulse = wave.between(at - kFootWithin, at + kFallWithin);
  if (!level || !pulse) {
    return std::nullopt;
  }
  const std::size_t middle = pulse->nearest(at);
  const double sign =
      pulse->values[pulse->nearest(at + kSide)] < pulse->values[pulse->nearest(at - kSide)] ? -1.0
                                                                                            : 1.0;
  std::size_t foot = middle;
  for (std::size_t i = 0; i < middle; ++i) {
    foot = sign * pulse->values[i] < sign * pulse->values[foot] ? i : foot;
  }
  std::size_t peak = middle;
  for (std::size_t i = middle; i < pulse->size() && pulse->times[i] <= at + kPeakWithin; ++i) {
    peak = sign * pulse->values[i] > sign * pulse->values[peak] ? i : peak;
  }
  if (peak <= foot) {
    return std::nullopt;
  }
  PulseShape shape;
  shape.height = sign * (pulse->values[peak] - pulse->values[foot]);
  shape.level = *level;
  const double half = 0.5 * (pulse->values[peak] + pulse->values[foot]);
  shape.width = width_at(*pulse, foot, peak, half, sign);
  return shape;
}

}  // namespace ebb
