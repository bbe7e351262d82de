#include "visualizer/scene/looking_back/marks_room.hpp"

#include <algorithm>
#include <memory>

#include "visualizer/scene/page_screen.hpp"
#include "visualizer/scene/typed_text.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kLongestLabel = 60;

std::string step_at(const LookedAt& at, HostTime time) {
  std::string step;
  for (const LookedAt::StepOf& one : at.steps) {
    if (one.from <= to_seconds(time)) {
      step = one.step;
    }
  }
  return said_step(step);
}

std::string minutes_text(HostTime time) {
  const auto seconds = static_cast<long long>(to_seconds(time));
  const std::string rest = std::to_string(seconds % 60);
  return std::to_string(seconds / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

}  // namespace

std::vector<MarksRoom::Place> MarksRoom::places(const LookedAt& at) const {
  std::vector<Place> all;
  if (!at.session.marks.empty()) {
    all.push_back({});
    for (std::size_t i = 0; i < at.session.marks.size(); ++i) {
      all.push_back({Place::Of::mark, i});
    }
  }
  if (!at.session.words.empty()) {
    all.push_back({});
    for (std::size_t i = 0; i < at.session.words.size(); ++i) {
      all.push_back({Place::Of::words, i});
    }
  }
  return all;
}

MarksRoom::Place MarksRoom::place_in_focus(const LookedAt& at) const {
  const auto all = places(at);
  const auto row = static_cast<std::size_t>(focus());
  return focus() >= 0 && row < all.size() ? all[row] : Place{};
}

Sheet MarksRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "marks/" + session_;
  sheet.page.title = t("looking.marks_title");
  sheet.hints = {back_hint(t)};
  const auto at = desk.open(session_);
  if (!at || places(*at).empty()) {
    sheet.page.rows = {plain(PageRow::Kind::quiet, t("looking.no_marks"))};
    return sheet;
  }
  int row = 0;
  for (const Place& place : places(*at)) {
    const bool here = row++ == focus();
    if (place.of == Place::Of::none) {
      const bool marks = sheet.page.rows.empty() && !at->session.marks.empty();
      sheet.page.rows.push_back(plain(
          PageRow::Kind::heading, t(marks ? "looking.marks_heading" : "looking.words_heading")));
    } else if (place.of == Place::Of::mark) {
      const KeptMark& mark = at->session.marks[place.index];
      const std::string step = step_at(*at, mark.time);
      std::string note = step.empty() ? "" : t("looking.during", "step", step);
      if (desk.numbers) {
        note += (note.empty() ? "" : ", ") + minutes_text(mark.time);
      }
      PageRow one = here && writing_
                        ? plain(PageRow::Kind::input, with_caret(written_, t.right_to_left()))
                        : choice(mark.label.empty() ? t("looking.moment") : mark.label);
      one.note = note;
      one.beside = mark.hidden ? t("looking.hidden") : "";
      one.chosen = mark.starred;
      sheet.page.rows.push_back(std::move(one));
    } else {
      const KeptWords& words = at->session.words[place.index];
      PageRow one = choice(quoted(words.words.text, t));
      one.note = t(words.words.together ? "looking.shown_together" : "looking.not_together");
      one.chosen = words.starred;
      sheet.page.rows.push_back(std::move(one));
    }
  }
  const Place place = place_in_focus(*at);
  if (writing_) {
    sheet.hints = {
        {std::string{t("key.enter")}, std::string{t("looking.keep_label")}, Key::enter},
        {std::string{t("key.escape")}, std::string{t("looking.as_it_was")}, Key::escape}};
  } else if (place.of == Place::Of::mark) {
    const bool hidden = at->session.marks[place.index].hidden;
    sheet.hints.push_back(
        {std::string{t("key.enter")}, std::string{t("looking.label")}, Key::enter});
    sheet.hints.push_back(
        {"H", std::string{t(hidden ? "looking.show" : "looking.hide")}, Key::hide});
    sheet.hints.push_back({"*", std::string{t("looking.star")}, Key::star});
    sheet.hints.push_back({"D", std::string{t("looking.hold_delete")}, Key::forget});
  } else if (place.of == Place::Of::words) {
    sheet.hints.push_back(
        {std::string{t("key.enter")}, std::string{t("looking.tick_together")}, Key::enter});
    sheet.hints.push_back({"*", std::string{t("looking.star")}, Key::star});
    sheet.hints.push_back({"D", std::string{t("looking.hold_delete")}, Key::forget});
  } else {
    sheet.hints.push_back({std::string{t("key.tab")}, std::string{t("practice.choose")}, Key::tab});
  }
  return sheet;
}

void MarksRoom::finish_label(Desk& desk, bool keep) {
  writing_ = false;
  const auto at = desk.open(session_);
  if (at && keep) {
    const Place place = place_in_focus(*at);
    if (place.of == Place::Of::mark) {
      KeptMark& mark = at->session.marks[place.index];
      mark.label = written_;
      desk.errands.emplace_back(KeepMark{session_, mark});
    }
  }
  written_.clear();
}

RoomStep MarksRoom::press(Key key, Desk& desk) {
  if (writing_) {
    if (key == Key::escape || key == Key::enter || key == Key::tab) {
      finish_label(desk, key == Key::enter);
    }
    return {};
  }
  const auto at = desk.open(session_);
  const Place place = at ? place_in_focus(*at) : Place{};
  if (key == Key::hide && place.of == Place::Of::mark) {
    KeptMark& mark = at->session.marks[place.index];
    mark.hidden = !mark.hidden;
    desk.errands.emplace_back(KeepMark{session_, mark});
    return {};
  }
  if (key == Key::star && place.of == Place::Of::mark) {
    KeptMark& mark = at->session.marks[place.index];
    mark.starred = !mark.starred;
    desk.forget_stars();
    desk.errands.emplace_back(KeepMark{session_, mark});
    return {};
  }
  if (key == Key::star && place.of == Place::Of::words) {
    KeptWords& words = at->session.words[place.index];
    words.starred = !words.starred;
    desk.forget_stars();
    desk.errands.emplace_back(KeepWords{session_, words});
    return {};
  }
  if (key == Key::numbers) {
    desk.numbers = !desk.numbers;
    return {};
  }
  return ListRoom::press(key, desk);
}

void MarksRoom::type(char32_t character, Desk&) {
  if (writing_) {
    type_into(written_, character, kLongestLabel);
  }
}

RoomStep MarksRoom::chosen(int, Desk& desk) {
  const auto at = desk.open(session_);
  const Place place = at ? place_in_focus(*at) : Place{};
  if (place.of == Place::Of::mark) {
    written_ = at->session.marks[place.index].label;
    writing_ = true;
  } else if (place.of == Place::Of::words) {
    KeptWords& words = at->session.words[place.index];
    words.words.together = !words.words.together;
    desk.errands.emplace_back(KeepWords{session_, words});
  }
  return {};
}

bool MarksRoom::can_be_held(const Desk& desk) const {
  const auto found = desk.opened.find(session_);
  return !writing_ && found != desk.opened.end() && found->second &&
         place_in_focus(*found->second).of != Place::Of::none;
}

RoomStep MarksRoom::held(Desk& desk) {
  const auto at = desk.open(session_);
  const Place place = at ? place_in_focus(*at) : Place{};
  const auto which = static_cast<std::ptrdiff_t>(place.index);
  desk.forget_stars();
  if (place.of == Place::Of::mark) {
    desk.errands.emplace_back(DropMark{session_, at->session.marks[place.index].id});
    at->session.marks.erase(at->session.marks.begin() + which);
  } else if (place.of == Place::Of::words) {
    desk.errands.emplace_back(DropWords{session_, at->session.words[place.index].id});
    at->session.words.erase(at->session.words.begin() + which);
  }
  set_focus(-1);
  return {};
}

}  // namespace ebb::scene
