#pragma once

#include <span>
#include <string>

#include "archive/exports/exported_file.hpp"
#include "archive/kept_session.hpp"
#include "core/expected.hpp"

namespace ebb {

/// The session that a csv_bundle() was made of, out of its tables in any order. Tables that are
/// missing are empty. The error is a sentence that begins with the table's name.
[[nodiscard]] Expected<KeptSession, std::string> bundle_session(
    std::span<const ExportedFile> tables);

/// The table without which it is no bundle.
inline constexpr const char* kBundleHead = "session.csv";

}  // namespace ebb
