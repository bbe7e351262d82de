#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/time.hpp"

namespace ebb {

/// One breath of the guide, planned at its turn in whole microseconds, so that hours do not drift.
/// Whoever has it knows where the guide is at any instant until the next turn, also of the little
/// while ahead that a sound must be made in advance.
struct PlannedBreath {
  HostTime start;
  Microseconds in{};
  Microseconds out{};
  double widest = 1.0;  ///< below 1 only for the out-breath after a pause
  double period = 0.0;  ///< seconds, as planned at its start; `out` may be settled anew at the turn
  double split = 0.4;   ///< the phase at which the out-breath begins

  [[nodiscard]] HostTime turn() const { return start + in; }
  [[nodiscard]] HostTime end() const { return start + in + out; }
  [[nodiscard]] bool inhaling_at(HostTime t) const { return t < turn(); }

  /// 0 smallest, 1 widest, with no speed at the turns: a raised cosine per half-breath. Before the
  /// breath and after it, 0.
  [[nodiscard]] double size_at(HostTime t) const {
    const auto part = [](Microseconds passed, Microseconds whole) {
      return whole.count() > 0 ? std::clamp(Seconds{passed} / Seconds{whole}, 0.0, 1.0) : 1.0;
    };
    const double risen = inhaling_at(t) ? part(t - start, in) : 1.0 - part(t - turn(), out);
    return widest * 0.5 * (1.0 - std::cos(std::numbers::pi * risen));
  }
};

}  // namespace ebb
