#pragma once

#include <filesystem>
#include <string>

#include "guidance/practice.hpp"
#include "guidance/shelf.hpp"

namespace ebb {

/// The practices of the three places: shipped, $EBB_PRACTICE_FOLDER, and the person's own folder.
/// Places that are not there are empty. Files are read afresh.
[[nodiscard]] Shelf read_shelf();

/// The file of a practice that is named by its id (the person's own before the shared before the
/// shipped one) or by its file. Throws StartError when there is none.
[[nodiscard]] std::filesystem::path find_practice(const std::string& id_or_file);

/// Reads and parses one practice file. Throws StartError with file, line and reason.
[[nodiscard]] Practice read_practice(const std::filesystem::path& file);

/// Moves the copies of a practice in the person's own folder aside, so that the one they took the
/// place of is there again; answers a sentence that says where the copy is now. Nothing is deleted.
/// Throws StartError when there is no such copy.
std::string restore_shipped(const std::string& id);

}  // namespace ebb
