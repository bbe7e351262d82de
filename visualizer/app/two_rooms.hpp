#pragma once

#include <optional>
#include <vector>

#include "visualizer/app/calm_body.hpp"
#include "visualizer/app/key_script.hpp"
#include "visualizer/scene/console_screen.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// The person's screen and a console at virtual time, with a body made of formulas and nothing but
/// memory between them: for pictures.
class TwoRooms {
 public:
  TwoRooms(scene::Shelf shelf, const scene::Home& home);

  void advance(HostTime now);
  [[nodiscard]] scene::PersonScreen& person() { return person_; }
  [[nodiscard]] scene::ConsoleScreen& console() { return console_; }

 private:
  std::vector<Event> told_;
  scene::PersonScreen person_;
  scene::ConsoleScreen console_;
  CalmBody body_{HostTime{}};
  std::optional<SessionAgreement> agreement_;
};

/// A scripted key at the person's screen: a letter where something is being written there.
void press(scene::PersonScreen& person, const ScriptedKey& key, HostTime now);
/// A scripted key at a console.
void press(scene::ConsoleScreen& console, const ScriptedKey& key, HostTime now);

}  // namespace ebb::app
