#pragma once

#include <filesystem>
#include <stdexcept>

#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// A practice that cannot be begun; what() is a sentence with the file and what to do.
struct NoPractice : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Loads `chosen`, or "Finding our own rhythm" when empty, and lays out the shelf: shipped
/// practices, those of $EBB_PRACTICE_FOLDER, the person's own; the same id replaces. A file that is
/// refused leaves the others as they are. Throws NoPractice when there is nothing to begin.
[[nodiscard]] scene::Shelf load_shelf(const std::filesystem::path& chosen,
                                      const std::filesystem::path& program);

}  // namespace ebb::app
