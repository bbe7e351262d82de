#include "visualizer/scene/person_screen.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "guidance/invitation.hpp"
#include "guidance/shelf.hpp"
#include "visualizer/scene/checkin_screen.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kGone{2.0};  ///< a service that has been silent for longer is not there
constexpr Seconds kRecount{6.0};
constexpr Seconds kSaid{2.2};  ///< a quiet word in the corner

/// Whether all that is heard is made up; nothing when nothing is heard.
std::optional<bool> simulated(const std::vector<SourceStatus>& sources) {
  std::optional<bool> all;
  for (const SourceStatus& source : sources) {
    if (source.state == LinkState::streaming) {
      all = all.value_or(true) && source.simulated;
    }
  }
  return all;
}

Home home_with(const Settings& settings) {
  Home home;
  home.preferences.settings = settings;
  return home;
}

}  // namespace

PersonScreen::PersonScreen(Shelf shelf, Settings settings, Tell tell)
    : PersonScreen(std::move(shelf), home_with(settings), std::move(tell)) {}

PersonScreen::PersonScreen(Shelf shelf, Home home, Tell tell)
    : shelf_(std::move(shelf)),
      home_(std::move(home)),
      tell_([this, told = std::move(tell)](const PracticeEvent& event) {
        note_answer(event);
        if (told) {
          told(event);
        }
      }),
      stage_(home_.preferences.settings, *home_.texts),
      past_(*home_.texts, titles_of(shelf_), home_.this_year) {
  slots_to_keep_ = home_.slots;
  now_.past_ready = home_.looks_back;
  now_.first_time = home_.first_time;
  past_.set_kinder_words(home_.preferences.kinder_words);
  see_shelf();
}

void PersonScreen::see_shelf() {
  now_.grounding_ready = grounding() != nullptr;
  now_.shelf_ready = !shelf_.practices.empty();
  now_.eased_first = texts().list("eased.first");
  now_.eased_outward = texts().list("eased.outward");
  if (shelf_.ease_off && shelf_.ease_off->steps.size() >= 2) {
    now_.eased_first = shelf_.ease_off->steps[0].say;
    now_.eased_outward = shelf_.ease_off->steps[1].say;
  }
  see_first();
}

std::map<std::string, std::string> titles_of(const Shelf& shelf) {
  std::map<std::string, std::string> titles{{shelf.main.id, shelf.main.title}};
  for (const Practice& practice : shelf.practices) {
    titles.emplace(practice.id, practice.title);
  }
  return titles;
}

RunState PersonScreen::state() const { return now_.run ? now_.run->state : RunState::closed; }

const Practice* PersonScreen::find(const std::string& id) const {
  for (const Practice& practice : shelf_.practices) {
    if (practice.id == id) {
      return &practice;
    }
  }
  return shelf_.main.id == id ? &shelf_.main : nullptr;
}

bool PersonScreen::never_used(const std::string& id) const {
  return home_.preferences.own.never.count(id) > 0;
}

const Practice* PersonScreen::grounding() const {
  return shelf_.grounding && !never_used(shelf_.grounding->id) ? &*shelf_.grounding : nullptr;
}

/// The light practice that was begun last, so that a bad moment needs one key; not one that was
/// eased off. Nothing where all of them are never to be used.
const Practice* PersonScreen::first() const {
  const bool named = shelf_.main_is_fixed || shelf_.main.tenderness != Tenderness::light;
  if (named && !never_used(shelf_.main.id)) {
    return &shelf_.main;
  }
  std::vector<const Practice*> all{&shelf_.main};
  for (const Practice& practice : shelf_.practices) {
    all.push_back(&practice);
  }
  const Practice* found =
      begins_first(all, home_.preferences.own, home_.preferences.practice, shelf_.main.id);
  return found != nullptr ? found : grounding();
}

void PersonScreen::see_first() {
  const Practice* begins = first();
  now_.title = begins != nullptr ? begins->title : texts()("shelf.title");
}

void PersonScreen::escape(HostTime now) {
  now_.blank = false;
  if (now_.place == Place::practice) {
    wish(Wish::stop, now);
    closed();
    close_all_pages();
  } else if (!pages_.empty()) {
    close_page(now);
  } else if (past_.open()) {
    past_.press(Key::escape, now);
  } else {
    leaving_ = true;
  }
}

/// What is said the first time asks for nothing: any key does its own work, and it is gone for
/// good.
void PersonScreen::come_in() {
  if (std::exchange(now_.first_time, false)) {
    keep();
  }
}

void PersonScreen::press(Key key, HostTime now) {
  time_ = now;
  come_in();
  if (key == Key::escape) {
    escape(now);
    return;
  }
  if (now_.blank) {
    now_.blank = false;
    if (key != Key::ease_off && key != Key::grounding && key != Key::people) {
      return;  // the ways to something easier are never a second key away
    }
  }
  if (past_.writing()) {
    past_.press(key, now);
  } else if (writing()) {
    press_in_panel(key, now);
  } else if (key == Key::grounding && grounding() != nullptr) {
    ground(now);
  } else if (!pages_.empty()) {
    press_in_page(key, now);
  } else if (key == Key::help) {
    open_page("help", now);
  } else if (key == Key::people) {
    open_page("people", now);
  } else if (key == Key::comfort) {
    open_page("comfort", now);
  } else if (key == Key::blank && !past_.open()) {
    now_.blank = true;
  } else if (key == Key::sound && !past_.open()) {
    turn_sound(now);
  } else if (press_in_past(key, now)) {
    return;
  } else if (now_.place == Place::start) {
    if (key == Key::space || key == Key::enter || key == Key::first) {
      if (const Practice* begins = first()) {
        open(Practice{*begins}, now);
      } else {
        open_page("shelf", now);
      }
    } else if (key == Key::shelf && !shelf_.practices.empty()) {
      open_page("shelf", now);
    }
  } else if (now_.place == Place::closed) {
    if (press_about_record(key)) {
      return;
    }
    if (key == Key::space || key == Key::enter) {
      now_.place = Place::start;
    } else if (key == Key::noticed && now_.check_in_ready) {
      show_page(std::make_unique<CheckInScreen>(texts(), practice_id_, CheckInScreen::When::after),
                now);
    }
  } else if (state() == RunState::eased_off) {
    press_eased(key, now);
  } else {
    press_in_practice(key, now);
  }
}

void PersonScreen::press(const Press& what, HostTime now) {
  if (what.row < 0) {
    press(what.key, now);
  } else if (!pages_.empty()) {
    follow(pages_.back()->choose(what.row), now);
  } else if (past_.open()) {
    past_.choose(what.row);
  } else if (panel_) {
    answered(panel_->choose(what.row), now);
  }
}

void PersonScreen::type(char32_t character) {
  if (past_.writing()) {
    past_.type(character);
  } else if (panel_) {
    panel_->type(character);
  }
}

bool PersonScreen::sound_on() const {
  const bool quiet = now_.place == Place::practice && run_ && run_->practice().quiet;
  return quiet ? asks_for_sound_ : home_.preferences.sound;
}

/// A quiet practice is asked for its sound each time, and that says nothing about others.
void PersonScreen::turn_sound(HostTime now) {
  const bool on = !sound_on();
  if (now_.place == Place::practice && run_ && run_->practice().quiet) {
    asks_for_sound_ = on;
  } else {
    home_.preferences.sound = on;
    keep();
  }
  say(on ? "quiet.sound_on" : "quiet.sound_off", now);
}

bool PersonScreen::sound_wanted() const {
  return sound_on() && now_.place == Place::practice && state() == RunState::running;
}

void PersonScreen::say(std::string_view quiet_word, HostTime now) {
  now_.said = texts()(quiet_word);
  said_until_ = now + to_microseconds(kSaid);
}

void PersonScreen::tell(const std::string& what, HostTime now) {
  tell_({now, practice_id_, what, now_.run ? now_.run->step : std::string{}, 0.0});
}

void PersonScreen::advance(HostTime now, const std::optional<Snapshot>& newest,
                           const std::vector<Beat>& beats) {
  time_ = now;
  hear(newest, now);
  count(newest, now);
  show_proposal(now);
  show_voice(now);
  hold_voice(now);
  if (run_ && now_.place == Place::practice) {
    see(run_->advance(now, body_), now);
    if (now_.run->state == RunState::closed) {
      closed();
    }
  }
  see_record();
  if (now >= said_until_) {
    now_.said.clear();
  }
  past_.advance(now, pages_.empty());
  now_.page = pages_.empty() ? std::nullopt : std::optional{pages_.back()->page()};
  if (!now_.page && !past_.gone()) {
    now_.page = Page{};  // what stands behind it rests
    now_.page->id = "looking back";
  }
  now_.panel = panel_ && !panel_->empty() ? std::optional{panel_->page()} : std::nullopt;
  for (const Beat& beat : beats) {
    stage_.push(beat);
  }
  stage_.advance(now, now_);
}

void PersonScreen::hear(const std::optional<Snapshot>& newest, HostTime now) {
  body_ = newest ? body_now(*newest, now) : BodyNow{};
  const bool gone = !newest || Seconds{now - newest->time} > kGone;
  now_.own = gone ? std::nullopt : body_.breath;
  now_.sensor_note.clear();
  if (minute_ && invited_at(*minute_, home_.preferences.own.invite_at)) {
    now_.sensor_note = texts()("start.invitation");
  }
  if (home_.tries_out) {
    now_.sensor_note = texts()("start.tries_out");
  }
  if (newest) {
    now_.own_origin = newest->breath_origin;
    now_.signal = newest->signal;
    now_.simulated = simulated(newest->sources).value_or(now_.simulated);
  }
  if (gone) {
    now_.signal = now_.signal == SignalWord::none ? SignalWord::none : SignalWord::resting;
    return;
  }
  for (const SourceStatus& source : newest->sources) {
    if (!source.note.empty()) {
      now_.sensor_note = source.note;
      break;
    }
  }
}

/// Heart and breath in figures, renewed seldom: only where somebody asked for them.
void PersonScreen::count(const std::optional<Snapshot>& newest, HostTime now) {
  if (numbers_ && newest && counted_ && Seconds{now - *counted_} < kRecount) {
    return;
  }
  now_.numbers.clear();
  counted_ = now;
  if (!numbers_ || !newest) {
    counted_.reset();
    return;
  }
  const auto add = [this](std::string_view key, std::string_view name, double value) {
    now_.numbers += now_.numbers.empty() ? "" : "   ";
    now_.numbers += texts()(key, name, std::to_string(std::lround(std::clamp(value, 0.0, 999.0))));
  };
  if (body_.heart_rate) {
    add("practice.heart_about", "heart", body_.heart_rate->value());
  }
  if (body_.breath) {
    add("practice.breath_about", "breath", body_.breath->rate.value());
  }
}

}  // namespace ebb::scene
