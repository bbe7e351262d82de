#include <algorithm>
#include <memory>
#include <utility>

#include "visualizer/scene/card_screen.hpp"
#include "visualizer/scene/checkin_screen.hpp"
#include "visualizer/scene/comfort_screen.hpp"
#include "visualizer/scene/help_screen.hpp"
#include "visualizer/scene/people_screen.hpp"
#include "visualizer/scene/person_screen.hpp"
#include "visualizer/scene/shelf_screen.hpp"

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

void PersonScreen::open_page(const std::string& name, HostTime now) {
  if (name == "help") {
    show_page(std::make_unique<HelpScreen>(texts()), now);
  } else if (name == "people") {
    show_page(std::make_unique<PeopleScreen>(texts(), home_.contacts), now);
  } else if (name == "comfort") {
    show_page(std::make_unique<ComfortScreen>(texts(), home_.preferences), now);
  } else if (name == "shelf") {
    show_page(std::make_unique<ShelfScreen>(texts(), shelf_.practices), now);
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
  } else if ((key == Key::shelf && page_is("shelf")) ||
             (key == Key::comfort && page_is("comfort"))) {
    close_page(now);
  } else if (practising && (key == Key::own_pace || key == Key::ease_off)) {
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
        std::vector<std::string> words;
        if (const auto* check_in = dynamic_cast<const CheckInScreen*>(pages_.back().get())) {
          words = check_in->words();
        }
        begin(chosen, now);
        for (const std::string& word : words) {
          tell("word before: " + word, now);
        }
      }
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
    case Way::To::changed:
      stage_.set_settings(home_.preferences.settings);
      keep();
      break;
  }
}

/// A tender practice has a card before it; all others begin.
void PersonScreen::open(const Practice& practice, HostTime now) {
  if (practice.tenderness != Tenderness::tender) {
    begin(practice, now);
    return;
  }
  const bool first = home_.preferences.cards_seen.insert(practice.id).second;
  if (first) {
    keep();
  }
  show_page(std::make_unique<CardScreen>(texts(), &practice,
                                         lighter_neighbour(practice, shelf_.practices), first),
            now);
}

void PersonScreen::begin_main(HostTime now) {
  if (home_.preferences.check_in && shelf_.main.tenderness != Tenderness::tender) {
    practice_id_ = shelf_.main.id;
    show_page(std::make_unique<CheckInScreen>(texts(), shelf_.main.id), now);
  } else {
    open(Practice{shelf_.main}, now);
  }
}

}  // namespace ebb::scene
