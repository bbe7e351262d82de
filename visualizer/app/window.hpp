#pragma once

#include <optional>
#include <stdexcept>

#include "visualizer/app/body.hpp"
#include "visualizer/app/hearing.hpp"
#include "visualizer/app/home.hpp"
#include "visualizer/app/kind_voice.hpp"
#include "visualizer/app/options.hpp"
#include "visualizer/app/shelf_watch.hpp"
#include "visualizer/render/display.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// The window had to close while it kept company; what() is a sentence.
struct BrokenOff : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Opens the window and keeps company until the person leaves, a signal asks, or the asked-for
/// seconds are over. Keys are handled before anything is drawn.
/// Throws BrokenOff once the window is open; whatever else it throws kept it from opening.
/// `home` is where what the person prefers is kept; none keeps nothing. `sound` is what its cues
/// sound like. `shelf_watch`, if there is one, brings practices that are written meanwhile.
/// `brought` is a recording that the person is asked about.
void keep_company(const Options& options, scene::Shelf shelf, Body& body, render::Display& display,
                  const HomeFolder* home = nullptr,
                  const SoundChoice& sound = {SoundChoice::Kind::off},
                  ShelfWatch* shelf_watch = nullptr,
                  std::optional<BroughtVoice> brought = std::nullopt);

}  // namespace ebb::app
