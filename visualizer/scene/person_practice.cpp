#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "visualizer/scene/person_screen.hpp"

namespace ebb::scene {
namespace {

bool asks_for_weather(const Practice& practice, const std::string& step) {
  return std::any_of(practice.steps.begin(), practice.steps.end(), [&](const Step& one) {
    return one.id == step && one.ask && one.ask->kind == Ask::Kind::weather;
  });
}

/// What Ebb says during a practice, in this screen's language.
UsualLines lines_in(const Texts& texts) {
  UsualLines said{.eased = std::string{texts("practice.eased_line")},
                  .noticed = std::string{texts("practice.noticed")}};
  for (auto& [anchor, lines] : said.anchors) {
    lines = texts.list("anchor_lines." + anchor);
  }
  return said;
}

}  // namespace

void PersonScreen::begin(const Practice& practice, HostTime now) {
  if (never_used(practice.id)) {
    say("quiet.never", now);
    return;
  }
  if (run_) {
    run_->press(Wish::stop, now);
    hand_over_words();
  }
  handed_over_ = 0;
  close_all_pages();
  past_.leave();
  paused_for_page_ = false;
  RunChoices choices;
  choices.anchor = home_.preferences.own.anchor;
  choices.ease_line = home_.preferences.own.ease_line;
  choices.carry_me_along = home_.preferences.carry_me_along;
  if (home_.preferences.firm_tone) {
    choices.tone = Tone::firm;
  }
  const auto touched = home_.preferences.touch.find(practice.id);
  if (touched != home_.preferences.touch.end()) {
    choices.touch = touched->second;
  }
  const bool put_away = home_.preferences.feedback_hidden.count(practice.id) > 0;
  hidden_as_agreed_ = !put_away && agreed_ && !agreed_->feedback_shown;
  choices.feedback_hidden = put_away || hidden_as_agreed_;
  choices.slots = home_.slots;
  choices.usual = lines_in(texts());
  began_ = now;
  answers_.clear();
  run_.emplace(practice, pacer_for(home_.preferences.own), now, tell_, choices);
  practice_id_ = practice.id;
  step_.clear();
  panel_.reset();
  anchor_.clear();
  rippling_ = false;
  asks_for_sound_ = false;
  const bool grounds = grounding() != nullptr && grounding()->id == practice.id;
  eased_ = eased_ && grounds && now_.place == Place::practice;
  if (practice.tenderness == Tenderness::light && practice.role.empty() && !grounds &&
      home_.preferences.practice != practice.id) {
    home_.preferences.practice = practice.id;
    keep();
  }
  if (home_.preferences.own.not_first.erase(practice.id) > 0) {
    keep();
  }
  see_first();
  now_.place = Place::practice;
  now_.body_unshown = practice.sensor.find("never shown") != std::string::npos;
  see(run_->advance(now, body_), now);
}

/// However it ended, the same stands there; but who eased off is asked for nothing more.
void PersonScreen::closed() {
  now_.place = Place::closed;
  panel_.reset();
  now_.only_people = eased_;
  now_.check_in_ready = home_.preferences.check_in && !eased_;
}

void PersonScreen::ground(HostTime now) {
  if (const Practice* grounds = grounding()) {
    begin(Practice{*grounds}, now);
  } else {
    close_all_pages();
  }
}

void PersonScreen::wish(Wish wish, HostTime now) {
  if (run_) {
    run_->press(wish, now);
    see(run_->advance(now, body_), now);
  }
}

/// What the run shows, as this person wants to see it.
void PersonScreen::see(const RunView& view, HostTime now) {
  now_.run = view;
  if (view.step != step_ || view.state == RunState::closed) {
    hand_over_words();
  }
  if (view.step != step_) {
    step_ = view.step;
    step_entered(now);
  }
  now_.tally_of = view.tally ? view.tally->of : 0;
  now_.tally = view.tally ? view.tally->filled : 0;
  now_.nearness = 1.0 - view.distance;
  now_.feedback_hidden = view.feedback_hidden;
  if (view.ripple && !rippling_) {
    stage_.ripple();
  }
  rippling_ = view.ripple.has_value();
  see_offer(view);
  if (view.line.empty() && !view.reply.empty()) {
    now_.run->line = view.reply;
    now_.run->line_opacity = view.reply_opacity;
  }
  if (view.anchor != anchor_) {
    if (!anchor_.empty()) {
      now_.said = texts()("quiet.anchor", "anchor", texts()("anchor." + view.anchor));
      said_until_ = now + to_microseconds(Seconds{2.2});
    }
    anchor_ = view.anchor;
  }
}

/// Once a step is over no other choice can be made about what was written in it. What is for the
/// journal goes there if there is one, and so does what is for a session of which nothing is kept.
void PersonScreen::hand_over_words() {
  const auto& answers = run_->answers();
  for (; handed_over_ < answers.size(); ++handed_over_) {
    const Answer& answer = answers[handed_over_];
    const bool weather = asks_for_weather(run_->practice(), answer.step);
    const bool session = answer.keep == Ask::Keep::session;
    if (home_.looks_back && !weather && (!session || !home_.keeps_words)) {
      past_.keep({.text = answer.text,
                  .session = std::string{home_.keeps_words ? kSessionNow : ""},
                  .bring = session});
    } else if (home_.keeps_words && tell_words_) {
      tell_words_({.time = answer.time,
                   .kind = weather ? WordsKind::weather : WordsKind::answer,
                   .text = answer.text,
                   .practice = answer.practice,
                   .step = answer.step,
                   .together = session});
    }
  }
}

void PersonScreen::step_entered(HostTime) {
  const Practice& practice = run_->practice();
  const auto& touch = home_.preferences.touch;
  const auto chosen = touch.find(practice.id);
  panel_.emplace(texts(), practice, now_.run->step_number,
                 chosen != touch.end() ? chosen->second : std::string{}, home_.preferences.place,
                 home_.keeps_words  ? StepPanel::Keeps::as_written
                 : home_.looks_back ? StepPanel::Keeps::if_chosen
                                    : StepPanel::Keeps::nothing);
  const Step& step = practice.steps[now_.run->step_number];
  voice_turn_ += step.voice ? 1U : 0U;
  const auto& imagery = step.imagery ? step.imagery : practice.imagery;
  // Whoever keeps company is a light, unless the practice says what is to be seen.
  const auto& slots = practice.slots;
  const bool companion = std::find(slots.begin(), slots.end(), "companion") != slots.end();
  now_.surroundings = companion ? Surroundings::light : Surroundings::none;
  now_.surroundings_still = imagery && imagery->still;
  if (imagery) {
    now_.surroundings = surroundings_of(imagery->theme);
    if (!imagery->options.empty()) {
      const auto& options = imagery->options;
      const bool known =
          std::find(options.begin(), options.end(), home_.preferences.place) != options.end();
      now_.surroundings = known ? surroundings_of(home_.preferences.place) : Surroundings::none;
    }
  }
}

void PersonScreen::answered(const StepPanel::Answer& answer, HostTime now) {
  using Of = StepPanel::Answer::Of;
  if (answer.of == Of::touch) {
    home_.preferences.touch[practice_id_] = answer.text;
    keep();
    run_->choose_touch(*answer.which, now);
  } else if (answer.of == Of::ask) {
    // Where no record is being made, only what was said to be kept is.
    const auto otherwise = home_.keeps_words ? std::nullopt : std::optional{Ask::Keep::nowhere};
    run_->answer(answer.text, now, answer.keep ? answer.keep : otherwise);
  } else if (answer.of == Of::place) {
    home_.preferences.place = answer.text;
    now_.surroundings = surroundings_of(answer.text);
    keep();
  }
}

bool PersonScreen::press_in_panel(Key key, HostTime now) {
  if (!panel_ || panel_->empty()) {
    return false;
  }
  const bool enters = key == Key::tab || (key == Key::down && !panel_->in_focus() &&
                                          now_.surroundings != Surroundings::light);
  const bool within = key == Key::enter || key == Key::space || key == Key::up ||
                      key == Key::down || key == Key::left || key == Key::right;
  if (!enters && !panel_->writing() && !(panel_->in_focus() && within)) {
    return false;
  }
  answered(panel_->press(key), now);
  return true;
}

void PersonScreen::press_in_practice(Key key, HostTime now) {
  if (press_in_panel(key, now)) {
    return;
  }
  switch (key) {
    case Key::space:
      wish(Wish::pause_or_resume, now);
      break;
    case Key::enter:
      if (!take_up(now)) {
        wish(Wish::on, now);
      }
      break;
    case Key::right:
      wish(Wish::on, now);
      break;
    case Key::left:
      wish(Wish::previous_line, now);
      break;
    case Key::up:
    case Key::down:
      wish(key == Key::up ? Wish::nearer : now_.tally_of > 0 ? Wish::fill_dot : Wish::farther, now);
      break;
    default:
      press_anywhere_in_practice(key, now);
      break;
  }
  if (state() == RunState::closed) {
    closed();
  }
}

void PersonScreen::press_anywhere_in_practice(Key key, HostTime now) {
  switch (key) {
    case Key::grounding:  // the practice it opens is not here, or never to be used
    case Key::ease_off:
      // What was too much is not what Space begins, until it is chosen again.
      home_.preferences.own.not_first.insert(practice_id_);
      see_first();
      keep();
      now_.offers_away = false;
      eased_ = true;
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
    case Key::view:
      turn_view(now);
      break;
    case Key::anchor:
      wish(Wish::next_anchor, now);
      break;
    case Key::noticed:
      wish(Wish::notice_thought, now);
      break;
    case Key::mark:
      tell("mark: moment", now);
      say("quiet.marked", now);
      break;
    case Key::let_go:
      wish(Wish::skip_step, now);
      break;
    case Key::numbers:
      numbers_ = !numbers_;
      counted_.reset();
      break;
    default:
      break;
  }
}

void PersonScreen::press_eased(Key key, HostTime now) {
  switch (key) {
    case Key::ease_off:
      wish(Wish::ease_off, now);
      break;
    case Key::space:
    case Key::enter:
    case Key::first:
      now_.offers_away = !now_.offers_away;
      break;
    case Key::second:
      ground(now);
      break;
    case Key::third:
      now_.blank = true;
      break;
    case Key::fourth:
      escape(now);
      break;
    case Key::fifth:
      open_page("people", now);
      break;
    default:
      break;
  }
}

void PersonScreen::toggle_feedback() {
  wish(Wish::hide_feedback, time_);
  hidden_as_agreed_ = false;
  auto& hidden = home_.preferences.feedback_hidden;
  if (now_.feedback_hidden) {
    hidden.insert(practice_id_);
    stage_.hide_feedback();
  } else {
    hidden.erase(practice_id_);
  }
  keep();
}

void PersonScreen::turn_view(HostTime now) {
  constexpr std::array<std::string_view, 4> kNames = {"view.disc", "view.hill", "view.bar",
                                                      "view.words"};
  View& view = home_.preferences.settings.view;
  view = static_cast<View>((static_cast<std::size_t>(view) + 1) % kNames.size());
  stage_.set_settings(home_.preferences.settings);
  keep();
  now_.said = texts()("quiet.view", "view", texts()(kNames[static_cast<std::size_t>(view)]));
  said_until_ = now + to_microseconds(Seconds{2.2});
}

void PersonScreen::lead(bool down, HostTime now) {
  come_in();
  if (run_ && now_.place == Place::practice && pages_.empty() && !writing()) {
    run_->lead_by_key(down, now);
  }
}

}  // namespace ebb::scene
