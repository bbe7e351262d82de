#include "visualizer/app/walk.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ebb::app {
namespace {

Practice practice_named(const std::string& id, const scene::Shelf& shelf) {
  for (const Practice& practice : shelf.practices) {
    if (practice.id == id) {
      return practice;
    }
  }
  throw std::runtime_error("There is no practice \"" + id + "\" on the shelf to draw.");
}

scene::Shelf shelf_for(const Shot& shot, scene::Shelf shelf) {
  shelf.main_is_fixed = true;
  if (!shot.practice.empty()) {
    shelf.main = practice_named(shot.practice, shelf);
  }
  return shelf;
}

scene::Home home_for(const Shot& shot, const scene::Settings& settings, const scene::Texts& texts) {
  scene::Home home;
  home.texts = &texts;
  home.preferences.settings = settings;
  home.preferences.settings.view = shot.view;
  home.preferences.check_in = shot.check_in;
  home.preferences.place = shot.place;
  home.keeps_words = shot.keeps;
  home.looks_back = true;
  home.this_year = 2026;
  return home;
}

std::vector<ScriptedKey> keys_of(const Shot& shot, const std::string& keys, bool any_character) {
  if (auto read = parse_keys(keys, any_character)) {
    return *std::move(read);
  }
  throw std::runtime_error("The way to \"" + shot.name + "\" cannot be read.");
}

}  // namespace

Walk::Walk(const Shot& shot, scene::Shelf shelf, const scene::Settings& settings,
           const scene::Texts& texts)
    : to_type_(shot.typed),
      of_console_(shot.of_console),
      rooms_(shelf_for(shot, std::move(shelf)), home_for(shot, settings, texts)),
      keys_(keys_of(shot, shot.keys, false)),
      at_console_(keys_of(shot, shot.console, true)) {}

void Walk::advance(HostTime now) {
  scene::PersonScreen& screen = rooms_.person();
  const auto due = [&](const ScriptedKey& key) {
    return to_microseconds(key.at) <= now.time_since_epoch();
  };
  for (; key_ < keys_.size() && due(keys_[key_]); ++key_) {
    screen.press(keys_[key_].key, now);
  }
  for (; key_there_ < at_console_.size() && due(at_console_[key_there_]); ++key_there_) {
    press(rooms_.console(), at_console_[key_there_], now);
  }
  if (screen.writing()) {
    for (const char c : std::exchange(to_type_, {})) {
      screen.type(static_cast<unsigned char>(c));
    }
  }
  for (const scene::Errand& errand : screen.take_errands()) {
    if (auto found = past_.answer(errand)) {
      screen.receive(*std::move(found));
    }
  }
  rooms_.advance(now);
}

scene::Picture Walk::picture(scene::Extent size) {
  return of_console_ ? rooms_.console().picture(size) : rooms_.person().picture(size);
}

scene::Picture picture_of(const Shot& shot, const scene::Shelf& shelf, scene::Extent size,
                          const scene::Settings& settings, const scene::Texts& texts,
                          Microseconds frame) {
  Walk walk{shot, shelf, settings, texts};
  const HostTime end{to_microseconds(Seconds{shot.at})};
  for (HostTime now{};; now = std::min(now + frame, end)) {
    walk.advance(now);
    if (now == end) {
      return walk.picture(size);
    }
  }
}

}  // namespace ebb::app
