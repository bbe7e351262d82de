#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/expected.hpp"
#include "guidance/own_way.hpp"
#include "guidance/practice.hpp"
#include "guidance/shelf.hpp"
#include "guidance/slots.hpp"

namespace ebb {

/// The practices of the three places: shipped, $EBB_PRACTICE_FOLDER, and the person's own folder.
/// Places that are not there are empty. Files are read afresh.
[[nodiscard]] Shelf read_shelf();

/// The file of a practice that is named by its id (the person's own before the shared before the
/// shipped one) or by its file. Throws StartError when there is none.
[[nodiscard]] std::filesystem::path find_practice(const std::string& id_or_file);

/// How this person wants to be kept company; as usual where nothing was said. The error is a
/// sentence about a file that cannot be read.
[[nodiscard]] Expected<OwnWay, std::string> read_own_way();

/// The file of the practice that is begun when none is named. Throws StartError when there is none.
[[nodiscard]] std::filesystem::path usual_practice(const OwnWay& own);

/// Throws StartError when this person never uses this practice.
void refuse_what_is_never_used(const Practice& practice, const OwnWay& own);

/// Reads and parses one practice file. Throws StartError with file, line and reason.
[[nodiscard]] Practice read_practice(const std::filesystem::path& file);

/// The person's own words for practices. A file that cannot be used is passed over, and `say` is
/// told a sentence.
[[nodiscard]] Slots read_own_words(const std::function<void(const std::string&)>& say);

/// Moves the copies of a practice in the person's own folder aside, so that the one they took the
/// place of is there again; answers a sentence that says where the copy is now. Nothing is deleted.
/// Throws StartError when there is no such copy.
std::string restore_shipped(const std::string& id);

}  // namespace ebb
