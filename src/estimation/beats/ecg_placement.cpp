#include "estimation/beats/ecg_placement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace ebb {
namespace {

constexpr double kWithin = 0.10;  ///< s
constexpr double kBaseBefore = 0.35;
constexpr double kBaseAfter = 0.25;
/// A wave against the lead's usual direction has to be this much higher to be the R wave.
constexpr double kAgainst = 0.65;
constexpr double kAtTheEdge = 0.3;  ///< less does a wave count that is `kWithin` away

/// A tenth of a second either side at 500 Hz, and the smoothing about it.
constexpr std::size_t kMost = 112;
constexpr std::size_t kBaseSamples = 32;

/// out[i] = the mean of the means of x about i + width - 1: x has n + 2 (width - 1) samples.
void smooth_triangle(const double* x, std::size_t n, std::size_t width, double* out) {
  std::array<double, kMost + 16> once;
  const std::size_t m = n + width - 1;
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < width; ++i) {
    sum += x[i];
  }
  for (std::size_t i = 0; i < m; ++i) {
    sum += x[i + width - 1];
    once[i] = sum;
    sum -= x[i];
  }
  sum = 0.0;
  for (std::size_t i = 0; i + 1 < width; ++i) {
    sum += once[i];
  }
  const double scale = 1.0 / static_cast<double>(width * width);
  for (std::size_t i = 0; i < n; ++i) {
    sum += once[i + width - 1];
    out[i] = sum * scale;
    sum -= once[i];
  }
}

/// The median of the lead from first to last.
double base(const EcgRecent& lead, std::int64_t first, std::int64_t last) {
  std::array<double, kBaseSamples> about;
  std::size_t n = 0;
  const std::int64_t stride = (last - first) / static_cast<std::int64_t>(kBaseSamples) + 1;
  for (std::int64_t i = first; i <= last; i += stride) {
    about[n++] = lead[i];
  }
  std::nth_element(about.begin(), about.begin() + n / 2, about.begin() + n);
  return about[n / 2];
}

}  // namespace

RWave place_r_wave(const EcgRecent& lead, std::int64_t end, double rate, double middle,
                   double direction) {
  const auto index = [&](double seconds) {
    const auto i = static_cast<std::int64_t>(std::lround(middle + seconds * rate));
    return std::clamp(i, lead.begin(), end - 1);
  };
  RWave wave;
  wave.at = std::max(0.0, middle);
  // A triangle of 1/60 s, as the mean of a mean, takes out the mains and what trembles.
  const std::int64_t half = std::max<std::int64_t>(1, std::llround(rate / 120.0));
  const std::int64_t from = std::max(index(-kWithin), lead.begin() + half);
  const std::int64_t to = std::min(index(kWithin), end - 1 - half);
  if (to < from) {
    return wave;
  }
  const double level = base(lead, index(-kBaseBefore), index(kBaseAfter));
  std::array<double, kMost> smooth;
  smooth_triangle(lead.at(from - half), static_cast<std::size_t>(to - from + 1),
                  static_cast<std::size_t>(half + 1), smooth.data());
  const auto height = [&](std::int64_t i) {
    return smooth[static_cast<std::size_t>(i - from)] - level;
  };
  const double against = 1.0 - (1.0 - kAgainst) * std::abs(direction);
  double best = 0.0;
  std::int64_t best_at = -1;
  for (std::int64_t i = from; i <= to; ++i) {
    const double y = height(i);
    const double away = std::abs(static_cast<double>(i) - middle) / (kWithin * rate);
    const double score =
        std::abs(y) * (1.0 - kAtTheEdge * away) * (y * direction < 0.0 ? against : 1.0);
    if (score > best) {
      best = score;
      best_at = i;
      wave.amplitude = y;
    }
  }
  if (best_at < 0) {
    return wave;
  }
  // A parabola through the top gives the fraction of a sample.
  wave.at = static_cast<double>(best_at);
  if (best_at > from && best_at < to) {
    const double left = height(best_at - 1);
    const double right = height(best_at + 1);
    const double bend = left - 2.0 * wave.amplitude + right;
    if (bend != 0.0) {
      wave.at += std::clamp(0.5 * (left - right) / bend, -0.5, 0.5);
    }
  }
  return wave;
}

}  // namespace ebb
