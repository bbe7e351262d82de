// What a screen shows of a run.
#include <algorithm>

#include "guidance/practice_run.hpp"

namespace ebb {
namespace {

constexpr Seconds kRipple{4.0};
constexpr double kReplyIn = 0.4;
constexpr double kReplyOut = 0.7;

}  // namespace

RunView PracticeRun::view(HostTime now) const {
  RunView view;
  const bool live = state_ == RunState::running || state_ == RunState::paused;
  const HostTime here = live && state_ == RunState::paused ? held_since_ : now;
  view.state = state_;
  view.practice = practice_.id;
  view.step = step().id;
  view.kind = step().kind;
  view.step_number = step_;
  view.step_count = practice_.steps.size();
  view.cue = cue_;
  view.cue.shown = cue_.shown && live;
  view.quiet = practice_.quiet;
  view.anchors = practice_.anchors;
  view.anchor = practice_.anchors.empty() ? manner_.anchor : practice_.anchors[anchor_];
  view.imagery = step().imagery ? step().imagery : practice_.imagery;
  view.distance = distance_;
  const HostTime shown_at = state_ == RunState::running ? now : held_since_;
  view.in_step = std::max(Seconds{shown_at - step_began_}, Seconds{0.0});
  view.dim = dim_.at(state_ == RunState::closed ? now : shown_at);
  view.motion = motion_.at(state_ == RunState::closed ? now : shown_at);
  view.sound = state_ == RunState::closed ? 0.0 : sound_.at(shown_at);
  view.together = pacer_.together();
  view.feedback_hidden = choices_.feedback_hidden;
  if (state_ == RunState::eased_off) {
    return view;
  }
  const auto line = lines_.at(here);
  view.line = line.text;
  view.line_opacity = line.opacity;
  if (live) {
    view.waiting = std::holds_alternative<UntilReady>(step().lasts);
    view.hint =
        view.waiting && step().at_most && here >= step_began_ + to_microseconds(*step().at_most);
    view_choices(view, now);
  }
  return view;
}

void PracticeRun::view_choices(RunView& view, HostTime now) const {
  view.skippable = step().skippable;
  view.skip_line = step().skip_line;
  view.voice = step().voice;
  view.touch = step().touch;
  view.touched = touched_;
  view.own_key = step().on_key ? step().on_key->key : '\0';
  if (step().ask) {
    view.ask = shown(*step().ask, answered_);
  }
  if (step().tally) {
    view.tally = TallyView{step().tally->of, dots_};
  }
  if (!quiet_screen_) {
    view.offers = step().offers;
    // Whoever eased off need not wait for the step that lists what there is.
    for (std::size_t i = step_;
         practice_.role == "ease-off" && view.offers.empty() && i < practice_.steps.size(); ++i) {
      view.offers = practice_.steps[i].offers;
    }
  }
  if (noticed_ && Seconds{now - *noticed_} < kRipple) {
    view.ripple = Seconds{now - *noticed_};
    const double since = view.ripple->count();
    view.reply = reply_;
    view.reply_opacity =
        std::clamp(std::min(since / kReplyIn, (kRipple.count() - since) / kReplyOut), 0.0, 1.0);
  }
  if (offers_.standing()) {
    view.offered = offers_.standing();
    view.offered_opacity = offers_.opacity(now);
  }
}

}  // namespace ebb
