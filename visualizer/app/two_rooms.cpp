#include "visualizer/app/two_rooms.hpp"

#include <utility>

namespace ebb::app {

TwoRooms::TwoRooms(scene::Shelf shelf, const scene::Home& home)
    : person_(std::move(shelf), home,
              [this](const PracticeEvent& event) { told_.emplace_back(event); }),
      console_(home.preferences.settings, *home.texts) {}

void press(scene::PersonScreen& person, const ScriptedKey& key, HostTime now) {
  if (key.character != 0 && person.writing()) {
    person.type(key.character);
  } else {
    person.press(key.key, now);
  }
}

void press(scene::ConsoleScreen& console, const ScriptedKey& key, HostTime now) {
  if (key.character != 0) {
    console.type(key.character, now);
  } else {
    console.press(key.key, now);
  }
}

void TwoRooms::advance(HostTime now) {
  body_.poll(now);
  for (const ConsoleOffer& offer : console_.take_offers()) {
    person_.offer(offer, now, now);
  }
  if (const auto proposal = console_.take_proposal()) {
    agreement_ = proposal;
    person_.hear(*proposal);
  }
  const std::vector<Beat> beats = body_.take_beats();
  person_.advance(now, body_.latest(), beats);
  if (const auto settled = person_.take_settled()) {
    agreement_ = settled;
  }
  scene::ConsoleNews news{.snapshot = body_.latest(),
                          .events = {beats.begin(), beats.end()},
                          .showing = person_.showing(),
                          .agreement = agreement_,
                          .can_keep = true};
  for (const Breath& breath : body_.take_breaths()) {
    news.events.emplace_back(breath);
  }
  for (Event& event : std::exchange(told_, {})) {
    news.events.push_back(std::move(event));
  }
  for (const Mark& mark : console_.take_marks()) {
    news.events.emplace_back(mark);
  }
  console_.advance(now, std::move(news));
}

}  // namespace ebb::app
