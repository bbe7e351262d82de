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
/// there. Looks in $EBB_PRACTICES, then around `program` (the source tree it was built in, or
/// ../share/ebb/practices). Throws NoPractice.
[[nodiscard]] scene::Shelf load_shelf(const std::filesystem::path& chosen,
                                      const std::filesystem::path& program);

}  // namespace ebb::app
