#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "visualizer/app/key_script.hpp"
#include "visualizer/app/options.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// One screen and the way to it.
struct Shot {
  std::string name;
  std::string practice;  ///< id; empty: the one that Space begins
  std::string keys;      ///< as for --keys
  double at = 20.0;      ///< seconds of virtual time
  std::string typed{};   ///< once a line to write on is open
  scene::View view = scene::View::disc;
  bool check_in = false;
  std::string place{};      ///< the scene that was chosen before
  std::string console{};    ///< keys at a therapist's console meanwhile
  bool of_console = false;  ///< the picture is the console's
};

/// Every screen that a person can meet.
[[nodiscard]] const std::vector<Shot>& shots();

/// The screen of a shot, reached frame by frame at virtual time with a body made of formulas.
/// Throws std::runtime_error when the shelf has no such practice.
[[nodiscard]] scene::Picture picture_of(const Shot& shot, const scene::Shelf& shelf,
                                        scene::Extent size, const scene::Settings& settings,
                                        const scene::Texts& texts = scene::uk_english(),
                                        Microseconds frame = Microseconds{16'667});

/// Writes NAME-THEME.png for every shot in every theme, NAME-small.png for each in a window of
/// 360x240, and sheet.png with all of them. Needs a display. Throws std::runtime_error when the
/// folder cannot be written.
void save_contact_sheet(const std::filesystem::path& folder, const scene::Shelf& shelf,
                        scene::Extent size, const scene::Texts& texts = scene::uk_english());

}  // namespace ebb::app
