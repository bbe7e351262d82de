#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ebb {

// What a person had written about a session, in folders beside the journal. A page is named by the
// session's id. What was let out without names is named at random, so that nobody can tell from
// which session it came; the session alone knows (`let_out` in its own file, see session_edit).

[[nodiscard]] std::filesystem::path printed_folder(const std::filesystem::path& person);
[[nodiscard]] std::filesystem::path let_out_folder(const std::filesystem::path& person);

/// A page's name without its ending: it tells neither the practice nor the day.
[[nodiscard]] std::string page_stem(const std::string& session_id);
/// The same of what is let out, by the random name that the session bears in it.
[[nodiscard]] std::string let_out_stem(const std::string& session_name);

/// Every page about that session, and everything that its file says was let out of it; of a file
/// that cannot be read only the pages.
[[nodiscard]] std::vector<std::filesystem::path> handed_out_of(const std::filesystem::path& person,
                                                               const std::filesystem::path& session,
                                                               const std::string& session_id);

}  // namespace ebb
