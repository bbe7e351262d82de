#pragma once

#include <string>
#include <vector>

#include "visualizer/scene/settings.hpp"

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
  bool keeps = false;       ///< a record is being made
};

/// Every screen that a person can meet.
[[nodiscard]] const std::vector<Shot>& shots();

}  // namespace ebb::app
