#pragma once

#include <vector>

#include "archive/exports/exported_file.hpp"
#include "archive/kept_session.hpp"

namespace ebb {

/// A session as a folder of tables: one file each for what it is, its sensors, beats, breaths,
/// rates, quality, practice, links, gaps, marks and words, all with their times in seconds from the
/// session's beginning, and a README.txt that names every column with its unit. Nothing is left
/// out but raw bytes: it reads back as the same session (imports/bundle_session).
[[nodiscard]] std::vector<ExportedFile> csv_bundle(const KeptSession& session);

}  // namespace ebb
