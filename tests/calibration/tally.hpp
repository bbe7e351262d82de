#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "calibration/profile_rule.hpp"
#include "session/calm_down/calm_down.hpp"

namespace ebb::calibration {

/// Within what, in percent, a range that is called 80 % is to hold the truth.
inline constexpr double kLeastHeld = 72.0;
inline constexpr double kMostHeld = 90.0;

/// What became of the sessions of one cell.
struct Tally {
  std::size_t sessions = 0;
  std::size_t falls = 0;      ///< shown
  std::size_t fall_held = 0;  ///< whose range held the true one
  std::size_t half_times = 0;
  std::size_t held = 0;
  std::size_t waves = 0;
  std::vector<double> ratios;  ///< of the half-times' ranges

  void add(const CalmDown& told, double fall, double half_time) {
    ++sessions;
    waves += told.caption == CalmDownCaption::waves ? 1U : 0U;
    if (told.fall) {
      ++falls;
      fall_held += told.fall->by_range.holds(fall) ? 1U : 0U;
      add(told.fall->half_time, half_time);
    }
  }
  /// Of the profile rule, which has no range for the fall itself.
  void add(const std::optional<ProfileFall>& told, double half_time) {
    ++sessions;
    if (told) {
      ++falls;
      add(told->range, half_time);
    }
  }
  void add(const Tally& other) {
    sessions += other.sessions;
    falls += other.falls;
    fall_held += other.fall_held;
    half_times += other.half_times;
    held += other.held;
    waves += other.waves;
  }

  /// A half-time in one session of five at least.
  [[nodiscard]] bool counts() const { return 5 * half_times >= sessions && half_times > 0; }
  /// A half-time in one of twenty at least, and in less than one of five.
  [[nodiscard]] bool in_brackets() const {
    return !counts() && 20 * half_times >= sessions && half_times > 0;
  }
  [[nodiscard]] double coverage() const {
    return 100.0 * static_cast<double>(held) / static_cast<double>(half_times);
  }
  [[nodiscard]] double usual_ratio() {
    std::sort(ratios.begin(), ratios.end());
    return ratios.empty() ? 0.0 : ratios[ratios.size() / 2];
  }

 private:
  void add(const std::optional<TruthRange>& range, double half_time) {
    if (range) {
      ++half_times;
      held += range->holds(half_time) ? 1U : 0U;
      ratios.push_back(range->ratio());
    }
  }
};

/// Between what a share is likely to lie (95 %, Wilson 1927), percent; `whole` above zero.
struct ShareBounds {
  double low = 0.0;
  double high = 0.0;
};
[[nodiscard]] inline ShareBounds bounds_of(std::size_t part, std::size_t whole) {
  constexpr double kZ = 1.96;
  const auto n = static_cast<double>(whole);
  const double share = static_cast<double>(part) / n;
  const double middle = share + 0.5 * kZ * kZ / n;
  const double reach = kZ * std::sqrt(share * (1.0 - share) / n + 0.25 * kZ * kZ / (n * n));
  const double scale = 100.0 / (1.0 + kZ * kZ / n);
  return {scale * (middle - reach), scale * (middle + reach)};
}

/// How many cells of some kind there are, and how many of them hold the truth too seldom or too
/// often for a range that is called 80 %.
struct Outlying {
  std::size_t cells = 0;
  std::size_t below = 0;  ///< kLeastHeld
  std::size_t above = 0;  ///< kMostHeld

  void add(const Tally& tally) {
    ++cells;
    below += tally.coverage() < kLeastHeld ? 1U : 0U;
    above += tally.coverage() > kMostHeld ? 1U : 0U;
  }
  void add(const Outlying& other) {
    cells += other.cells;
    below += other.below;
    above += other.above;
  }
};

}  // namespace ebb::calibration
