#pragma once

#include <filesystem>

#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// Writes NAME-THEME.png for every shot in every theme, NAME-small.png for each in a window of
/// 360x240, and sheet.png with all of them. Needs a display. Throws std::runtime_error when the
/// folder cannot be written.
void save_contact_sheet(const std::filesystem::path& folder, const scene::Shelf& shelf,
                        scene::Extent size, const scene::Texts& texts = scene::uk_english());

}  // namespace ebb::app
