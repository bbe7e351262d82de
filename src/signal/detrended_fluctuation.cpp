#include "signal/detrended_fluctuation.hpp"

#include <cmath>
#include <vector>

namespace ebb {
namespace {

using Profile = std::vector<double>;

double mean_of(std::span<const std::span<const double>> runs) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const auto run : runs) {
    for (const double x : run) {
      sum += x;
    }
    count += run.size();
  }
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

std::vector<Profile> profiles(std::span<const std::span<const double>> runs, double mean,
                              std::size_t shortest) {
  std::vector<Profile> all;
  for (const auto run : runs) {
    if (run.size() < shortest) {
      continue;
    }
    Profile& profile = all.emplace_back();
    profile.reserve(run.size());
    double at = 0.0;
    for (const double x : run) {
      at += x - mean;
      profile.push_back(at);
    }
  }
  return all;
}

/// Mean square about the line that fits n values best. From the first value on, so that a profile
/// far from zero costs no digits.
double residue(const double* y, std::size_t n) {
  const auto count = static_cast<double>(n);
  const double middle = 0.5 * (count - 1.0);
  double sum = 0.0;
  double along = 0.0;
  double squares = 0.0;
  double from = -middle;
  for (std::size_t i = 0; i < n; ++i, from += 1.0) {
    const double v = y[i] - y[0];
    sum += v;
    along += from * v;
    squares += v * v;
  }
  const double spread = count * (count * count - 1.0) / 12.0;
  const double left = squares - sum * sum / count - along * along / spread;
  return left > 0.0 ? left / count : 0.0;
}

struct Fluctuation {
  double mean_square = 0.0;
  std::size_t windows = 0;
};

Fluctuation fluctuation(const std::vector<Profile>& profiles, std::size_t n,
                        const FluctuationScales& scales) {
  Fluctuation f;
  const std::size_t step = scales.overlapping ? n / 2 : n;
  for (const Profile& profile : profiles) {
    const std::size_t end = profile.size() + (scales.overlapping ? 0U : 1U);
    for (std::size_t at = 0; at + n < end; at += step) {
      const double left = residue(profile.data() + at, n);
      f.mean_square += left >= scales.flat ? left : 0.0;
      f.windows += left >= scales.flat ? 1U : 0U;
    }
  }
  f.mean_square /= static_cast<double>(f.windows > 0 ? f.windows : 1);
  return f;
}

}  // namespace

std::optional<double> scaling_exponent(std::span<const std::span<const double>> runs,
                                       const FluctuationScales& scales) {
  const double mean = mean_of(runs);
  const std::vector<Profile> all = profiles(runs, mean, scales.first);
  // What rounding alone leaves of a constant series is no fluctuation.
  constexpr double kRounding = 1e-9;
  const double nothing = (kRounding * mean) * (kRounding * mean);
  double sx = 0.0;
  double sy = 0.0;
  double sxx = 0.0;
  double sxy = 0.0;
  for (std::size_t n = scales.first; n <= scales.last; ++n) {
    const Fluctuation f = fluctuation(all, n, scales);
    if (f.windows < scales.fewest_windows || !(f.mean_square > nothing)) {
      return std::nullopt;
    }
    const double x = std::log(static_cast<double>(n));
    const double y = 0.5 * std::log(f.mean_square);
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const auto count = static_cast<double>(scales.last - scales.first + 1);
  const double slope = (count * sxy - sx * sy) / (count * sxx - sx * sx);
  return std::isfinite(slope) ? std::optional{slope} : std::nullopt;
}

}  // namespace ebb
