#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "session/calm_down/calm_down.hpp"

namespace ebb::calibration {

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
    if (!told.fall) {
      return;
    }
    ++falls;
    fall_held += told.fall->by_range.holds(fall) ? 1U : 0U;
    if (told.fall->half_time) {
      ++half_times;
      held += told.fall->half_time->holds(half_time) ? 1U : 0U;
      ratios.push_back(told.fall->half_time->ratio());
    }
  }

  /// A half-time in one session of five at least.
  [[nodiscard]] bool counts() const { return 5 * half_times >= sessions && half_times > 0; }
  [[nodiscard]] double coverage() const {
    return 100.0 * static_cast<double>(held) / static_cast<double>(half_times);
  }
  [[nodiscard]] double usual_ratio() {
    std::sort(ratios.begin(), ratios.end());
    return ratios.empty() ? 0.0 : ratios[ratios.size() / 2];
  }
};

}  // namespace ebb::calibration
