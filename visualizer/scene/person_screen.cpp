#include "visualizer/scene/person_screen.hpp"

#include <utility>

namespace ebb::scene {
namespace {

constexpr Seconds kGone{2.0};  ///< a service that has been silent for longer is not there

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

}  // namespace

PersonScreen::PersonScreen(Shelf shelf, Settings settings, Tell tell)
    : shelf_(std::move(shelf)), tell_(std::move(tell)), stage_(settings) {
  now_.title = shelf_.main.title;
  now_.grounding_ready = shelf_.grounding.has_value();
}

RunState PersonScreen::state() const { return now_.run ? now_.run->state : RunState::closed; }

void PersonScreen::begin(const Practice& practice, HostTime now) {
  if (run_) {
    run_->press(Wish::stop, now);
  }
  run_.emplace(practice, Pacer::Config{}, now, tell_);
  practice_id_ = practice.id;
  paused_for_help_ = false;
  now_.place = Place::practice;
  now_.help = false;
  now_.feedback_hidden = hidden_for_.count(practice_id_) > 0;
  now_.run = run_->advance(now, body_);
}

void PersonScreen::wish(Wish wish, HostTime now) {
  if (run_) {
    run_->press(wish, now);
    now_.run = run_->advance(now, body_);
  }
}

void PersonScreen::escape(HostTime now) {
  now_.blank = false;
  if (now_.place == Place::practice) {
    wish(Wish::stop, now);
    now_.place = Place::closed;
    now_.help = false;
  } else if (now_.help) {
    now_.help = false;
  } else {
    leaving_ = true;
  }
}

void PersonScreen::toggle_help(HostTime now) {
  now_.help = !now_.help;
  stage_.scroll_help(0.0);
  if (now_.place != Place::practice) {
    return;
  }
  if (now_.help && state() == RunState::running) {
    wish(Wish::pause_or_resume, now);
    paused_for_help_ = true;
  } else if (!now_.help && std::exchange(paused_for_help_, false) && state() == RunState::paused) {
    wish(Wish::pause_or_resume, now);
  }
}

void PersonScreen::toggle_feedback() {
  now_.feedback_hidden = !now_.feedback_hidden;
  if (now_.feedback_hidden) {
    hidden_for_.insert(practice_id_);
    stage_.hide_feedback();
  } else {
    hidden_for_.erase(practice_id_);
  }
}

void PersonScreen::press(Key key, HostTime now) {
  if (key == Key::escape) {
    escape(now);
    return;
  }
  if (now_.blank) {
    now_.blank = false;
    if (key != Key::ease_off && key != Key::grounding) {
      return;  // the two ways to something easier are never a second key away
    }
  }
  if (now_.help) {
    press_in_help(key, now);
    return;
  }
  if (key == Key::help) {
    toggle_help(now);
  } else if (key == Key::blank) {
    now_.blank = true;
  } else if (key == Key::grounding && shelf_.grounding) {
    begin(*shelf_.grounding, now);
  } else if (now_.place == Place::start && (key == Key::space || key == Key::enter)) {
    begin(shelf_.main, now);
  } else if (now_.place == Place::closed && (key == Key::space || key == Key::enter)) {
    now_.place = Place::start;
  } else if (now_.place == Place::practice) {
    if (state() != RunState::eased_off) {
      press_in_practice(key, now);
    } else if (key == Key::ease_off || key == Key::space) {
      wish(Wish::ease_off, now);
    }
  }
}

void PersonScreen::press_in_help(Key key, HostTime now) {
  switch (key) {
    case Key::up:
      stage_.scroll_help(-1.0);
      break;
    case Key::down:
      stage_.scroll_help(1.0);
      break;
    case Key::own_pace:
      wish(Wish::own_pace, now);
      toggle_help(now);
      break;
    case Key::ease_off:
      if (now_.place == Place::practice) {
        toggle_help(now);
        if (state() != RunState::eased_off) {
          wish(Wish::ease_off, now);
        }
      }
      break;
    case Key::grounding:
      if (shelf_.grounding) {
        begin(*shelf_.grounding, now);
      }
      break;
    case Key::help:
    case Key::space:
    case Key::enter:
      toggle_help(now);
      break;
    default:
      break;
  }
}

void PersonScreen::press_in_practice(Key key, HostTime now) {
  switch (key) {
    case Key::space:
      wish(Wish::pause_or_resume, now);
      break;
    case Key::enter:
    case Key::right:
      wish(Wish::on, now);
      break;
    case Key::left:
      wish(Wish::previous_line, now);
      break;
    case Key::ease_off:
      wish(Wish::ease_off, now);
      break;
    case Key::plus:
      wish(Wish::quicker, now);
      break;
    case Key::minus:
      wish(Wish::slower, now);
      break;
    case Key::own_pace:
      wish(Wish::own_pace, now);
      break;
    case Key::hide:
      toggle_feedback();
      break;
    default:
      break;
  }
  if (state() == RunState::closed) {
    now_.place = Place::closed;
  }
}

void PersonScreen::advance(HostTime now, const std::optional<Snapshot>& newest,
                           const std::vector<Beat>& beats) {
  hear(newest, now);
  if (run_ && now_.place == Place::practice) {
    now_.run = run_->advance(now, body_);
    if (now_.run->state == RunState::closed) {
      now_.place = Place::closed;
    }
  }
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

}  // namespace ebb::scene
