// What a run does when the person, or a console, asks for something.
#include <algorithm>
#include <cmath>
#include <utility>

#include "guidance/practice_run.hpp"

namespace ebb {
namespace {

constexpr double kNearer = 0.125;
constexpr double kSoftDim = 0.3;
constexpr double kSoftSound = 0.4;
constexpr Seconds kSoftening{6.0};
constexpr std::string_view kNoTouch = "no touch";
constexpr std::string_view kNoticed = "thought noticed";
constexpr double kSlowestOffer = 4.5;
constexpr double kQuickestOffer = 12.0;

std::string told_of(std::string_view what, const ConsoleOffer& offer) {
  return std::string(what) + std::string(name_of(offer.kind));
}

bool about_pace(const ConsoleOffer& offer) {
  using Kind = ConsoleOffer::Kind;
  return offer.kind == Kind::pace || offer.kind == Kind::soften || offer.kind == Kind::together;
}

/// Keys that say where the person wants to go; a console's offer that stands gives way to them.
bool decides(Wish wish) {
  switch (wish) {
    case Wish::slower:
    case Wish::quicker:
    case Wish::own_pace:
    case Wish::pause_or_resume:
    case Wish::ease_off:
    case Wish::grounding:
    case Wish::stop:
      return true;
    default:
      return false;
  }
}

}  // namespace

void PracticeRun::press(Wish wish, HostTime now) {
  now = arrive(now);
  if (state_ == RunState::closed) {
    return;
  }
  if (wish == Wish::take_up) {
    take_up(now);
    return;
  }
  const bool pace = wish == Wish::slower || wish == Wish::quicker || wish == Wish::own_pace;
  overrule(decides(wish), now, pace ? "chose own pace" : "");
  const bool running = state_ == RunState::running;
  switch (wish) {
    case Wish::stop:
      close(step().kind == StepKind::close ? "ended" : "ended early", now);
      break;
    case Wish::ease_off:
      if (state_ == RunState::eased_off) {
        go_on(now);
      } else {
        hold(RunState::eased_off, now, "eased off");
      }
      break;
    case Wish::pause_or_resume:
      if (running) {
        hold(RunState::paused, now, "paused");
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
    case Wish::grounding:
      if (state_ != RunState::eased_off) {
        hold(RunState::eased_off, now, "grounding");
      } else {
        tell("grounding", now);
      }
      break;
    case Wish::hide_feedback:
      choices_.feedback_hidden = !choices_.feedback_hidden;
      tell(choices_.feedback_hidden ? "not shared" : "shared", now);
      break;
    default:
      if (!press_pace(wish, now) && running) {
        press_in_step(wish, now);
      }
      break;
  }
}

bool PracticeRun::press_pace(Wish wish, HostTime now) {
  switch (wish) {
    case Wish::slower:
      if (state_ != RunState::eased_off && pacer_.slower(now)) {
        tell("slower", now);
      }
      return true;
    case Wish::quicker:
      if (state_ != RunState::eased_off && pacer_.quicker(now)) {
        tell("quicker", now);
      }
      return true;
    case Wish::own_pace:
      pacer_.follow(now);
      tell("own pace", now);
      return true;
    default:
      return false;
  }
}

void PracticeRun::press_in_step(Wish wish, HostTime now) {
  switch (wish) {
    case Wish::previous_line:
      lines_.previous(now);
      break;
    case Wish::skip_step:
      leave("moved on: key", now);
      break;
    case Wish::next_anchor:
      if (practice_.anchors.size() > 1) {
        choose_anchor(practice_.anchors[(anchor_ + 1) % practice_.anchors.size()], now);
      }
      break;
    case Wish::notice_thought:
      if (!press_letter('t', now)) {
        noticed_ = now;
        reply_ = choices_.usual.noticed;
        tell("mark: " + std::string(kNoticed), now);
      }
      break;
    case Wish::fill_dot:
      if (step().tally) {
        dots_ = std::min(dots_ + 1, step().tally->of);
      }
      break;
    case Wish::nearer:
      distance_ = std::max(0.0, distance_ - kNearer);
      break;
    case Wish::farther:
      distance_ = std::min(1.0, distance_ + kNearer);
      break;
    default:
      break;
  }
}

bool PracticeRun::press_letter(char letter, HostTime now) {
  now = arrive(now);
  if (state_ != RunState::running || !step().on_key || step().on_key->key != letter) {
    return false;
  }
  noticed_ = now;
  reply_ = step().on_key->say;
  tell("mark: " + step().on_key->mark, now);
  return true;
}

void PracticeRun::lead_by_key(bool down, HostTime now) {
  now = arrive(now);
  if (down) {
    key_breath_.press(now);
  } else {
    key_breath_.release(now);
  }
}

bool PracticeRun::choose_anchor(std::string_view anchor, HostTime now) {
  now = arrive(now);
  const auto& all = practice_.anchors;
  const auto chosen = std::find(all.begin(), all.end(), anchor);
  if (chosen == all.end() || state_ == RunState::closed) {
    return false;
  }
  anchor_ = static_cast<std::size_t>(chosen - all.begin());
  if (manner_.anchor != *chosen) {
    const bool other = (manner_.anchor == "breath") != (*chosen == "breath");
    manner_.anchor = *chosen;
    if (other) {
      guide_by(mode_, now);
    }
    speak_otherwise(now);
    tell("anchor: " + *chosen, now);
  }
  return true;
}

void PracticeRun::choose_tone(Tone tone, HostTime now) {
  now = arrive(now);
  manner_.tone = tone;
  lines_.reword(lines(), true, now);
}

bool PracticeRun::choose_touch(std::size_t choice, HostTime now) {
  now = arrive(now);
  if (state_ != RunState::running || choice >= step().touch.size()) {
    return false;
  }
  touched_ = choice;
  choices_.touch = step().touch[choice];
  manner_.touch = choices_.touch != kNoTouch;
  speak_otherwise(now);
  return true;
}

bool PracticeRun::answer(std::string_view typed, HostTime now, std::optional<Ask::Keep> keep) {
  now = arrive(now);
  if (state_ != RunState::running || !step().ask) {
    return false;
  }
  const Ask& ask = *step().ask;
  const std::string words = own_words(typed, ask.kind);
  if (words.empty()) {
    return false;
  }
  answered_ = true;
  const Ask::Keep kept = keep.value_or(ask.keep);
  // A second answer to the same question takes the first one's place.
  answers_.erase(std::remove_if(answers_.begin(), answers_.end(),
                                [this](const Answer& a) { return a.step == step().id; }),
                 answers_.end());
  if (kept != Ask::Keep::nowhere) {
    answers_.push_back({now, practice_.id, step().id, words, kept});
  }
  if (!ask.fills.empty()) {
    set_slot(ask.fills, words, now);
    filled_here_.insert(ask.fills);
  }
  return true;
}

bool PracticeRun::choose_answer(std::size_t choice, HostTime now) {
  return state_ == RunState::running && step().ask && choice < step().ask->choices.size() &&
         answer(step().ask->choices[choice], now);
}

bool PracticeRun::set_slot(std::string_view slot, std::string_view words, HostTime now) {
  now = arrive(now);
  const auto& known = practice_.slots;
  if (std::find(known.begin(), known.end(), slot) == known.end()) {
    return false;
  }
  choices_.slots[std::string(slot)] = words;
  lines_.reword(lines(), true, now);
  return true;
}

std::optional<OfferMeaning> PracticeRun::choose_offer(std::size_t offer, HostTime now) {
  now = arrive(now);
  const auto offers = view(now).offers;
  if (state_ != RunState::running || offer >= offers.size()) {
    return std::nullopt;
  }
  tell("chose: " + offers[offer], now);
  const OfferMeaning meaning = meaning_of(offers[offer]);
  if (meaning == OfferMeaning::quiet) {
    quiet_screen_ = true;
    lines_.hush(now);
  } else if (meaning == OfferMeaning::stop) {
    press(Wish::stop, now);
  } else if (meaning == OfferMeaning::on) {
    press(Wish::on, now);
  }
  return meaning;
}

void PracticeRun::speak_otherwise(HostTime now) {
  if (state_ != RunState::closed) {
    lines_.reword(lines(), false, now);
  }
}

void PracticeRun::overrule(bool any, HostTime now, std::string_view pace_said) {
  if (const auto over = offers_.overrule(any, now)) {
    tell(about_pace(*over) && !pace_said.empty() ? std::string(pace_said)
                                                 : told_of("not taken up: ", *over),
         now);
  }
}

/// Words for a slot ask for nothing and wait for their line, so a rest is no hindrance. What the
/// person wrote in this practice stays.
bool PracticeRun::offer_slot(const ConsoleOffer& offer, HostTime now) {
  const bool put = state_ != RunState::closed && filled_here_.count(offer.slot) == 0 &&
                   set_slot(offer.slot, own_words(offer.words, Ask::Kind::line), now);
  tell(told_of(put ? "offered: " : "not taken up: ", offer), now);
  return put;
}

bool PracticeRun::offer(const ConsoleOffer& offer, HostTime now) {
  now = arrive(now);
  if (offer.kind == ConsoleOffer::Kind::slot) {
    return offer_slot(offer, now);
  }
  const double rate = offer.pace.value();
  if (state_ == RunState::closed || (offer.kind == ConsoleOffer::Kind::pace &&
                                     !(rate >= kSlowestOffer && rate <= kQuickestOffer))) {
    return false;
  }
  if (state_ != RunState::running || (about_pace(offer) && !cue_.shown)) {
    tell(told_of("not taken up: ", offer), now);
    return false;
  }
  if (offer.kind == ConsoleOffer::Kind::words) {
    const std::string words = own_words(offer.words, Ask::Kind::line);
    if (!words.empty()) {
      lines_.interject(words);
      tell(told_of("offered: ", offer), now);
    }
    return !words.empty();
  }
  const auto before = offers_.standing();
  if (!offers_.put(offer, now)) {
    tell(told_of("not taken up: ", offer), now);
    return false;
  }
  if (before) {
    tell(told_of("not taken up: ", *before), now);
  }
  tell(told_of("offered: ", offer), now,
       offer.kind == ConsoleOffer::Kind::pace ? offer.pace.value() : 0.0);
  return true;
}

std::optional<ConsoleOffer> PracticeRun::take_up(HostTime now) {
  now = arrive(now);
  std::optional<ConsoleOffer> taken = offers_.take(now);
  if (!taken) {
    return std::nullopt;
  }
  if (about_pace(*taken) && !cue_.shown) {
    tell(told_of("not taken up: ", *taken), now);
    return std::nullopt;
  }
  tell(told_of("taken up: ", *taken), now);
  switch (taken->kind) {
    case ConsoleOffer::Kind::soften:
      soften(now);
      break;
    case ConsoleOffer::Kind::pace:
      pacer_.release(now);
      pacer_.set_together(false, now);
      guide_by(PaceBreath{.rate = taken->pace}, now);
      break;
    case ConsoleOffer::Kind::pause:
      hold(RunState::paused, now, "paused");
      break;
    case ConsoleOffer::Kind::together:
      pacer_.set_together(true, now);
      break;
    case ConsoleOffer::Kind::grounding:
    case ConsoleOffer::Kind::words:
    case ConsoleOffer::Kind::slot:
      break;
  }
  return taken;
}

void PracticeRun::soften(HostTime now) {
  pacer_.release(now);
  pacer_.set_together(false, now);
  guide_eased_ = true;
  guide_by(FollowBreath{}, now);
  dim_.go(std::max(dim_.at(now), kSoftDim), kSoftening, now);
  sound_.go(std::min(sound_.at(now), kSoftSound), kSoftening, now);
}

}  // namespace ebb
