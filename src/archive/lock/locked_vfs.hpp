#pragma once

#include <cstdint>
#include <optional>

// NOLINTNEXTLINE(readability-identifier-naming): SQLite's own name, so that its header stays out.
struct sqlite3;

namespace ebb {

/// The name by which SQLite opens files through here: a locked file is opened with the key on the
/// ring (SQLITE_AUTH when there is none) and sealed and proven piece by piece, what is not locked
/// goes straight through. Of a locked database nothing is ever written beside it but its -wal, and
/// no temporary file at all.
[[nodiscard]] const char* locked_vfs();

/// How many bytes the database has that is open there, if it lies in a locked file.
[[nodiscard]] std::optional<std::int64_t> locked_size(sqlite3* database);

}  // namespace ebb
