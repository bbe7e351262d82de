#pragma once

#include <algorithm>
#include <optional>

#include "core/time.hpp"

namespace ebb::io {

/// How another process's host clock lies to ours. Both count the same seconds from different
/// origins, and a message can only be late, so the smallest difference seen is the best one: too
/// large by the quickest delivery so far, never too small.
class ClockOffset {
 public:
  void push(HostTime theirs_when_sent, HostTime ours_when_read) {
    const Microseconds difference =
        ours_when_read.time_since_epoch() - theirs_when_sent.time_since_epoch();
    offset_ = offset_ ? std::min(*offset_, difference) : difference;
  }
  void reset() { offset_.reset(); }

  [[nodiscard]] HostTime to_ours(HostTime theirs) const {
    return theirs + offset_.value_or(Microseconds{});
  }
  [[nodiscard]] HostTime to_theirs(HostTime ours) const {
    return ours - offset_.value_or(Microseconds{});
  }

 private:
  std::optional<Microseconds> offset_;
};

}  // namespace ebb::io
