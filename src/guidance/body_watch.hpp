#pragma once

#include <optional>

#include "core/history.hpp"
#include "core/time.hpp"
#include "guidance/body_now.hpp"
#include "guidance/practice.hpp"

namespace ebb {

/// Watches the body during one step, breath by breath, for the two things that may make a step
/// kinder: a move_on condition that is met, and ease_watch. Poor or lost signal is never a reason
/// for anything. Heart rate is averaged over each breath of the guide.
class BodyWatch {
 public:
  void begin(HostTime now);
  /// The body from the last call up to `now`.
  void push(HostTime now, const BodyNow& body);
  /// A breath of the guide ended at `now`; it was cued at `cued`, or none if
  /// nothing was shown or the guide was still on its way to the pace it leads to.
  void breath_ended(HostTime now, std::optional<BreathsPerMinute> cued);
  void shift(Microseconds by);

  [[nodiscard]] bool met(const MoveOn& condition, HostTime now) const;
  /// Since when the condition has had any signal to wake by: the step's beginning if it was there
  /// then; none while there was none.
  [[nodiscard]] std::optional<HostTime> sensed_since(const MoveOn& condition) const;
  /// The heart has been 12 bpm above this step's beginning for 30 s, or the breath half as quick
  /// again for four breaths.
  [[nodiscard]] bool quickened(HostTime now) const;
  /// When quickened() may become true by time alone.
  [[nodiscard]] std::optional<HostTime> quickening_due() const;

 private:
  struct OwnPeriod {
    double seconds = 0.0;
    std::optional<double> cued;
  };
  struct HeartMean {
    HostTime time;
    double bpm = 0.0;
  };

  void note_signal(HostTime now, const BodyNow& body);
  [[nodiscard]] std::optional<double> heart_mean() const;

  HostTime began_{};
  HostTime breath_began_{};
  HostTime last_{};
  BodyNow body_;
  double heart_sum_ = 0.0;      // bpm x seconds since the breath began
  double heart_seconds_ = 0.0;  // of good signal
  History<OwnPeriod, 64> periods_;
  History<HeartMean, 64> hearts_;
  std::optional<HostTime> heart_since_;
  std::optional<HostTime> breath_since_;
  std::optional<double> first_heart_;
  std::optional<double> first_period_;
  std::optional<HostTime> heart_above_since_;
  int quick_breaths_ = 0;
};

}  // namespace ebb
