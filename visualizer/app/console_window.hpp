#pragma once

#include "visualizer/app/live_console.hpp"
#include "visualizer/app/options.hpp"
#include "visualizer/render/display.hpp"

namespace ebb::app {

/// Opens the therapist's window until it is closed, a signal asks, or the asked-for seconds are
/// over. Throws as keep_company() does.
void keep_console(const Options& options, LiveConsole& feed, render::Display& display,
                  const scene::Texts& texts);

}  // namespace ebb::app
