#include "guidance/practice_run.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace ebb {
namespace {

// A step with no planned length that carries the person along still leaves time to be there.
constexpr Microseconds kAfterTheLastLine{12'000'000};
constexpr Microseconds kBetweenEaseLines{120'000'000};
constexpr std::string_view kNoTouch = "no touch";
constexpr Seconds kToStill{1.0};  // motion is what can be too much first

/// The body at `now` as it is at `then`, a little before or after: only a breath's phase moves that
/// fast.
BodyNow taken_back(BodyNow body, HostTime now, HostTime then) {
  for (auto* breath : {&body.breath, &body.second}) {
    if (*breath && (*breath)->rate.value() > 0.0 && then != now) {
      const double turns = Seconds{now - then}.count() * (*breath)->rate.value() / 60.0;
      (*breath)->phase = wrapped(Turns{(*breath)->phase.value() - turns});
    }
  }
  return body;
}

std::string told_of(std::string_view what, const ConsoleOffer& offer) {
  return std::string(what) + std::string(name_of(offer.kind));
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
  manner_.tone = choices_.tone.value_or(practice_.tone);
  manner_.touch = choices_.touch != kNoTouch;
  const auto chosen =
      std::find(practice_.anchors.begin(), practice_.anchors.end(), choices_.anchor);
  if (chosen != practice_.anchors.end()) {
    anchor_ = static_cast<std::size_t>(chosen - practice_.anchors.begin());
    manner_.anchor = *chosen;
  }
  this->tell("began", start);
  enter(0, start);
}

RunView PracticeRun::advance(HostTime now, const BodyNow& body) {
  now = std::max(now, now_);
  if (!begun_) {
    begun_ = true;
    guide(now_, taken_back(body, now, now_));
  }
  body_ = body;
  body_at_ = now;
  pass_all(now);
  if (state_ == RunState::running) {
    watch_.push(now, body);
  }
  guide(now, body);
  now_ = now;
  return view(now);
}

/// All that is due up to `now`, each at its instant.
void PracticeRun::pass_all(HostTime now) {
  while (state_ == RunState::running) {
    const HostTime due = next_due();
    if (due > now) {
      break;
    }
    pass(std::max(due, now_), taken_back(body_, body_at_, due));
  }
}

/// Somebody asks for something at `now`; what was due before came before.
HostTime PracticeRun::arrive(HostTime now) {
  now = std::max(now, now_);
  if (begun_) {
    pass_all(now);
  }
  now_ = now;
  return now;
}

/// The next instant at which anything may be decided; the end of time when nothing is to come.
HostTime PracticeRun::next_due() const {
  if (state_ != RunState::running) {
    return HostTime::max();
  }
  HostTime due = std::max(pacer_.next_turn(), now_);
  if (pacer_.next_out() > now_) {
    due = std::min(due, pacer_.next_out());
  }
  if (const auto up = time_is_up()) {
    due = std::min(due, *up);
  }
  if (const auto quickening = watch_.quickening_due();
      step().ease_watch && !guide_eased_ && quickening && *quickening > now_) {
    due = std::min(due, *quickening);
  }
  return std::min(due, offers_.ends());
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
  if (const auto over = offers_.expired(now)) {
    tell(told_of("not taken up: ", *over), now);
  }
  watch_over(now);
  guide(now, body);
}

/// The body has quickened: the guide stops leading, and may say so, if that was wished for.
void PracticeRun::watch_over(HostTime now) {
  if (state_ != RunState::running || !step().ease_watch || guide_eased_ || !cue_.shown ||
      !watch_.quickened(now)) {
    return;
  }
  guide_eased_ = true;
  guide_by(FollowBreath{}, now);
  tell("guide eased", now);
  if (choices_.ease_line && (!ease_line_ || now - *ease_line_ >= kBetweenEaseLines)) {
    ease_line_ = now;
    lines_.interject(choices_.usual.eased);
  }
}

void PracticeRun::guide(HostTime now, const BodyNow& body) {
  const long long before = cue_.breath;
  const auto by_hand = key_breath_.at(now);
  cue_ = pacer_.advance(now, by_hand ? by_hand : body.breath, body.second);
  if (state_ != RunState::running) {
    return;
  }
  if (cue_.breath != before && cue_.shown) {
    in_told_ = out_told_ = false;
  }
  if (pacer_.next_turn() == HostTime::max()) {
    return;
  }
  const HostTime start = pacer_.next_turn() - pacer_.period();
  tell_cues(start, now);
  if (pacer_.next_out() <= now && start != turned_) {
    turned_ = start;
    lines_.breath_turns(start, pacer_.period());
  }
}

/// The turns of the shape, each once and at its own instant; not those before it was shown.
void PracticeRun::tell_cues(HostTime start, HostTime now) {
  if (!cue_.shown) {
    return;
  }
  if (!std::exchange(in_told_, true) && start >= shape_since_) {
    tell("cue in", start, cue_.rate.value());
  }
  if (!out_told_ && pacer_.next_out() <= now) {
    out_told_ = true;
    if (pacer_.next_out() >= shape_since_) {
      tell("cue out", pacer_.next_out(), cue_.rate.value());
    }
  }
}

/// What the guide does from now on in this step; hidden while attention rests elsewhere.
void PracticeRun::guide_by(const BreathMode& mode, HostTime now) {
  mode_ = mode;
  shape_since_ = now;
  pacer_.set_mode(manner_.anchor == "breath" ? mode : BreathMode{NoBreath{}}, now);
}

std::vector<std::string> PracticeRun::lines() const {
  return spoken_lines(practice_, step(), manner_, choices_.slots, choices_.usual);
}

void PracticeRun::enter(std::size_t index, HostTime now) {
  step_ = index;
  step_began_ = now;
  guide_eased_ = false;
  answered_ = false;
  dots_ = 0;
  const bool hidden = std::holds_alternative<NoBreath>(step().breath) || manner_.anchor != "breath";
  const bool begins_anew = !begun_ || (!cue_.shown && !hidden);
  // A breath that is under way is not yet one of this step's.
  breaths_ = begins_anew || now >= pacer_.next_turn() ? 0 : -1;
  guide_by(step().breath, now);
  watch_.begin(now);

  const bool rising = cue_.shown && now < pacer_.next_out();
  lines_.begin(lines(), step().say_every, std::holds_alternative<UntilReady>(step().lasts), now,
               rising ? pacer_.next_out() : now);
  if (const auto& visual = step().visual) {
    dim_.go(visual->dim_percent / 100.0, visual->over, now);
    motion_.go(visual->still ? 0.0 : 1.0, std::min(visual->over, kToStill), now);
  }
  if (const auto& sound = step().sound) {
    sound_.go(sound->level, sound->fade, now);
  }
  const auto& touch = step().touch;
  const auto remembered = std::find(touch.begin(), touch.end(), choices_.touch);
  touched_.reset();
  if (remembered != touch.end()) {
    touched_ = static_cast<std::size_t>(remembered - touch.begin());
  }
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
  overrule(true, now);
  tell(std::string(how), now);
  state_ = RunState::closed;
  lines_.hush(now);
  pacer_.pause(now);
}

void PracticeRun::hold(RunState state, HostTime now, std::string_view told) {
  overrule(true, now);
  if (state_ == RunState::running) {
    held_since_ = now;
  }
  state_ = state;
  pacer_.pause(now);
  tell(std::string(told), now);
}

/// Time stood still while the run was held: all that was planned comes that much later.
void PracticeRun::go_on(HostTime now) {
  const bool eased = state_ == RunState::eased_off;
  const Microseconds by = now - held_since_;
  state_ = RunState::running;
  step_began_ += by;
  lines_.shift(by);
  watch_.shift(by);
  for (Envelope* envelope : {&dim_, &motion_, &sound_}) {
    envelope->shift(by);
  }
  pacer_.resume(now);
  out_told_ = !cue_.shown;  // it goes on with an out-breath
  if (eased) {
    pacer_.follow(now);  // whoever eased off is not led again without asking
  }
  tell(eased ? "came back" : "resumed", now);
}

void PracticeRun::tell(std::string what, HostTime now, double rate) {
  if (tell_) {
    tell_({now, practice_.id, std::move(what), step().id, rate});
  }
}

}  // namespace ebb
