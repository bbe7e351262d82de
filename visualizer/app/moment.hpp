#pragma once

#include "visualizer/app/options.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// The screen as it is at one moment of virtual time, reached frame by frame from the start: no
/// clock, no display. `options.scene` says which keys lead there, `options.keys` adds more.
[[nodiscard]] scene::Picture picture_at(const Options& options, scene::Shelf shelf,
                                        const scene::Texts& texts = scene::uk_english());

/// Draws picture_at() into the PNG that was asked for. Needs a display. Throws std::runtime_error
/// when the file cannot be written.
void save_moment(const Options& options, scene::Shelf shelf,
                 const scene::Texts& texts = scene::uk_english());

}  // namespace ebb::app
