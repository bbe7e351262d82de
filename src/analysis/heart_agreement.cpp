#include "analysis/heart_agreement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ebb {
namespace {

constexpr double kReach = 0.75;   // seconds
constexpr double kBin = 0.02;     // seconds
constexpr double kSame = 0.15;    // seconds
constexpr double kAround = 0.06;  // seconds about the fullest bin
constexpr std::size_t kFewest = 10;

double median_of(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// `give(later)` for how much later than a beat each of the other's within reach is.
template <class Give>
void for_each_pair(std::span<const double> told, std::span<const double> other, Give give) {
  std::size_t from = 0;
  for (const double beat : told) {
    while (from < other.size() && other[from] < beat - kReach) {
      ++from;
    }
    for (std::size_t i = from; i < other.size() && other[i] <= beat + kReach; ++i) {
      give(other[i] - beat);
    }
  }
}

/// The lag that most pairs have.
std::optional<double> usual_lag(std::span<const double> told, std::span<const double> other) {
  constexpr auto kBins = static_cast<std::size_t>(2.0 * kReach / kBin) + 1;
  std::array<std::size_t, kBins> counts{};
  for_each_pair(told, other, [&counts](double later) {
    ++counts[std::min(static_cast<std::size_t>((later + kReach) / kBin), kBins - 1)];
  });
  const auto* const fullest = std::max_element(counts.begin(), counts.end());
  const double middle = (static_cast<double>(fullest - counts.begin()) + 0.5) * kBin - kReach;
  std::vector<double> near;
  for_each_pair(told, other, [&](double later) {
    if (std::abs(later - middle) <= kAround) {
      near.push_back(later);
    }
  });
  return near.empty() ? std::nullopt : std::optional{median_of(near)};
}

}  // namespace

std::optional<HeartAgreement> agreement_of(std::span<const double> told,
                                           std::span<const double> other) {
  if (told.size() < kFewest || other.size() < kFewest) {
    return std::nullopt;
  }
  const std::optional<double> lag = usual_lag(told, other);
  if (!lag) {
    return std::nullopt;
  }
  std::size_t asked = 0;
  std::size_t same = 0;
  std::optional<double> before;  // how much later the other's was, at the beat before
  std::vector<double> differences;
  std::size_t next = 0;
  for (const double beat : told) {
    const double due = beat + *lag;
    if (due < other.front() - kSame || due > other.back() + kSame) {
      continue;
    }
    ++asked;
    while (next < other.size() && other[next] < due - kSame) {
      ++next;
    }
    if (next == other.size() || other[next] > due + kSame) {
      before.reset();
      continue;
    }
    ++same;
    const double later = other[next] - beat;
    if (before) {
      differences.push_back(1e3 * std::abs(later - *before));
    }
    before = later;
    ++next;
  }
  if (asked < kFewest) {
    return std::nullopt;
  }
  HeartAgreement agreement;
  agreement.lag = *lag;
  agreement.share = static_cast<double>(same) / static_cast<double>(asked);
  agreement.interval_ms = differences.empty() ? 0.0 : median_of(differences);
  return agreement;
}

}  // namespace ebb
