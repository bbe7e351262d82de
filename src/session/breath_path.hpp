#pragma once

#include <optional>

#include "core/snapshot.hpp"
#include "estimation/heart_breath_tracker.hpp"
#include "estimation/own_breath.hpp"
#include "estimation/respiration_tracker.hpp"

namespace ebb {

/// The person's breath from whatever shows it: a respiration signal first, the heart when there is
/// none or it is poor.
class BreathPath {
 public:
  /// A whole breath when its end has been seen.
  std::optional<Breath> push(HostTime time, double value, const HeartBreathTracker& heart);
  /// A beat came: the heart may have become the better witness.
  void push_beat(HostTime time, const HeartBreathTracker& heart);
  void gap() { respiration_.gap(); }
  void restart() { respiration_.reset(); }

  /// The chosen estimates at `now`.
  [[nodiscard]] Breathing at(HostTime now, const HeartBreathTracker& heart) const;
  [[nodiscard]] HostTime newest() const { return newest_; }

 private:
  void weigh(HostTime time, const HeartBreathTracker& heart);

  RespirationTracker respiration_;
  OwnBreath own_;
  HostTime newest_{};
  HostTime weighed_{};
};

}  // namespace ebb
