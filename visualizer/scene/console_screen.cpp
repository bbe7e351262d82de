#include "visualizer/scene/console_screen.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "visualizer/scene/typed_text.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kNoticed{5.0};
constexpr Seconds kGone{3.0};  ///< a screen that has told nothing for longer is not there
constexpr std::size_t kLongestWords = 90;
constexpr std::size_t kMostMoments = 1'000;
constexpr std::size_t kMostSteps = 200;
constexpr Microseconds kSameMoment{5'000};  ///< a mark of ours as it comes back
constexpr Microseconds kRound{50'000};      ///< clocks are compared no better than this
constexpr double kPaceStep = 0.5;           ///< breaths a minute
constexpr double kSlowestPace = 4.5;
constexpr double kQuickestPace = 12.0;
constexpr std::string_view kMarkOf = "mark: ";

}  // namespace

bool ConsoleScreen::screen_is_there() const {
  return showing_ && Seconds{now_ - showing_->time} < kGone;
}

bool ConsoleScreen::practising() const {
  return screen_is_there() && !showing_->practice.empty() && showing_->state != RunState::closed;
}

void ConsoleScreen::press(Key key, HostTime now) {
  now_ = std::max(now_, now);
  if (key != Key::escape) {
    asked_to_leave_ = false;
  }
  if (card_) {
    if (key == Key::escape) {
      card_.reset();
    } else {
      follow(card_->press(key), now);
    }
    return;
  }
  if (writing_ != Writing::nothing) {
    if (key == Key::enter) {
      written(now);
    }
    if (key == Key::enter || key == Key::escape) {
      writing_ = Writing::nothing;
      written_.clear();
    }
    if (writing_ == Writing::label && (key == Key::up || key == Key::down)) {
      choose_mark(key == Key::up);
    }
    if (writing_ == Writing::slot && (key == Key::up || key == Key::down)) {
      choose_slot(key == Key::up);
    }
    return;
  }
  if (key == Key::escape) {
    // A console closes by a second word only: its keys are pressed without looking.
    leaving_ = asked_to_leave_;
    asked_to_leave_ = true;
    notice("console.leave");
  }
}

void ConsoleScreen::press(const Press& press, HostTime now) {
  if (card_ && press.row >= 0) {
    follow(card_->choose(press.row), now);
  } else if (press.row >= 0) {
    type(static_cast<char32_t>(press.row), now);
  } else {
    this->press(press.key, now);
  }
}

void ConsoleScreen::type(char32_t character, HostTime now) {
  now_ = std::max(now_, now);
  if (card_) {
    card_->type(character);
  } else if (writing_ != Writing::nothing) {
    type_into(written_, character, kLongestWords);
  } else {
    const bool capital = character >= U'A' && character <= U'Z';
    command(capital ? character - U'A' + U'a' : character, now);
  }
}

void ConsoleScreen::command(char32_t letter, HostTime now) {
  asked_to_leave_ = false;
  using Kind = ConsoleOffer::Kind;
  switch (letter) {
    case U's':
      offer({.kind = Kind::soften});
      break;
    case U'+':
    case U'=':
      offer_pace(kPaceStep);
      break;
    case U'-':
    case U'_':
      offer_pace(-kPaceStep);
      break;
    case U'w':
      writing_ = Writing::words;
      written_.clear();
      break;
    case U'o':
      write_slot();
      break;
    case U'g':
      offer({.kind = Kind::grounding});
      break;
    case U'p':
      offer({.kind = Kind::pause});
      break;
    case U't':
      if (snapshot_ && snapshot_->second_breath) {
        offer({.kind = Kind::together});
      } else {
        notice("console.no_second");
      }
      break;
    case U'm':
      mark(now);
      break;
    case U'l':
      write_label();
      break;
    case U'a':
      card_ = std::make_unique<ProposalScreen>(*texts_, agreement_.value_or(SessionAgreement{}),
                                               can_keep_);
      break;
    default:
      break;
  }
}

void ConsoleScreen::offer(ConsoleOffer offer) {
  if (!practising()) {
    notice("console.nothing_runs");
    return;
  }
  pace_ = offer.kind == ConsoleOffer::Kind::pace ? std::optional{offer.pace.value()} : std::nullopt;
  offers_.push_back(std::move(offer));
  notice("console.held_out");
}

/// From the pace that is offered already, else from the guide's, in half breaths a minute.
void ConsoleScreen::offer_pace(double by) {
  if (!practising() || !(showing_->guide.value() > 0.0)) {
    notice("console.no_shape");
    return;
  }
  const bool stands = showing_->offered == ConsoleOffer::Kind::pace && pace_;
  const double from = stands ? *pace_ : showing_->guide.value();
  const double to = std::round((from + by) / kPaceStep) * kPaceStep;
  offer({.kind = ConsoleOffer::Kind::pace,
         .pace = BreathsPerMinute{std::clamp(to, kSlowestPace, kQuickestPace)}});
}

void ConsoleScreen::notice(std::string_view key) {
  notice_ = (*texts_)(key);
  notice_until_ = now_ + to_microseconds(kNoticed);
}

void ConsoleScreen::mark(HostTime now) {
  if (moments_.size() < kMostMoments) {
    moments_.push_back({now, "", true});
    marks_.push_back({now, "", Whose::therapist});
    notice("console.marked");
  }
}

/// The newest of our own marks first; Up and Down choose another.
void ConsoleScreen::write_label() {
  const auto own = std::find_if(moments_.rbegin(), moments_.rend(),
                                [](const Moment& moment) { return moment.ours; });
  if (own == moments_.rend()) {
    notice("console.no_marks");
    return;
  }
  chosen_ = static_cast<std::size_t>(moments_.rend() - own) - 1;
  writing_ = Writing::label;
  written_ = own->label;
}

/// Another mark of our own: what others put is theirs to name.
void ConsoleScreen::choose_mark(bool before) {
  std::size_t at = chosen_;
  while (before ? at > 0 : at + 1 < moments_.size()) {
    at = before ? at - 1 : at + 1;
    if (moments_[at].ours) {
      chosen_ = at;
      written_ = moments_[at].label;
      return;
    }
  }
}

/// The slots of the practice that runs, else of any that may come.
void ConsoleScreen::write_slot() {
  if (!screen_is_there() || showing_->slots.empty()) {
    notice("console.no_slots");
    return;
  }
  const auto& slots = showing_->slots;
  if (std::find(slots.begin(), slots.end(), slot_) == slots.end()) {
    slot_ = slots.front();
  }
  writing_ = Writing::slot;
  written_.clear();
}

void ConsoleScreen::choose_slot(bool before) {
  const auto& slots = showing_->slots;
  const auto at = std::find(slots.begin(), slots.end(), slot_);
  if (at == slots.end()) {
    slot_ = slots.empty() ? slot_ : slots.front();
  } else if (before && at != slots.begin()) {
    slot_ = *std::prev(at);
  } else if (!before && std::next(at) != slots.end()) {
    slot_ = *std::next(at);
  }
}

void ConsoleScreen::written(HostTime) {
  if (writing_ == Writing::words && !written_.empty()) {
    offer({.kind = ConsoleOffer::Kind::words, .words = written_});
  } else if (writing_ == Writing::slot) {
    offers_.push_back({.kind = ConsoleOffer::Kind::slot, .words = written_, .slot = slot_});
    notice("console.put_in");
  } else if (writing_ == Writing::label && moments_[chosen_].ours) {
    moments_[chosen_].label = written_;
    marks_.push_back(
        {moments_[chosen_].time, written_, Whose::therapist});  // the moment stays what it was
    notice("console.labelled");
  }
}

void ConsoleScreen::follow(const Way& way, HostTime now) {
  if (way.to != Way::To::agree) {
    return;
  }
  proposal_ = card_->draft();
  proposal_->stage = SessionAgreement::Stage::proposed;
  proposal_->time = now;
  agreement_ = proposal_;
  card_.reset();
  notice("console.proposed_now");
}

void ConsoleScreen::note(HostTime time, std::string label) {
  for (Moment& moment : moments_) {
    if (std::chrono::abs(moment.time - time) < kSameMoment) {
      if (!moment.ours) {
        moment.label = std::move(label);
      }
      return;
    }
  }
  if (moments_.size() < kMostMoments) {
    moments_.push_back({time, std::move(label), false});
  }
}

void ConsoleScreen::hear(const Event& event) {
  if (const auto* beat = std::get_if<Beat>(&event)) {
    trace_.push(*beat);
  } else if (const auto* breath = std::get_if<Breath>(&event)) {
    trace_.push(*breath);
  } else if (const auto* mark = std::get_if<Mark>(&event)) {
    note(mark->time, mark->label);
  } else if (const auto* told = std::get_if<PracticeEvent>(&event)) {
    const std::string_view what = told->what;
    if (what == "step" && steps_.size() < kMostSteps) {
      steps_.emplace_back(told->time, told->step);
    } else if (what.substr(0, kMarkOf.size()) == kMarkOf) {
      note(told->time, std::string{what.substr(kMarkOf.size())});
    }
  }
}

void ConsoleScreen::advance(HostTime now, ConsoleNews news) {
  const Seconds passed = std::clamp(Seconds{now - now_}, Seconds{0.0}, Seconds{0.25});
  now_ = std::max(now_, now);
  if (news.snapshot) {
    snapshot_ = std::move(news.snapshot);
  }
  if (news.showing) {
    showing_ = std::move(news.showing);
  }
  if (news.agreement && (!agreement_ || news.agreement->time + kRound >= agreement_->time)) {
    agreement_ = std::move(news.agreement);
  }
  can_keep_ = news.can_keep;
  if (!shared()) {
    trace_.leave_out(now_);
  }
  for (const Event& event : news.events) {
    hear(event);
  }
  trace_.advance(now);
  const std::optional<Page> page = card_ ? std::optional{card_->page()} : std::nullopt;
  page_.advance(page ? &*page : nullptr, passed);
}

}  // namespace ebb::scene
