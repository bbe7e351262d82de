#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "archive/exports/names_removed.hpp"
#include "archive/kept_session.hpp"
#include "service/kept/kept_place.hpp"

namespace ebb {

/// The ways in which a session goes out: csv, rr, json, edf, names-removed.
[[nodiscard]] std::vector<std::string> export_forms();

/// Writes it whole or not at all; `progress` is told 0 to 1 and may throw. Returns a line for each
/// file that was written. A StartError when it cannot be done.
/// `kept` is the session's own file.
std::string export_session(const KeptSession& session, const std::filesystem::path& kept,
                           const std::string& form, const std::string& to,
                           const std::function<void(double)>& progress);
std::string export_text(const std::string& text, const std::string& to,
                        const std::function<void(double)>& progress);

/// What the person sees before anything leaves: every field, then the labels that stay, numbered.
[[nodiscard]] std::string preview_text(const NamesRemoved& leaving, const KeptSession& session);
/// The ids of the marks that bear these numbers in the preview.
[[nodiscard]] std::vector<std::string> numbered_marks(const KeptSession& session,
                                                      const std::vector<int>& numbers);
/// With a new random name for the session.
[[nodiscard]] NamesRemoved without_names(const KeptSession& session,
                                         const std::vector<std::string>& labels);

}  // namespace ebb
