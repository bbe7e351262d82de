#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "guidance/pacer.hpp"
#include "guidance/practice.hpp"

namespace ebb {

/// What is known of the body at an instant, for pace and for conditions. All may be absent.
struct BodyNow {
  std::optional<OwnBreath> breath;
  std::optional<BeatsPerMinute> heart_rate;
  double heart_quality = 0.0;
};

/// What the person asked for. The person's wish beats every condition.
enum class Wish { on, previous_line, pause_or_resume, slower, quicker, own_pace, ease_off, stop };

enum class RunState { running, paused, eased_off, closed };

/// What a screen shows of the run at an instant: no pixels, no sound.
struct RunView {
  RunState state = RunState::running;
  std::string step;  ///< id
  StepKind kind = StepKind::settle;
  std::size_t step_number = 0;
  std::size_t step_count = 0;
  std::string line;           ///< the cue line, empty between lines
  double line_opacity = 0.0;  ///< 0..1: 400 ms in, 700 ms out
  Cue cue;
  bool waiting = false;  ///< "until ready": a key moves on
};

/// One run of one practice, as a function of time. It owns the pacer and needs neither sensor, nor
/// service, nor screen.
class PracticeRun {
 public:
  using Tell = std::function<void(const PracticeEvent&)>;

  PracticeRun(Practice practice, Pacer::Config pacer, HostTime start, Tell tell);

  void press(Wish wish, HostTime now);
  RunView advance(HostTime now, const BodyNow& body);

 private:
  Practice practice_;
  Pacer pacer_;
  Tell tell_;
};

}  // namespace ebb
