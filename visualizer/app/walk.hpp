#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "visualizer/app/key_script.hpp"
#include "visualizer/app/shots.hpp"
#include "visualizer/app/two_rooms.hpp"
#include "visualizer/scene/looking_back/made_past.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// The way to a shot at virtual time, with a body and a past made of formulas.
class Walk {
 public:
  /// Throws std::runtime_error when the shelf has no such practice or the keys cannot be read.
  Walk(const Shot& shot, scene::Shelf shelf, const scene::Settings& settings,
       const scene::Texts& texts = scene::uk_english());

  /// To `now`, with every key whose time has come.
  void advance(HostTime now);
  [[nodiscard]] scene::Picture picture(scene::Extent size);

 private:
  std::string to_type_;
  bool of_console_;
  TwoRooms rooms_;
  std::vector<ScriptedKey> keys_;
  std::vector<ScriptedKey> at_console_;
  std::size_t key_ = 0;
  std::size_t key_there_ = 0;
  scene::MadePast past_;
};

/// The screen of a shot, reached frame by frame. Throws as a Walk does.
[[nodiscard]] scene::Picture picture_of(const Shot& shot, const scene::Shelf& shelf,
                                        scene::Extent size, const scene::Settings& settings,
                                        const scene::Texts& texts = scene::uk_english(),
                                        Microseconds frame = Microseconds{16'667});

}  // namespace ebb::app
