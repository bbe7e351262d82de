#pragma once

#include <optional>
#include <vector>

#include "archive/kept_session.hpp"

namespace ebb {

/// Heart and breath over one step of an even grid; nothing where nothing is known well enough.
struct EvenMean {
  double seconds = 0.0;          ///< from the session's beginning to the step's
  std::optional<double> heart;   ///< per minute: the mean of the breath cycle at the step's middle
  std::optional<double> breath;  ///< per minute: the breath at the step's middle
};

/// The session on a grid of so many seconds, no longer than two days. Where a sensor told no
/// beats, or no breaths one by one, the rates it told are averaged over the step instead. A gap
/// stays a gap.
[[nodiscard]] std::vector<EvenMean> even_means(const KeptSession& session, Seconds step);

/// What of the session's time was clear, and of its beats is set aside, both 0 to 1.
struct ClearShare {
  double of_time = 0.0;
  double set_aside = 0.0;
};
/// Nothing where no sensor told beats: a rate that was heard is not unclear.
[[nodiscard]] std::optional<ClearShare> clear_share(const KeptSession& session);

}  // namespace ebb
