#pragma once

#include <filesystem>
#include <stdexcept>

#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// A practice that cannot be begun; what() is a sentence with the file and what to do.
struct NoPractice : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Loads `chosen`, or "Finding our own rhythm" when empty, and the grounding practice if it is
/// there. Their folder is the first there is of $EBB_PRACTICES, ../share/ebb/practices as seen from
/// `program`, and the source tree. Throws NoPractice.
[[nodiscard]] scene::Shelf load_shelf(const std::filesystem::path& chosen,
                                      const std::filesystem::path& program);

}  // namespace ebb::app
