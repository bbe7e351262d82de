#pragma once

#include "visualizer/app/body.hpp"
#include "visualizer/app/options.hpp"
#include "visualizer/render/display.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// Opens the window and keeps company until the person leaves, a signal asks, or the asked-for
/// seconds are over. Keys are handled before anything is drawn.
void keep_company(const Options& options, scene::Shelf shelf, Body& body, render::Display& display);

}  // namespace ebb::app
