#pragma once

#include <optional>

#include "core/snapshot.hpp"
#include "estimation/breath/own_breath.hpp"
#include "estimation/breath/respiration_tracker.hpp"
#include "estimation/breath/signal_quality.hpp"
#include "session/heart_path.hpp"

namespace ebb {

/// The person's breath from whatever shows it: a respiration signal first, the heart when there is
/// none or it is poor.
class BreathPath {
 public:
  /// A whole breath when its end has been seen.
  std::optional<Breath> push(HostTime time, double value, HostTime arrival);
  /// Something arrived: another witness may be the better one now.
  void weigh(HostTime arrival, const HeartPath& heart);
  void gap();
  /// So much of the respiration signal is missing: a gap unless a breath goes on over it. Nothing =
  /// nobody knows how much.
  void lose(std::optional<Seconds> missing);
  void restart();
  [[nodiscard]] BreathOrigin origin() const { return own_.origin(); }
  /// What is wrong with the respiration signal.
  [[nodiscard]] SignalFault fault() const { return signal_.fault(); }
  /// 0..1, of the respiration signal at `now`.
  [[nodiscard]] double quality(HostTime now) const;

  /// The chosen estimates at `now`.
  [[nodiscard]] Breathing at(HostTime now, const HeartPath& heart) const;

 private:
  RespirationTracker respiration_;
  SignalQuality signal_;
  OwnBreathTracker own_;
  HostTime newest_{};
  HostTime heard_{};
  HostTime weighed_{};
};

}  // namespace ebb
