#include "archive/exports/edf_scale.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ebb {
namespace {

constexpr double kLowest = -32768.0;
constexpr double kHighest = 32767.0;
constexpr double kSteps = 65'500.0;

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool whole = true;
  [[nodiscard]] double greatest() const { return std::max(std::abs(low), std::abs(high)); }
};

Range range_of(std::span<const float> values) {
  Range range;
  for (const float one : values) {
    const auto value = static_cast<double>(one);
    if (!std::isfinite(value)) {
      continue;
    }
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
    range.whole = range.whole && value == std::round(value);
  }
  return range.low <= range.high ? range : Range{0.0, 0.0, true};
}

/// Of the counts of a converter none is changed. They are moved where they lie beyond 16 bits.
EdfScale as_they_are(const Range& range) {
  EdfScale scale;
  scale.physical_low = range.low - 1.0;
  scale.physical_high = std::max(range.high, range.low + 1.0);
  const bool fits = scale.physical_low >= kLowest && scale.physical_high <= kHighest;
  const double moved = fits ? 0.0 : kLowest - scale.physical_low;
  scale.digital_low = static_cast<std::int32_t>(scale.physical_low + moved);
  scale.digital_high = static_cast<std::int32_t>(scale.physical_high + moved);
  return scale;
}

}  // namespace

std::int16_t EdfScale::digital(float value) const {
  if (!std::isfinite(value)) {
    return static_cast<std::int16_t>(digital_low);
  }
  const double place =
      digital_low + std::round((static_cast<double>(value) * factor - physical_low) / step());
  return static_cast<std::int16_t>(std::clamp(place, digital_low + 1.0, digital_high + 0.0));
}

EdfScale edf_scale(std::span<const float> values) {
  constexpr double kMostWhole = 9'999'998.0;  // seven digits and a sign
  Range range = range_of(values);
  if (range.whole && range.greatest() <= kMostWhole && range.high - range.low < kSteps) {
    return as_they_are(range);
  }
  EdfScale scale;
  constexpr double kThousand = 1000.0;
  constexpr double kLeast = 0.1;
  constexpr double kMost = 99'000.0;
  constexpr double kTooSmall = 1e-30;
  while (range.greatest() < kLeast && range.greatest() > kTooSmall) {
    scale.factor *= kThousand;
    range = {range.low * kThousand, range.high * kThousand, false};
  }
  while (range.greatest() > kMost) {
    scale.factor /= kThousand;
    range = {range.low / kThousand, range.high / kThousand, false};
  }
  // As many decimals as go with a sign and a point into eight characters.
  double unit = 1e-5;
  while (unit * 1e6 <= range.greatest() + 1.0) {
    unit *= 10.0;
  }
  const double decimals = std::round(1.0 / unit);
  const double one = (range.high - range.low) / kSteps;
  scale.physical_low = std::floor((range.low - 2.0 * one) * decimals - 1.0) / decimals;
  scale.physical_high = std::ceil((range.high + one) * decimals + 1.0) / decimals;
  return scale;
}

EdfRecords edf_records(std::span<const double> rates) {
  constexpr int kSecond = 100'000;
  constexpr int kLongest = 400'000;
  constexpr double kWhole = 0.002;
  constexpr double kExact = 1e-4;
  // By how many samples a second a wave would run away from the grid.
  const auto worst = [rates](int length) {
    double most = 0.0;
    for (const double rate : rates) {
      const double samples = rate * 1e-5 * length;
      most = std::max(most, std::abs(samples - std::round(samples)) / (1e-5 * length));
    }
    return most;
  };
  int best = kSecond;
  double least = worst(kSecond);
  for (int length = kSecond; length <= kLongest && least > (best == kSecond ? kWhole : kExact);
       ++length) {
    if (const double here = worst(length); here < least) {
      least = here;
      best = length;
    }
  }
  EdfRecords records{best, {}};
  for (const double rate : rates) {
    records.samples.push_back(std::max(1, static_cast<int>(std::lround(rate * records.seconds()))));
  }
  return records;
}

}  // namespace ebb
