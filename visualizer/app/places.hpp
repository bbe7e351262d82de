#pragma once

#include <filesystem>

namespace ebb::app {

/// What comes with Ebb: the first there is of $EBB_PRACTICES (for practices), ../share/ebb/NAME as
/// seen from the program, and NAME in the source tree. Empty when there is none.
[[nodiscard]] std::filesystem::path shipped_practices(const std::filesystem::path& program);
[[nodiscard]] std::filesystem::path shipped_texts(const std::filesystem::path& program);

/// $EBB_PRACTICE_FOLDER, where several people share practices; empty if it names nothing.
[[nodiscard]] std::filesystem::path shared_practices();

}  // namespace ebb::app
