#pragma once

#include <optional>

#include "core/time.hpp"
#include "core/units.hpp"
#include "guidance/planned_breath.hpp"
#include "guidance/practice.hpp"

namespace ebb {

/// The person's own breath as far as it is known at an instant (quality below 0.5 is not used).
/// `phase` is that of the instant it is handed over at; see body_now() for making one.
struct OwnBreath {
  BreathsPerMinute rate;
  Turns phase;
  double quality = 0.0;
};

/// Where the guide is now.
struct Cue {
  bool shown = false;  ///< false: no breathing shape and no breath word
  bool inhaling = true;
  Turns phase;            ///< of the whole breath, 0 at the start of the in-breath
  double size = 0.0;      ///< 0 smallest, 1 widest: raised cosine per half-breath
  BreathsPerMinute rate;  ///< of the breath that is being cued
  long long breath = 0;   ///< counts cued breaths since the pacer began, the first is 1
  PlannedBreath plan;     ///< that breath, for what must know a little ahead
};

/// The guide's pace. It starts at the person's own rate, leads by small steps, comes back when it
/// is not followed, and the person's keys always win. Rates change only at the turn of a breath and
/// the phase never jumps while the shape is shown and moving. Everything is a function of the times
/// given to advance(), however often it is called; nothing needs a sensor.
///
/// A ramp aims at max(its `to`, this person's floor, 0.75 x the own rate: the slower of the first
/// of all and the one it finds when it begins), lengthens a breath by at most slow_by (never above
/// 5 %) and stays within `lead` of the sensed rate. It never leads to a quicker breath than the
/// sensed one. When the breath stays behind for six breaths the guide comes back to it by the same
/// steps, keeps it company for eight, and then leads half as far. A signal that is lost on the way
/// changes nothing; one that comes late is met by steps as small as those of following.
///
/// Following locks to the measured breath: at both turns what is missing between the two phases is
/// taken up, within bounds, so that the shape never hurries and never stands still.
class Pacer {
 public:
  struct Config {
    BreathsPerMinute without_sensor{10.0};  ///< where a ramp begins when nothing is sensed
    BreathsPerMinute floor{6.0};            ///< this person's own floor
    BreathsPerMinute hard_floor{4.5};
    BreathsPerMinute quickest{24.0};
    double lead = 0.25;  ///< never further below the sensed rate than this
  };

  Pacer() : Pacer(Config{}) {}
  explicit Pacer(Config config);

  /// What the step asks of the guide; eased into from the current pace.
  void set_mode(const BreathMode& mode, HostTime now);
  /// The person's keys: one small step slower or quicker, which then holds; not below hard_floor,
  /// and not above 12/min or what the person or the guide already breathes. False: nothing is shown
  /// that could be slower or quicker. follow() is "my own pace" and keeps to it through later
  /// modes.
  bool slower(HostTime now);
  bool quicker(HostTime now);
  void follow(HostTime now);
  /// The person gives up a pace of their own: the mode counts again.
  void release(HostTime now);
  /// Keeps a second person's breath company instead of this one's, whatever the mode, between this
  /// person's floor and 12/min. Without that breath the pace stays as it was. slower(), quicker()
  /// and follow() end it.
  void set_together(bool on, HostTime now);
  [[nodiscard]] bool together() const { return together_; }
  /// Freeze softly at mid size; resume() starts with an out-breath.
  void pause(HostTime now);
  void resume(HostTime now);

  /// `now` never runs backwards: an earlier instant counts as the last one.
  Cue advance(HostTime now, const std::optional<OwnBreath>& own,
              const std::optional<OwnBreath>& second = std::nullopt);

  /// When the current breath ends, and when its out-breath begins; the end of time while
  /// paused and until the advance() that begins the breath.
  [[nodiscard]] HostTime next_turn() const;
  [[nodiscard]] HostTime next_out() const;
  /// Whether the current breath is as long as this mode means to lead; while it is still on its way
  /// there, a breath that is near the guide's says only that the guide began at the person's rate.
  [[nodiscard]] bool arrived() const { return arrived_; }
  [[nodiscard]] Microseconds period() const { return breath_.in + breath_.out; }

 private:
  enum class Lead { leading, returning, alongside };

  [[nodiscard]] bool hidden() const { return std::holds_alternative<NoBreath>(mode_); }
  /// A breath that is mirrored, at the instant it was handed over.
  struct Company {
    double period = 0.0;  ///< seconds
    Turns phase;
  };

  [[nodiscard]] std::optional<double> period_of(const std::optional<OwnBreath>& breath) const;
  [[nodiscard]] std::optional<double> sensed_period() const { return period_of(own_); }
  [[nodiscard]] bool mirrors() const;
  [[nodiscard]] std::optional<Company> company() const;
  [[nodiscard]] double shortest_mirrored() const;
  [[nodiscard]] double longest_mirrored() const;
  [[nodiscard]] double size_at(HostTime t) const;
  [[nodiscard]] Cue cue_at(HostTime t) const;
  [[nodiscard]] PlannedBreath laid_out(HostTime start, double period) const;
  void begin(HostTime t);
  void turn();
  [[nodiscard]] double next_period(HostTime at);
  [[nodiscard]] double mirrored(HostTime at, const Company& company) const;
  void turn_out();
  [[nodiscard]] double drifting() const;
  [[nodiscard]] double led(double to, double slow_by);
  [[nodiscard]] double lowest_period_from(double to) const;
  bool nudge(double factor);

  Config config_;
  BreathMode mode_ = NoBreath{};
  PlannedBreath breath_;
  double in_share_ = 0.4;
  long long count_ = 0;
  HostTime last_{};
  bool begun_ = false;
  bool fresh_ = false;  ///< the shape was hidden: the next advance begins a breath
  HostTime fresh_at_{};
  bool paused_ = false;
  HostTime paused_at_{};
  double paused_size_ = 0.5;

  std::optional<OwnBreath> own_;
  std::optional<OwnBreath> second_;
  HostTime own_at_{};
  std::optional<double> first_own_period_;    ///< at the start of the session, in seconds
  std::optional<double> own_period_in_mode_;  ///< when this mode began, or first after that
  std::optional<double> last_own_period_;
  bool sensed_in_mode_ = false;
  bool meet_first_ = false;  ///< the first breath of this mode is the person's own

  std::optional<double> held_period_;  ///< the person's keys
  bool own_pace_ = false;
  bool together_ = false;
  bool out_planned_ = false;  ///< the length of this out-breath is settled

  Lead state_ = Lead::leading;
  double lead_ = 0.0;
  int behind_ = 0;
  bool arrived_ = false;
  int alongside_left_ = 0;
};

}  // namespace ebb
