// The person's screen with a therapist's console at the other end: what it holds out, what it
// hears.
#include <algorithm>
#include <memory>
#include <utility>

#include "visualizer/scene/agreement_screen.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kLate{5.0};
constexpr Microseconds kSameProposal{1'000'000};
constexpr Microseconds kRound{50'000};  ///< clocks are compared no better than this
constexpr double kSamePace = 0.05;

std::optional<ConsoleOffer::Kind> kind_named(std::string_view name) {
  using Kind = ConsoleOffer::Kind;
  for (const Kind kind : {Kind::soften, Kind::pace, Kind::words, Kind::grounding, Kind::pause,
                          Kind::together, Kind::slot}) {
    if (name_of(kind) == name) {
      return kind;
    }
  }
  return std::nullopt;
}

std::string_view pace_words(const ConsoleOffer& offer, BreathsPerMinute guide) {
  const double change = offer.pace.value() - guide.value();
  return change < -kSamePace  ? "offered.slower"
         : change > kSamePace ? "offered.quicker"
                              : "offered.steady";
}

}  // namespace

void PersonScreen::offer(const ConsoleOffer& offer, HostTime made, HostTime now) {
  if (Seconds{now - made} > kLate) {
    return;
  }
  if (offer.kind == ConsoleOffer::Kind::slot) {
    put_into_slot(offer, now);
  } else if (offer.kind == ConsoleOffer::Kind::grounding && grounding() == nullptr) {
    tell("not used: " + std::string{name_of(offer.kind)}, now);
  } else if (run_ && now_.place == Place::practice && pages_.empty() && !writing()) {
    run_->offer(offer, now);
    see(run_->advance(now, body_), now);
  } else {
    tell("not taken up: " + std::string{name_of(offer.kind)}, now);
  }
}

/// Words for a line that is still to come disturb nothing, whatever is shown. They last as long as
/// this window, unless two people agreed that something is kept.
void PersonScreen::put_into_slot(const ConsoleOffer& offer, HostTime now) {
  const auto known = slot_names();
  const bool practising = run_ && now_.place == Place::practice;
  const bool fits = std::find(known.begin(), known.end(), offer.slot) != known.end();
  const bool put = fits && (!practising || run_->offer(offer, now));
  if (!practising || !fits) {
    tell(std::string{put ? "offered: " : "not taken up: "} + std::string{name_of(offer.kind)}, now);
  }
  if (put) {
    home_.slots[offer.slot] = own_words(offer.words, Ask::Kind::line);
    if (agreed_ && agreed_->kept && !home_.slots[offer.slot].empty()) {
      slots_to_keep_[offer.slot] = home_.slots[offer.slot];
      slots_changed_ = true;
    }
  }
}

/// Of the practice that runs, else of all that may come.
std::vector<std::string> PersonScreen::slot_names() const {
  std::vector<std::string> names;
  const auto add = [&names](const Practice& practice) {
    for (const std::string& slot : practice.slots) {
      if (slot.size() <= kLongestSlotName && names.size() < kMostShownSlots &&
          std::find(names.begin(), names.end(), slot) == names.end()) {
        names.push_back(slot);
      }
    }
  };
  if (run_ && now_.place == Place::practice) {
    add(run_->practice());
  } else {
    add(shelf_.main);
    std::for_each(shelf_.practices.begin(), shelf_.practices.end(), add);
  }
  return names;
}

bool PersonScreen::take_up(HostTime now) {
  if (!now_.run || !now_.run->offered) {
    return false;
  }
  const auto taken = run_->take_up(now);
  if (taken && taken->kind == ConsoleOffer::Kind::grounding) {
    ground(now);
  } else if (taken) {
    see(run_->advance(now, body_), now);
  }
  return taken.has_value();
}

void PersonScreen::see_offer(const RunView& view) {
  now_.offered.clear();
  if (!view.offered) {
    return;
  }
  std::string_view words;
  switch (view.offered->kind) {
    case ConsoleOffer::Kind::soften:
      words = "offered.softer";
      break;
    case ConsoleOffer::Kind::pace:
      words = pace_words(*view.offered, view.cue.rate);
      break;
    case ConsoleOffer::Kind::grounding:
      words = "offered.grounding";
      break;
    case ConsoleOffer::Kind::pause:
      words = "offered.rest";
      break;
    case ConsoleOffer::Kind::together:
      words = "offered.together";
      break;
    case ConsoleOffer::Kind::words:
    case ConsoleOffer::Kind::slot:
      return;  // these come as a line
  }
  now_.offered = texts()("offered.enter", "offer", texts()(words));
}

/// Everything that is told passes by here, whoever tells it.
void PersonScreen::note_answer(const PracticeEvent& event) {
  using What = OfferAnswer::What;
  const auto note = [&](What what, std::optional<ConsoleOffer::Kind> offer) {
    const bool again = what == What::own_pace && !offer && !answers_.empty() &&
                       answers_.back().what == What::own_pace;
    if (again) {
      return;  // one word for as long as they go on choosing
    }
    if (answers_.size() == kMostAnswers) {
      answers_.erase(answers_.begin());
    }
    answers_.push_back({event.time, what, offer});
  };
  const std::string_view what = event.what;
  constexpr std::string_view kTaken = "taken up: ";
  constexpr std::string_view kNotTaken = "not taken up: ";
  constexpr std::string_view kNotUsed = "not used: ";
  if (what.substr(0, kTaken.size()) == kTaken) {
    note(What::taken_up, kind_named(what.substr(kTaken.size())));
  } else if (what.substr(0, kNotTaken.size()) == kNotTaken) {
    note(What::not_taken_up, kind_named(what.substr(kNotTaken.size())));
  } else if (what.substr(0, kNotUsed.size()) == kNotUsed) {
    note(What::not_used, kind_named(what.substr(kNotUsed.size())));
  } else if (what == "chose own pace") {
    note(What::own_pace, ConsoleOffer::Kind::pace);
  } else if (what == "own pace" || what == "slower" || what == "quicker") {
    note(What::own_pace, std::nullopt);
  }
}

void PersonScreen::hear(const SessionAgreement& newest) {
  // The feed goes on giving the newest it knows: our own answer takes a moment to come round.
  const bool older = heard_ && newest.time + kRound < heard_->time;
  const bool known = heard_ && heard_->stage == newest.stage &&
                     std::chrono::abs(newest.time - heard_->time) < kSameProposal;
  if (older || known) {
    return;
  }
  heard_ = newest;
  if (newest.stage == SessionAgreement::Stage::proposed) {
    proposed_ = newest;
  } else {
    proposed_.reset();
    agreed_ =
        newest.stage == SessionAgreement::Stage::agreed ? std::optional{newest} : std::nullopt;
  }
}

/// Never into the middle of a practice, and never over another page.
void PersonScreen::show_proposal(HostTime now) {
  const bool settled = heard_ && heard_->stage != SessionAgreement::Stage::proposed;
  if (page_is("agreement") && (proposed_ || settled)) {
    close_page(now);  // what is proposed now takes its place; what is settled needs none
  }
  if (proposed_ && pages_.empty() && now_.place != Place::practice) {
    show_page(std::make_unique<AgreementScreen>(texts(), *proposed_), now);
    proposed_.reset();
  }
}

void PersonScreen::settle(bool agreed, HostTime now) {
  if (heard_) {
    settled_ = *heard_;
    settled_->time = now;
    settled_->stage = agreed ? SessionAgreement::Stage::agreed : SessionAgreement::Stage::declined;
    hear(SessionAgreement{*settled_});
  }
  close_page(now);
}

/// A record that was agreed to beforehand needs no other word; one that was not is asked about at
/// the end, and never of somebody who eased off.
void PersonScreen::see_record() {
  const bool closed = now_.place == Place::closed && !now_.only_people;
  const bool unasked = home_.keeps_words && !(agreed_ && agreed_->kept);
  now_.asks_to_keep = closed && unasked && record_ == Record::unsaid;
  now_.record_said.clear();
  if (closed && record_ == Record::kept && home_.keeps_words) {
    now_.record_said = texts()("close.kept");
  } else if (closed && record_ == Record::let_go && !home_.keeps_words) {
    now_.record_said = texts()("close.gone");
  }
}

bool PersonScreen::press_about_record(Key key) {
  if (!now_.asks_to_keep || (key != Key::keep && key != Key::let_go)) {
    return false;
  }
  record_ = key == Key::keep ? Record::kept : Record::let_go;
  lets_go_ = key == Key::let_go;
  see_record();
  return true;
}

std::vector<std::string> PersonScreen::visible() const {
  if (now_.blank) {
    return {"nothing"};
  }
  if (!pages_.empty()) {
    return {"page"};
  }
  std::vector<std::string> seen;
  const bool running = now_.place == Place::practice && state() == RunState::running;
  if (running && now_.run->cue.shown) {
    seen.emplace_back("shape");
    if (!now_.feedback_hidden && !now_.body_unshown && now_.own) {
      seen.emplace_back("own breath");
    }
  }
  if (running && !now_.feedback_hidden && !now_.body_unshown && body_.heart_rate) {
    seen.emplace_back("heart");
  }
  if (running && !now_.feedback_hidden && !now_.numbers.empty()) {
    seen.emplace_back("numbers");
  }
  seen.emplace_back("words");
  return seen;
}

bool tells_more(const Showing& now, const Showing& before) {
  return now.state != before.state || now.practice != before.practice || now.step != before.step ||
         now.visible != before.visible || now.shared != before.shared ||
         now.together != before.together || now.slots != before.slots ||
         now.offered != before.offered || now.answers.size() != before.answers.size() ||
         (!now.answers.empty() && now.answers.back().time != before.answers.back().time);
}

Showing PersonScreen::showing() const {
  Showing shown;
  shown.time = time_;
  shown.visible = visible();
  shown.shared = !now_.feedback_hidden || hidden_as_agreed_;
  shown.answers = answers_;
  shown.slots = slot_names();
  if (now_.place != Place::practice || !now_.run || !run_) {
    return shown;
  }
  const RunView& view = *now_.run;
  shown.practice = view.practice;
  shown.title = run_->practice().title;
  shown.state = view.state;
  shown.step = view.step;
  shown.step_number = view.step_number;
  shown.step_count = view.step_count;
  shown.in_step = view.in_step;
  shown.in_practice = std::max(Seconds{time_ - began_}, Seconds{0.0});
  if (view.cue.shown) {
    shown.guide = view.cue.rate;
  }
  shown.together = view.together;
  if (view.offered) {
    shown.offered = view.offered->kind;
  }
  return shown;
}

}  // namespace ebb::scene
