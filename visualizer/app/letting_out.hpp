#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/exports/names_removed.hpp"
#include "archive/kept_session.hpp"
#include "core/expected.hpp"

namespace ebb::app {

/// Writes a page about a session, as PDF and as PNG, into `folder` (made where it is missing, for
/// this person alone). Files are named by the session's id, so that they can go with it; nothing is
/// written over. The error is a sentence.
[[nodiscard]] Expected<std::filesystem::path, std::string> print_page(
    const KeptSession& session, const std::string& title, const std::filesystem::path& folder);

/// What a session is without names. Of practices, only those that come with Ebb are named; of
/// marks, those whose ids are in `labels`.
[[nodiscard]] NamesRemoved without_names(const KeptSession& session,
                                         const std::vector<std::string>& labels);
/// Writes it into `folder` under a name that says nothing, which only the session's own file knows.
[[nodiscard]] Expected<std::filesystem::path, std::string> let_out(
    const NamesRemoved& leaving, const std::filesystem::path& session,
    const std::filesystem::path& folder);

}  // namespace ebb::app
