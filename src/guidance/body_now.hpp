#pragma once

#include <optional>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "guidance/pacer.hpp"

namespace ebb {

/// What is known of the body at an instant, for pace and for conditions. All may be absent.
struct BodyNow {
  std::optional<OwnBreath> breath;
  std::optional<BeatsPerMinute> heart_rate;
  double heart_quality = 0.0;
  std::optional<OwnBreath> second{};  ///< somebody else's, for breathing together
};

/// What a snapshot says of the body at `now`: the breath's phase is carried on at its rate, and
/// what is too old is left out (heart 10 s; breath two and a half of its own periods, at least 12
/// s).
[[nodiscard]] BodyNow body_now(const Snapshot& snapshot, HostTime now);

/// How wide the person's own breath is at `phase`: 0 at the start of the in-breath, 1 at its end, a
/// raised cosine per half-breath, so that it rests at both turns. The in-breath is 40 % of a breath
/// that was measured, and half of one that was read from the heart, which tells no shares apart.
[[nodiscard]] double own_size(Turns phase, BreathOrigin origin);

}  // namespace ebb
