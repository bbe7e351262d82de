#include "estimation/beats/ecg_state.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace ebb {
namespace {

constexpr double kClippedShare = 0.04;
constexpr double kMainsShare = 0.6;
constexpr double kMainsSeconds = 0.2;  ///< whole periods of 50 and of 60 Hz
constexpr double kSlowestForMains = 130.0;

/// Whether sines of 50 or of 60 Hz are most of x's power about its mean (Goertzel 1958).
bool is_mains(std::span<const double> x, double rate) {
  double mean = 0.0;
  for (const double v : x) {
    mean += v;
  }
  const auto n = static_cast<double>(x.size());
  mean /= n;
  const std::array<double, 2> turn{2.0 * std::cos(2.0 * std::numbers::pi * 50.0 / rate),
                                   2.0 * std::cos(2.0 * std::numbers::pi * 60.0 / rate)};
  std::array<double, 2> s1{};
  std::array<double, 2> s2{};
  double all = 0.0;
  for (const double raw : x) {
    const double v = raw - mean;
    all += v * v;
    for (std::size_t k = 0; k < 2; ++k) {
      const double s = (v - s2[k]) + turn[k] * s1[k];
      s2[k] = s1[k];
      s1[k] = s;
    }
  }
  const auto power = [&](std::size_t k) {
    return s1[k] * s1[k] + s2[k] * s2[k] - turn[k] * s1[k] * s2[k];
  };
  return 2.0 * std::max(power(0), power(1)) > kMainsShare * all * n;
}

struct Range {
  double least = 0.0;
  double most = 0.0;
};

/// In four strands, so that no comparison waits for the one before.
Range range_of(std::span<const double> x) {
  std::array<double, 4> least;
  std::array<double, 4> most;
  least.fill(x[0]);
  most.fill(x[0]);
  std::size_t i = 0;
  for (; i + 4 <= x.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) {
      least[k] = std::min(least[k], x[i + k]);
      most[k] = std::max(most[k], x[i + k]);
    }
  }
  for (; i < x.size(); ++i) {
    least[0] = std::min(least[0], x[i]);
    most[0] = std::max(most[0], x[i]);
  }
  return {*std::min_element(least.begin(), least.end()),
          *std::max_element(most.begin(), most.end())};
}

/// Whether the samples stay at a level rather than touch it now and then.
bool stays_at(std::span<const double> x, double level) {
  int touching = x[0] == level ? 1 : 0;
  int together = 0;
  for (std::size_t i = 1; i < x.size(); ++i) {
    touching += x[i] == level ? 1 : 0;
    together += x[i] == level && x[i - 1] == level ? 1 : 0;
  }
  return touching > std::max(3.0, kClippedShare * static_cast<double>(x.size())) &&
         2 * together > touching;
}

}  // namespace

WaveFault fault_of_lead(std::span<const double> lead, Hertz rate) {
  if (lead.empty()) {
    return WaveFault::flat;
  }
  const Range range = range_of(lead);
  if (!(range.most > range.least)) {
    return WaveFault::flat;
  }
  if (stays_at(lead, range.most) || stays_at(lead, range.least)) {
    return WaveFault::clipped;
  }
  const auto part =
      lead.first(std::min(lead.size(), static_cast<std::size_t>(kMainsSeconds * rate.value())));
  const bool mains = rate.value() > kSlowestForMains && is_mains(part, rate.value());
  return mains ? WaveFault::mains : WaveFault::none;
}

}  // namespace ebb
