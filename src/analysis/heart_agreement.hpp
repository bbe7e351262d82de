#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace ebb {

/// How far a second signal of the same heart bears out the beats that are told.
struct HeartAgreement {
  std::size_t stream = 0;    ///< the other one's place
  double lag = 0.0;          ///< seconds by which its beats come later, the median
  double share = 0.0;        ///< of the beats told while both were there, with one of its own
  double interval_ms = 0.0;  ///< median difference of the intervals that both have
};

/// Beats in seconds, rising. One of the other's is the same within 150 ms after the lag, which is
/// sought within 0.75 s. Nothing below ten beats in common time.
[[nodiscard]] std::optional<HeartAgreement> agreement_of(std::span<const double> told,
                                                         std::span<const double> other);

}  // namespace ebb
