#include "session/calm_down/fall_chances.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "session/calm_down/drift_noise.hpp"

namespace ebb {
namespace {

constexpr std::size_t kHalfTimes = FallCandidates::kHalfTimes;
constexpr std::size_t kShapes = FallCandidates::kShapes;

// What is held before the curve is seen.
constexpr std::array<double, kFallForms.size()> kFormChance{3.0 / 8, 1.0 / 8, 1.0 / 8, 1.0 / 8,
                                                            2.0 / 8};
constexpr double kUsualHalf = 42.0;
constexpr double kHalfSpread = 0.9;  // standard deviation of its logarithm
constexpr double kFallSpread = 10.0;
constexpr std::array kDriftSeconds{10.0, 25.0, 60.0};
constexpr std::array kUneven{0.05, 0.4};
constexpr std::array kDriftSizes{0.6, 0.9, 1.35, 2.0, 3.0, 4.5, 6.75, 10.0};

// Where a half-time is shown of every second fall: so many times as large as the drift; a half-time
// of so much of the span. docs/calm-down-curve.md tells how they were found.
constexpr double kHalfShownFall = 7.5;
constexpr double kHalfShownTime = 0.4;
constexpr double kMostAllowed = 1000.0;

// The chances are a little too broad for a steady heart: this much of them holds four of five.
constexpr double kRangeShare = 0.77;
constexpr double kWideShare = 0.9;

/// Logarithms of the chances held before, adding up to one.
std::array<double, kShapes> prior_of(const FallCandidates& candidates) {
  std::array<double, kHalfTimes> half{};
  for (std::size_t i = 0; i < kHalfTimes; ++i) {
    const double half_time = candidates.half_time(static_cast<double>(i));
    const double z = std::log(half_time / kUsualHalf) / kHalfSpread;
    half[i] = std::exp(-0.5 * z * z);
  }
  const double all = std::accumulate(half.begin(), half.end(), 0.0);
  std::array<double, kShapes> prior{};
  for (std::size_t j = 0; j < kShapes; ++j) {
    prior[j] = std::log(kFormChance[j / kHalfTimes] * half[j % kHalfTimes] / all);
  }
  return prior;
}

/// One reading of the curve, and its weight beside all others.
struct Reading {
  double weight = 0.0;  ///< logarithm at first
  double fall = 0.0;    ///< its mean and standard deviation
  double spread = 0.0;
  std::size_t shape = 0;
  double drift = 0.0;  ///< its size, bpm
  DriftNoise noise;
};

struct Readings {
  std::vector<Reading> falls;
  double evidence = 0.0;
};

double chance_above_zero(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// Every reading with a fall in it, and the evidence for one. Weights are not yet scaled.
class Weighing {
 public:
  explicit Weighing(const std::array<double, kShapes>& prior) : prior_(prior) {}

  void add(const WhitenedSums& sums, const DriftNoise& noise, double points) {
    const double ones = sums.squares[FallCandidates::kOnes];
    const double rates_ones = sums.with_ones[FallCandidates::kRates];
    const double rates = sums.squares[FallCandidates::kRates] - rates_ones * rates_ones / ones;
    for (const double size : kDriftSizes) {
      const double variance = size * size;
      const double flat = -0.5 * (sums.log_det + std::log(ones) + rates / variance) -
                          (points - 1.0) * std::log(size);
      flats_.push_back(flat);
      for (std::size_t j = 0; j < kShapes; ++j) {
        const double squares = sums.squares[j] - sums.with_ones[j] * sums.with_ones[j] / ones;
        const double product = sums.with_rates[j] - sums.with_ones[j] * rates_ones / ones;
        const double precision = squares / variance + 1.0 / (kFallSpread * kFallSpread);
        const double fall = product / variance / precision;
        const double z = fall * std::sqrt(precision);
        // Half a normal distribution before, cut at zero after.
        const double side = std::log(std::max(2.0 * chance_above_zero(z), 1e-300));
        falls_.push_back({flat + prior_[j] + side + 0.5 * z * z -
                              0.5 * std::log(precision * kFallSpread * kFallSpread),
                          fall, 1.0 / std::sqrt(precision), j, size, noise});
      }
    }
  }

  [[nodiscard]] Readings weighed() {
    const auto lighter = [](const Reading& a, const Reading& b) { return a.weight < b.weight; };
    const double top = std::max_element(falls_.begin(), falls_.end(), lighter)->weight;
    const double flat_top = *std::max_element(flats_.begin(), flats_.end());
    double sum = 0.0;
    for (Reading& reading : falls_) {
      reading.weight = std::exp(reading.weight - top);
      sum += reading.weight;
    }
    double flat_sum = 0.0;
    for (const double flat : flats_) {
      flat_sum += std::exp(flat - flat_top);
    }
    return {std::move(falls_), std::log(sum) + top - std::log(flat_sum) - flat_top};
  }

 private:
  std::array<double, kShapes> prior_;
  std::vector<Reading> falls_;
  std::vector<double> flats_;
};

double fourth_power(double x) { return x * x * x * x; }

using HalfTimeWeights = std::array<double, kHalfTimes>;

/// The chances of the half-times: as they are before anything is shown, and among the sessions that
/// show one. Of a heart that is seldom shown, those sessions are shown in which the drift looked
/// like a fall or hurried it, and the limits of `fall_rule` let pass. So each reading weighs as
/// much more as it is seldom shown, which was counted on made-up hearts; where the fall is clear
/// and quick enough for the span, nothing changes.
struct HalfTimeChances {
  HalfTimeWeights before{};
  HalfTimeWeights shown{};
};

HalfTimeChances half_time_chances(const Readings& readings, const FallCandidates& candidates) {
  constexpr double kTooLight = 1e-10;
  HalfTimeWeights for_lateness{};
  for (std::size_t i = 0; i < kHalfTimes; ++i) {
    const double half_time = candidates.half_time(static_cast<double>(i));
    for_lateness[i] = 1.0 + fourth_power(half_time / (kHalfShownTime * candidates.span()));
  }
  HalfTimeChances chances;
  for (const Reading& reading : readings.falls) {
    if (reading.weight < kTooLight) {
      continue;
    }
    const std::size_t i = reading.shape % kHalfTimes;
    const double for_drift = reading.fall > 0.0
                                 ? 1.0 + fourth_power(kHalfShownFall * reading.drift / reading.fall)
                                 : kMostAllowed;
    chances.before[i] += reading.weight;
    chances.shown[i] += reading.weight * std::min(for_drift * for_lateness[i], kMostAllowed);
  }
  return chances;
}

/// The middle `share` of the half-times, each weight spread over the step around it.
TruthRange middle_half_times(const FallCandidates& candidates, const HalfTimeWeights& weights,
                             double share) {
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  const auto place_of = [&](double part) {
    double sum = 0.0;
    for (std::size_t i = 0; i < kHalfTimes; ++i) {
      if (sum + weights[i] >= part * all && weights[i] > 0.0) {
        return static_cast<double>(i) - 0.5 + (part * all - sum) / weights[i];
      }
      sum += weights[i];
    }
    return static_cast<double>(kHalfTimes) - 0.5;
  };
  return {candidates.half_time(place_of(0.5 * (1.0 - share))),
          candidates.half_time(place_of(0.5 * (1.0 + share)))};
}

/// 80 % of what was lost from the mark to the end of the curve.
void tell_fall(FallChances& told, const Readings& readings, const FallCandidates& candidates) {
  // Ten equally likely places of a normal distribution.
  constexpr std::array kPlaces{-1.645, -1.036, -0.674, -0.385, -0.126,
                               0.126,  0.385,  0.674,  1.036,  1.645};
  constexpr double kTooLight = 2e-3;
  std::array<double, kShapes> done{};
  for (std::size_t j = 0; j < kShapes; ++j) {
    done[j] = 1.0 - candidates.shape(j).left(candidates.span());
  }
  std::vector<std::pair<double, double>> falls;
  double all = 0.0;
  double sum = 0.0;
  for (const Reading& reading : readings.falls) {
    if (reading.weight < kTooLight) {
      continue;
    }
    for (const double place : kPlaces) {
      const double fall = std::max(0.0, reading.fall + place * reading.spread);
      falls.emplace_back(fall * done[reading.shape], reading.weight);
      all += reading.weight;
      sum += reading.weight * falls.back().first;
    }
  }
  std::sort(falls.begin(), falls.end());
  double below = 0.0;
  for (const auto& [fall, weight] : falls) {
    told.fall_range.low = below < 0.1 * all ? fall : told.fall_range.low;
    told.fall_range.high = below < 0.9 * all ? fall : told.fall_range.high;
    below += weight;
  }
  told.fall = sum / all;
}

/// Whether the rest is the drift that it is held for.
double jump_of_likeliest(const Readings& readings, const FallCandidates& candidates) {
  const Reading& likeliest =
      *std::max_element(readings.falls.begin(), readings.falls.end(),
                        [](const Reading& a, const Reading& b) { return a.weight < b.weight; });
  const std::vector<double>& series = candidates.series();
  std::vector<double> left(candidates.points().size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    const double* row = &series[i * FallCandidates::kWidth];
    left[i] = row[FallCandidates::kRates] - likeliest.fall * row[likeliest.shape];
  }
  return largest_jump(candidates.points(), left, likeliest.noise);
}

}  // namespace

FallChances weigh_falls(const FallCandidates& candidates) {
  const auto points = candidates.points();
  Weighing weighing{prior_of(candidates)};
  for (const double seconds : kDriftSeconds) {
    for (const double uneven : kUneven) {
      const DriftNoise noise{seconds, uneven};
      weighing.add(whiten(points, candidates.series(), FallCandidates::kWidth, noise), noise,
                   static_cast<double>(points.size()));
    }
  }
  const Readings readings = weighing.weighed();
  const HalfTimeChances half_times = half_time_chances(readings, candidates);
  FallChances told;
  told.evidence = readings.evidence;
  told.largest_jump = jump_of_likeliest(readings, candidates);
  told.half_time = middle_half_times(candidates, half_times.shown, kRangeShare);
  told.wide_half_time = middle_half_times(candidates, half_times.before, kWideShare);
  tell_fall(told, readings, candidates);
  return told;
}

}  // namespace ebb
