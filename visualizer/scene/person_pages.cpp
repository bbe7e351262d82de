#include <algorithm>
#include <memory>
#include <utility>

#include "visualizer/scene/card_screen.hpp"
#include "visualizer/scene/checkin_screen.hpp"
#include "visualizer/scene/comfort_screen.hpp"
#include "visualizer/scene/help_screen.hpp"
#include "visualizer/scene/own_way_screen.hpp"
#include "visualizer/scene/people_screen.hpp"
#include "visualizer/scene/person_screen.hpp"
#include "visualizer/scene/shelf_screen.hpp"
#include "visualizer/scene/voice_screen.hpp"

namespace ebb::scene {

std::string PersonScreen::page_name() const {
  return pages_.empty() ? std::string{} : pages_.back()->page().id;
}

bool PersonScreen::page_is(const std::string& name) const { return page_name() == name; }

/// A page that opens during a practice rests it, and gives it back where it was.
void PersonScreen::show_page(std::unique_ptr<PageScreen> page, HostTime now) {
  if (pages_.empty() && now_.place == Place::practice && state() == RunState::running) {
    wish(Wish::pause_or_resume, now);
    paused_for_page_ = true;
  }
  pages_.push_back(std::move(page));
}

void PersonScreen::close_page(HostTime now) {
  if (!pages_.empty()) {
    pages_.pop_back();
  }
  if (pages_.empty() && std::exchange(paused_for_page_, false) && now_.place == Place::practice &&
      state() == RunState::paused) {
    wish(Wish::pause_or_resume, now);
  }
}

std::unique_ptr<ShelfScreen> PersonScreen::shelf_page() {
  std::vector<std::string> refused;
  for (const Shelf::Refused& file : shelf_.refused) {
    refused.push_back(file.name);
  }
  return std::make_unique<ShelfScreen>(texts(), shelf_.practices, home_.preferences.own,
                                       std::move(refused));
}

bool PersonScreen::takes_shelf() const {
  const bool only_shelf = pages_.size() == 1 && page_is("shelf");
  return now_.place != Place::practice && (pages_.empty() || only_shelf);
}

void PersonScreen::put_on_shelf(Shelf shelf) {
  const auto* before =
      pages_.empty() ? nullptr : dynamic_cast<const ShelfScreen*>(pages_.back().get());
  const auto look = before != nullptr ? std::optional{before->look()} : std::nullopt;
  shelf_ = std::move(shelf);
  see_shelf();
  past_.set_titles(titles_of(shelf_));
  if (look) {
    auto page = shelf_page();
    page->look_like(*look);
    pages_.back() = std::move(page);
  }
}

void PersonScreen::try_anew(Shelf shelf, HostTime now) {
  const bool runs = now_.place == Place::practice && run_ && state() != RunState::eased_off &&
                    run_->practice().id == shelf_.main.id;
  const std::string step = runs ? step_ : "";
  put_on_shelf(std::move(shelf));
  if (!runs) {
    return;
  }
  begin(Practice{shelf_.main}, now);
  const auto& steps = shelf_.main.steps;
  const auto same =
      std::find_if(steps.begin(), steps.end(), [&step](const Step& one) { return one.id == step; });
  if (same != steps.end()) {
    for (auto passed = steps.begin(); passed != same; ++passed) {
      wish(Wish::skip_step, now);
    }
  }
}

void PersonScreen::say_unread(HostTime now) { say("quiet.unread", now); }

void PersonScreen::open_page(const std::string& name, HostTime now) {
  if (name == "help") {
    show_page(std::make_unique<HelpScreen>(texts()), now);
  } else if (name == "people") {
    show_page(std::make_unique<PeopleScreen>(texts(), home_.contacts), now);
  } else if (name == "comfort") {
    show_page(std::make_unique<ComfortScreen>(texts(), home_.preferences), now);
  } else if (name == "own_way") {
    show_page(
        std::make_unique<OwnWayScreen>(texts(), home_.preferences.own, home_.preferences.voice_of),
        now);
  } else if (name == "voice") {
    show_page(std::make_unique<VoiceScreen>(texts(), home_.preferences.voice_of,
                                            VoiceScreen::Stage::kept),
              now);
  } else if (name == "shelf") {
    show_page(shelf_page(), now);
  } else if (name == "card") {
    show_page(std::make_unique<CardScreen>(texts(), nullptr, nullptr, true), now);
  } else {
    show_page(std::make_unique<ReadingScreen>(texts(), name), now);
  }
}

void PersonScreen::press_in_page(Key key, HostTime now) {
  const bool practising = now_.place == Place::practice;
  if (key == Key::help || key == Key::people) {
    // The key that opened a page closes it again.
    const std::string name = key == Key::help ? "help" : "people";
    if (page_is(name)) {
      close_page(now);
    } else {
      open_page(name, now);
    }
  } else if (key == Key::forget && page_is("voice")) {
    voice_held_since_ = now;
  } else if ((key == Key::shelf && page_is("shelf")) ||
             (key == Key::comfort && page_is("comfort"))) {
    close_page(now);
  } else if (practising &&
             (key == Key::own_pace || key == Key::ease_off || key == Key::grounding)) {
    while (!pages_.empty()) {
      close_page(now);
    }
    if (key == Key::own_pace) {
      wish(Wish::own_pace, now);
    } else if (state() != RunState::eased_off) {
      press_anywhere_in_practice(key, now);
    }
  } else if (key >= Key::first && key <= Key::fifth) {
    int number = static_cast<int>(key) - static_cast<int>(Key::first);
    const Page page = pages_.back()->page();
    for (int row = 0; row < static_cast<int>(page.rows.size()); ++row) {
      if (can_be_chosen(page, row) && number-- == 0) {
        follow(pages_.back()->choose(row), now);
        break;
      }
    }
  } else {
    follow(pages_.back()->press(key), now);
  }
}

void PersonScreen::follow(const Way& way, HostTime now) {
  switch (way.to) {
    case Way::To::stay:
      break;
    case Way::To::back:
      close_page(now);
      break;
    case Way::To::open:
    case Way::To::begin:
      if (const Practice* practice = find(way.what)) {
        const Practice chosen = *practice;
        if (way.to == Way::To::open) {
          open(chosen, now);
          break;
        }
        const auto words = checked_in_words();
        begin(chosen, now);
        keep_checked_in(words, now);
      }
      break;
    case Way::To::checked_in:
      keep_checked_in(checked_in_words(), now);
      now_.check_in_ready = false;
      close_page(now);
      break;
    case Way::To::grounding:
      if (!way.what.empty()) {
        tell(way.what, now);
      }
      ground(now);
      break;
    case Way::To::page:
      open_page(way.what, now);
      break;
    case Way::To::copy:
      copied_ = way.what;
      say("quiet.copied", now);
      break;
    case Way::To::agree:
    case Way::To::decline:
      settle(way.to == Way::To::agree, now);
      break;
    case Way::To::voice_yes:
    case Way::To::voice_no:
      voice_answer_ = way.to == Way::To::voice_yes;
      close_page(now);
      break;
    case Way::To::changed:
      stage_.set_settings(home_.preferences.settings);
      past_.set_kinder_words(home_.preferences.kinder_words);
      see_shelf();
      keep();
      break;
  }
}

std::vector<std::string> PersonScreen::checked_in_words() const {
  const auto* check_in =
      pages_.empty() ? nullptr : dynamic_cast<const CheckInScreen*>(pages_.back().get());
  return check_in != nullptr ? check_in->words() : std::vector<std::string>{};
}

/// They belong to the session, where one is kept; else nobody keeps them.
void PersonScreen::keep_checked_in(const std::vector<std::string>& words, HostTime now) {
  std::string said;
  for (const std::string& word : words) {
    said += (said.empty() ? "" : ", ") + word;
  }
  if (!said.empty() && home_.keeps_words && tell_words_) {
    tell_words_({.time = now,
                 .kind = WordsKind::body_signs,
                 .text = said,
                 .practice = practice_id_,
                 .step = now_.place == Place::closed ? "after" : "before"});
  }
}

/// A tender practice has a card before it, and where it is wished for a word is asked before any
/// other that is not for coming to ground.
void PersonScreen::open(const Practice& practice, HostTime now) {
  if (never_used(practice.id)) {
    say("quiet.never", now);
    return;
  }
  if (practice.tenderness != Tenderness::tender) {
    const bool grounds = grounding() != nullptr && grounding()->id == practice.id;
    if (home_.preferences.check_in && !grounds && practice.role.empty()) {
      practice_id_ = practice.id;
      show_page(std::make_unique<CheckInScreen>(texts(), practice.id, CheckInScreen::When::before),
                now);
    } else {
      begin(practice, now);
    }
    return;
  }
  const bool first = home_.preferences.cards_seen.insert(practice.id).second;
  if (first) {
    keep();
  }
  show_page(std::make_unique<CardScreen>(
                texts(), &practice,
                lighter_neighbour(practice, shelf_.practices, home_.preferences.own.never), first),
            now);
}

}  // namespace ebb::scene
