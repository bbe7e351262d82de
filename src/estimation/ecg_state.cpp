#include "estimation/ecg_state.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace ebb {
namespace {

constexpr double kClippedShare = 0.04;
constexpr double kMainsShare = 0.6;
constexpr double kMainsSeconds = 0.2;  ///< whole periods of 50 and of 60 Hz
constexpr double kSlowestForMains = 130.0;

/// Power of a sine of `hz`, as a share of all power about the mean (Goertzel 1958).
double share_at(double hz, double rate, std::span<const double> x) {
  double mean = 0.0;
  for (const double v : x) {
    mean += v;
  }
  mean /= static_cast<double>(x.size());
  const double turn = 2.0 * std::cos(2.0 * std::numbers::pi * hz / rate);
  double s1 = 0.0;
  double s2 = 0.0;
  double all = 0.0;
  for (const double raw : x) {
    const double v = raw - mean;
    const double s = v + turn * s1 - s2;
    s2 = s1;
    s1 = s;
    all += v * v;
  }
  const double power = s1 * s1 + s2 * s2 - turn * s1 * s2;
  return all > 0.0 ? 2.0 * power / (all * static_cast<double>(x.size())) : 0.0;
}

/// Whether the samples stay at a level rather than touch it now and then.
bool stays_at(std::span<const double> x, double level) {
  std::size_t together = 0;
  std::size_t touching = 0;
  bool before = false;
  for (const double v : x) {
    const bool here = v == level;
    touching += here ? 1U : 0U;
    together += here && before ? 1U : 0U;
    before = here;
  }
  const double enough = std::max(3.0, kClippedShare * static_cast<double>(x.size()));
  return static_cast<double>(touching) > enough && 2 * together > touching;
}

}  // namespace

WaveFault fault_of_lead(std::span<const double> lead, Hertz rate) {
  const auto [least, most] = std::minmax_element(lead.begin(), lead.end());
  if (lead.empty() || !(*most > *least)) {
    return WaveFault::flat;
  }
  if (stays_at(lead, *most) || stays_at(lead, *least)) {
    return WaveFault::clipped;
  }
  const auto part =
      lead.first(std::min(lead.size(), static_cast<std::size_t>(kMainsSeconds * rate.value())));
  const bool mains =
      rate.value() > kSlowestForMains && (share_at(50.0, rate.value(), part) > kMainsShare ||
                                          share_at(60.0, rate.value(), part) > kMainsShare);
  return mains ? WaveFault::mains : WaveFault::none;
}

}  // namespace ebb
