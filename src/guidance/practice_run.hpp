#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "guidance/body_now.hpp"
#include "guidance/body_watch.hpp"
#include "guidance/line_cadence.hpp"
#include "guidance/pacer.hpp"
#include "guidance/practice.hpp"
#include "guidance/slots.hpp"

namespace ebb {

/// What the person asked for. The person's wish beats every condition.
enum class Wish { on, previous_line, pause_or_resume, slower, quicker, own_pace, ease_off, stop };

enum class RunState { running, paused, eased_off, closed };

/// What a screen shows of the run at an instant: no pixels, no sound.
struct RunView {
  RunState state = RunState::running;
  std::string step;  ///< id
  StepKind kind = StepKind::settle;
  std::size_t step_number = 0;  ///< from 0
  std::size_t step_count = 0;
  std::string line;           ///< the cue line, empty between lines
  double line_opacity = 0.0;  ///< 0..1: 400 ms in, 700 ms out
  Cue cue;
  bool waiting = false;  ///< "until ready": a key moves on
  bool hint = false;     ///< waiting for longer than the step's at_most: a quiet hint may return
};

/// What a person chose before the run.
struct RunChoices {
  /// "Until ready" steps go on by themselves, 12 s after their last line is read or at `at_most`.
  bool carry_me_along = false;
  Slots slots;
};

/// One run of one practice, as a function of time. It owns the pacer and needs neither sensor, nor
/// service, nor screen. Everything happens at its own instant, however seldom advance() is called.
///
/// A condition of the body can only move on sooner, is silent, counts nothing, and sleeps while
/// there is no good signal; in a tender practice it does nothing at all unless the person chose to
/// be carried along. What it tells (PracticeEvent::what): "began", "step", "mark: LABEL", "cue",
/// "moved on: condition" / ": time" / ": key", "guide eased", "own pace", "slower", "quicker",
/// "eased off", "came back", "paused", "resumed", "ended", "ended early".
class PracticeRun {
 public:
  using Tell = std::function<void(const PracticeEvent&)>;

  PracticeRun(Practice practice, Pacer::Config pacer, HostTime start, Tell tell,
              RunChoices choices = {});

  void press(Wish wish, HostTime now);
  RunView advance(HostTime now, const BodyNow& body);

  [[nodiscard]] const Practice& practice() const { return practice_; }

 private:
  [[nodiscard]] const Step& step() const { return practice_.steps[step_]; }
  [[nodiscard]] HostTime next_due() const;
  [[nodiscard]] std::optional<HostTime> time_is_up() const;
  [[nodiscard]] bool condition_may_move_on() const;
  [[nodiscard]] RunView view(HostTime now, const Cue& cue) const;

  void pass(HostTime now, const BodyNow& body);
  void enter(std::size_t step, HostTime now);
  void leave(std::string_view why, HostTime now);
  void close(std::string_view how, HostTime now);
  void guide(HostTime now, const std::optional<OwnBreath>& own);
  void hold(RunState state, HostTime now);
  void go_on(HostTime now);
  void tell(std::string what, HostTime now, double rate = 0.0);

  Practice practice_;
  Pacer pacer_;
  Tell tell_;
  RunChoices choices_;
  LineCadence lines_;
  BodyWatch watch_;

  RunState state_ = RunState::running;
  std::size_t step_ = 0;
  HostTime step_began_{};
  int breaths_ = 0;  ///< whole breaths of the guide since the step began
  bool guide_eased_ = false;
  bool begun_ = false;  ///< the first advance() has been
  HostTime now_{};
  HostTime held_since_{};
  Cue cue_;
};

}  // namespace ebb
