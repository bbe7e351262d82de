#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "guidance/practice_file.hpp"

namespace ebb::scene {

/// A practice of the shelf that comes with Ebb.
inline Practice shelf_practice(const std::string& name) {
  const std::string file = std::string{EBB_SOURCE_DIR} + "/practices/" + name + ".practice";
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  auto parsed = parse_practice(text.str(), file);
  if (!parsed) {
    throw std::runtime_error(parsed.error().message);
  }
  return std::move(parsed).value();
}

}  // namespace ebb::scene
