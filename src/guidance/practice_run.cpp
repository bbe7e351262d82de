#include "guidance/practice_run.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace ebb {
namespace {

// A step with no planned length that carries the person along still leaves time to be there.
constexpr Microseconds kAfterTheLastLine{12'000'000};

/// The body at `then`, a little before `now`: only the breath's phase moves that fast.
BodyNow taken_back(BodyNow body, HostTime now, HostTime then) {
  if (body.breath && body.breath->rate.value() > 0.0 && then != now) {
    const double turns = (to_seconds(now) - to_seconds(then)) * body.breath->rate.value() / 60.0;
    body.breath->phase = wrapped(Turns{body.breath->phase.value() - turns});
  }
  return body;
}

}  // namespace

PracticeRun::PracticeRun(Practice practice, Pacer::Config pacer, HostTime start, Tell tell,
                         RunChoices choices)
    : practice_(std::move(practice)),
      pacer_(pacer),
      tell_(std::move(tell)),
      choices_(std::move(choices)),
      now_(start) {
  assert(!practice_.steps.empty());
  this->tell("began", start);
  enter(0, start);
}

RunView PracticeRun::advance(HostTime now, const BodyNow& body) {
  now = std::max(now, now_);
  if (!begun_) {
    begun_ = true;
    guide(now_, taken_back(body, now, now_).breath);
  }
  while (state_ == RunState::running) {
    const HostTime due = next_due();
    if (due > now) {
      break;
    }
    pass(std::max(due, now_), taken_back(body, now, due));
  }
  if (state_ == RunState::running) {
    watch_.push(now, body);
    guide(now, body.breath);
  } else {
    cue_ = pacer_.advance(now, body.breath);
  }
  now_ = now;
  return view(now, cue_);
}

/// The next instant at which anything may be decided; the end of time when nothing is to come.
HostTime PracticeRun::next_due() const {
  HostTime due = std::max(pacer_.next_turn(), now_);
  if (const auto up = time_is_up()) {
    due = std::min(due, *up);
  }
  if (const auto quickening = watch_.quickening_due();
      step().ease_watch && !guide_eased_ && quickening && *quickening > now_) {
    due = std::min(due, *quickening);
  }
  return due;
}

/// When time alone moves on from this step: never later than `or_after`, whatever the body does.
/// A step that waits for the person while nothing is sensed counts it from the first signal on.
std::optional<HostTime> PracticeRun::time_is_up() const {
  std::optional<HostTime> up;
  const auto sooner = [&up](HostTime at) { up = up ? std::min(*up, at) : at; };
  const bool open_ended = std::holds_alternative<UntilReady>(step().lasts);
  if (const auto* planned = std::get_if<Seconds>(&step().lasts)) {
    sooner(step_began_ + to_microseconds(*planned));
  }
  if (step().move_on) {
    const MoveOn& condition = *step().move_on;
    const auto from = condition.without_sensor_ready ? watch_.sensed_since(condition)
                                                     : std::optional(step_began_);
    if (from) {
      sooner(*from + to_microseconds(condition.or_after));
    }
  }
  if (step().at_most && (!open_ended || choices_.carry_me_along)) {
    sooner(step_began_ + to_microseconds(*step().at_most));
  }
  if (open_ended && choices_.carry_me_along) {
    if (const auto read = lines_.all_read()) {
      sooner(std::max(*read, step_began_) + kAfterTheLastLine);
    }
  }
  return up;
}

bool PracticeRun::condition_may_move_on() const {
  return step().move_on && (practice_.tenderness != Tenderness::tender || choices_.carry_me_along);
}

/// One instant at which something is due.
void PracticeRun::pass(HostTime now, const BodyNow& body) {
  watch_.push(now, body);
  now_ = now;
  if (now >= pacer_.next_turn()) {
    ++breaths_;
    const bool counts = cue_.shown && pacer_.arrived();
    watch_.breath_ended(now, counts ? std::optional(cue_.rate) : std::nullopt);
    const auto* planned = std::get_if<BreathCount>(&step().lasts);
    if (planned != nullptr && breaths_ >= planned->breaths) {
      leave("moved on: time", now);
    } else if (condition_may_move_on() && watch_.met(*step().move_on, now)) {
      leave("moved on: condition", now);
    }
  }
  if (state_ == RunState::running) {
    if (const auto up = time_is_up(); up && now >= *up) {
      leave("moved on: time", now);
    }
  }
  if (state_ == RunState::running && step().ease_watch && !guide_eased_ && cue_.shown &&
      watch_.quickened(now)) {
    guide_eased_ = true;
    pacer_.set_mode(FollowBreath{}, now);
    tell("guide eased", now);
  }
  guide(now, body.breath);
}

void PracticeRun::guide(HostTime now, const std::optional<OwnBreath>& own) {
  const HostTime turn = pacer_.next_turn();
  const long long before = cue_.breath;
  cue_ = pacer_.advance(now, own);
  if (state_ != RunState::running) {
    return;
  }
  if (pacer_.next_turn() != turn) {
    lines_.breath_begins(pacer_.next_turn() - pacer_.period(), pacer_.period());
  }
  if (cue_.breath != before && cue_.shown) {
    tell("cue", std::max(pacer_.next_turn() - pacer_.period(), step_began_), cue_.rate.value());
  }
}

void PracticeRun::enter(std::size_t index, HostTime now) {
  step_ = index;
  step_began_ = now;
  guide_eased_ = false;
  const bool hidden = std::holds_alternative<NoBreath>(step().breath);
  const bool begins_anew = !begun_ || (!cue_.shown && !hidden);
  // A breath that is under way is not yet one of this step's.
  breaths_ = begins_anew || now >= pacer_.next_turn() ? 0 : -1;
  pacer_.set_mode(step().breath, now);
  watch_.begin(now);

  std::vector<std::string> lines;
  for (const auto& line : step().say) {
    lines.push_back(fill_slots(line, choices_.slots));
  }
  const bool rising = cue_.shown && now < pacer_.next_out();
  lines_.begin(std::move(lines), step().say_every, std::holds_alternative<UntilReady>(step().lasts),
               now, rising ? pacer_.next_out() : now);
  tell("step", now);
  if (!step().mark.empty()) {
    tell("mark: " + step().mark, now);
  }
}

void PracticeRun::leave(std::string_view why, HostTime now) {
  tell(std::string(why), now);
  if (step_ + 1 < practice_.steps.size()) {
    enter(step_ + 1, now);
  } else {
    close("ended", now);
  }
}

void PracticeRun::close(std::string_view how, HostTime now) {
  tell(std::string(how), now);
  state_ = RunState::closed;
  lines_.hush(now);
  pacer_.pause(now);
}

void PracticeRun::press(Wish wish, HostTime now) {
  now = now_ = std::max(now, now_);
  if (state_ == RunState::closed) {
    return;
  }
  const bool running = state_ == RunState::running;
  switch (wish) {
    case Wish::stop:
      close(step().kind == StepKind::close ? "ended" : "ended early", now);
      break;
    case Wish::ease_off:
      if (state_ == RunState::eased_off) {
        go_on(now);
      } else {
        hold(RunState::eased_off, now);
      }
      break;
    case Wish::pause_or_resume:
      if (running) {
        hold(RunState::paused, now);
      } else if (state_ == RunState::paused) {
        go_on(now);
      }
      break;
    case Wish::on:
      if (!running) {
        go_on(now);
      } else if (!step().skip_line || !lines_.next(now)) {
        leave("moved on: key", now);
      }
      break;
    case Wish::previous_line:
      if (running) {
        lines_.previous(now);
      }
      break;
    case Wish::slower:
      if (state_ != RunState::eased_off && pacer_.slower(now)) {
        tell("slower", now);
      }
      break;
    case Wish::quicker:
      if (state_ != RunState::eased_off && pacer_.quicker(now)) {
        tell("quicker", now);
      }
      break;
    case Wish::own_pace:
      pacer_.follow(now);
      tell("own pace", now);
      break;
  }
}

void PracticeRun::hold(RunState state, HostTime now) {
  if (state_ == RunState::running) {
    held_since_ = now;
  }
  state_ = state;
  pacer_.pause(now);
  tell(state == RunState::paused ? "paused" : "eased off", now);
}

/// Time stood still while the run was held: all that was planned comes that much later.
void PracticeRun::go_on(HostTime now) {
  const bool eased = state_ == RunState::eased_off;
  const Microseconds by = now - held_since_;
  state_ = RunState::running;
  step_began_ += by;
  lines_.shift(by);
  watch_.shift(by);
  pacer_.resume(now);
  if (eased) {
    pacer_.follow(now);  // whoever eased off is not led again without asking
  }
  tell(eased ? "came back" : "resumed", now);
}

RunView PracticeRun::view(HostTime now, const Cue& cue) const {
  RunView view;
  view.state = state_;
  view.step = step().id;
  view.kind = step().kind;
  view.step_number = step_;
  view.step_count = practice_.steps.size();
  view.cue = cue;
  view.cue.shown = cue.shown && (state_ == RunState::running || state_ == RunState::paused);
  if (state_ == RunState::eased_off) {
    return view;
  }
  const auto line = lines_.at(state_ == RunState::paused ? held_since_ : now);
  view.line = line.text;
  view.line_opacity = line.opacity;
  if (state_ == RunState::running || state_ == RunState::paused) {
    view.waiting = std::holds_alternative<UntilReady>(step().lasts);
    const HostTime here = state_ == RunState::paused ? held_since_ : now;
    view.hint =
        view.waiting && step().at_most && here >= step_began_ + to_microseconds(*step().at_most);
  }
  return view;
}

void PracticeRun::tell(std::string what, HostTime now, double rate) {
  if (tell_) {
    tell_({now, practice_.id, std::move(what), step().id, rate});
  }
}

}  // namespace ebb
