#pragma once

#include <algorithm>
#include <optional>

#include "core/estimate.hpp"

namespace ebb {

/// An estimate that is not renewed is worth less with every second: whole for four seconds (a strap
/// may well pause between packets), nothing after twelve.
inline constexpr double kWholeFor = 4.0;
inline constexpr double kNothingAfter = 12.0;

[[nodiscard]] inline double freshness(double age_seconds) {
  return std::clamp((kNothingAfter - age_seconds) / (kNothingAfter - kWholeFor), 0.0, 1.0);
}

template <class Unit>
[[nodiscard]] std::optional<Estimate<Unit>> aged(std::optional<Estimate<Unit>> estimate,
                                                 double age_seconds) {
  if (estimate) {
    estimate->quality *= freshness(age_seconds);
    if (estimate->quality <= 0.0) {
      estimate.reset();
    }
  }
  return estimate;
}

/// The estimate, but no surer than what it rests on.
template <class Unit, class Other>
[[nodiscard]] std::optional<Estimate<Unit>> no_surer(std::optional<Estimate<Unit>> estimate,
                                                     const std::optional<Estimate<Other>>& ground) {
  if (!estimate || !ground) {
    return std::nullopt;
  }
  estimate->quality = std::min(estimate->quality, ground->quality);
  return estimate;
}

}  // namespace ebb
