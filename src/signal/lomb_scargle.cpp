#include "signal/lomb_scargle.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace ebb {
namespace {

using std::numbers::pi;

/// Grid points that a value reaches on either side.
constexpr std::size_t kReach = 8;

/// Weighted sums at one frequency: of the values with cosine and sine, of both alone, and of the
/// cosine and sine of the double angle; weights sum to one and values to zero.
struct Sums {
  double yc, ys, c, s, c2, s2;

  /// Mean square of the wave that fits best with a constant beside it.
  [[nodiscard]] double explained() const {
    const double cc = 0.5 * (1.0 + c2) - c * c;
    const double ss = 0.5 * (1.0 - c2) - s * s;
    const double cs = 0.5 * s2 - c * s;
    const double d = cc * ss - cs * cs;
    // One of the two waves is a constant at these times: the other alone is fitted.
    constexpr double kSame = 1e-4;
    if (d < kSame) {
      const double alone = cc > ss ? yc * yc / cc : ys * ys / ss;
      return std::max(cc, ss) > kSame ? alone : 0.0;
    }
    return (ss * yc * yc + cc * ys * ys - 2.0 * cs * yc * ys) / d;
  }
};

}  // namespace

void LombScargle::plan(std::size_t highest) {
  if (highest == highest_) {
    return;
  }
  highest_ = highest;
  const std::size_t modes = 4 * highest + 1;
  const std::size_t points = std::bit_ceil(std::max<std::size_t>(2 * modes, 4 * kReach));
  const auto n = static_cast<double>(points);
  const double ratio = n / static_cast<double>(modes);
  const auto m = static_cast<double>(modes);
  width_ = pi * static_cast<double>(kReach) / (m * m * ratio * (ratio - 0.5));
  reach_.resize(kReach + 1);
  for (std::size_t i = 0; i <= kReach; ++i) {
    const double away = 2.0 * pi * static_cast<double>(i) / n;
    reach_[i] = std::exp(-away * away / (4.0 * width_));
  }
  undo_.resize(2 * highest + 1);
  for (std::size_t k = 0; k < undo_.size(); ++k) {
    const auto f = static_cast<double>(k);
    undo_[k] = std::sqrt(pi / width_) * std::exp(f * f * width_) / n;
  }
  grid_.resize(points);
}

void LombScargle::spread(std::span<const double> times, std::span<const double> values,
                         std::span<const double> weights, double mean, double step) {
  std::fill(grid_.begin(), grid_.end(), std::complex<double>{});
  const std::size_t points = grid_.size();
  const std::size_t mask = points - 1;
  const double cell = 2.0 * pi / static_cast<double>(points);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double place = (times[i] - times[0]) * step * static_cast<double>(points);
    const double below = std::floor(place);
    const double off = (place - below) * cell;
    const double here = std::exp(-off * off / (4.0 * width_));
    const double ratio = std::exp(off * cell / (2.0 * width_));
    const std::complex<double> mass{weights[i] * (values[i] - mean) * here, weights[i] * here};
    const std::size_t at = static_cast<std::size_t>(below) + points;
    grid_[at & mask] += mass;
    double up = 1.0;
    double down = 1.0;
    for (std::size_t l = 1; l <= kReach; ++l) {
      up *= ratio;
      down /= ratio;
      grid_[(at + l) & mask] += mass * (up * reach_[l]);
      grid_[(at - l) & mask] += mass * (down * reach_[l]);
    }
  }
}

void LombScargle::fit(std::span<const double> times, std::span<const double> values,
                      std::span<const double> weights, double step, std::span<double> power) {
  assert(times.size() == values.size() && times.size() == weights.size() && power.size() >= 2);
  std::fill(power.begin(), power.end(), 0.0);
  double whole = 0.0;
  double mean = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    whole += weights[i];
    mean += weights[i] * values[i];
  }
  if (!(whole > 0.0)) {
    return;
  }
  mean /= whole;
  plan(power.size() - 1);
  spread(times, values, weights, mean, step);
  fft_.fwd(sums_, grid_);
  const auto one = [&](std::size_t k) {
    return std::conj(sums_[(sums_.size() - k) % sums_.size()]);
  };
  const auto of_values = [&](std::size_t k) {
    return 0.5 * undo_[k] * (sums_[k] + one(k)) / whole;
  };
  const auto of_weights = [&](std::size_t k) {
    const std::complex<double> twice = sums_[k] - one(k);
    return 0.5 * undo_[k] * std::complex<double>{twice.imag(), -twice.real()} / whole;
  };
  for (std::size_t k = 1; k < power.size(); ++k) {
    const auto w = of_weights(k);
    const auto w2 = of_weights(2 * k);
    const auto y = of_values(k);
    power[k] = Sums{y.real(), -y.imag(), w.real(), -w.imag(), w2.real(), -w2.imag()}.explained();
  }
}

}  // namespace ebb
