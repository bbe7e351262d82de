#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "guidance/console_offer.hpp"
#include "guidance/pacer.hpp"
#include "guidance/practice.hpp"

namespace ebb {

enum class RunState { running, paused, eased_off, closed };

/// A question that stands. It asks for nothing: moving on answers it with silence.
struct AskView {
  std::string text;  ///< for choices, what stands before them; may be empty
  Ask::Kind kind = Ask::Kind::line;
  Ask::Keep keep = Ask::Keep::nowhere;  ///< unless the person says otherwise
  std::vector<std::string> choices;
  bool answered = false;
};

/// Soft dots; no numeral, and nothing happens when all are filled.
struct TallyView {
  int of = 0;
  int filled = 0;
};

/// What a screen shows of the run at an instant: no pixels, no sound.
struct RunView {
  RunState state = RunState::running;
  std::string practice;  ///< id
  std::string step;      ///< id
  StepKind kind = StepKind::settle;
  std::size_t step_number = 0;  ///< from 0
  std::size_t step_count = 0;
  Seconds in_step{};          ///< since the step began; a rest does not count
  std::string line;           ///< the cue line, empty between lines
  double line_opacity = 0.0;  ///< 0..1: 400 ms in, 700 ms out
  Cue cue;
  bool waiting = false;    ///< "until ready": a key moves on
  bool hint = false;       ///< waiting for longer than the step's at_most: a quiet hint may return
  bool skippable = false;  ///< the step says so itself: what passes it may be shown
  bool skip_line = false;  ///< the key that moves on passes one line first
  bool voice = false;      ///< a recording of kind words has its place in this step
  bool quiet = false;      ///< the practice makes no sound unless asked for

  std::string anchor = "breath";       ///< any other: no breathing shape and no word about it
  std::vector<std::string> anchors;    ///< of this practice
  std::vector<std::string> touch;      ///< choices; none where the step has none
  std::optional<std::size_t> touched;  ///< the one that was chosen, or is remembered
  std::optional<AskView> ask;
  std::optional<TallyView> tally;
  std::vector<std::string> offers;  ///< plain choices, one number key each
  char own_key = 0;                 ///< a letter that means something in this step

  std::optional<Imagery> imagery;  ///< of the step, else of the practice
  double distance = 0.5;           ///< of what is imagined: 0 near, 1 far
  double dim = 0.0;                ///< how much darker the picture is wanted
  double motion = 1.0;             ///< 0 still, 1 as it is
  double sound = 1.0;              ///< level

  std::optional<Seconds> ripple;  ///< since a thought was noticed, for 4 s
  std::string reply;              ///< what that key answers with
  double reply_opacity = 0.0;

  std::optional<ConsoleOffer>
      offered;  ///< by a therapist; Wish::take_up takes it, nothing declines
  double offered_opacity = 0.0;
  bool together = false;         ///< the guide keeps the therapist's breath company
  bool feedback_hidden = false;  ///< the person shares no picture of their signals just now
};

}  // namespace ebb
