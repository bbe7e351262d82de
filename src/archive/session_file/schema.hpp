#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "archive/session_file/sqlite.hpp"

namespace ebb {

/// "Ebb1" in the file's header (PRAGMA application_id): `file` and others can tell it by this.
inline constexpr std::int32_t kApplicationId = 0x45626231;

/// How a file becomes one of the next version: the first entry makes version 1 of an empty file,
/// the second version 2 of that, and so on. An entry is never changed once it has been released.
/// docs/session-file.md says what stands in the tables.
extern const std::array<std::string_view, 1> kSessionSchema;

/// Leads the file to the newest version, all the way or not at all. Throws SqliteError.
void migrate(Database& database, std::span<const std::string_view> chain);

/// The version of a session file (PRAGMA user_version), 0 for one that was never written to.
/// Throws SessionTrouble when it is no session or a later version's, or when its tables are not
/// just those of that version: a column may compute anything in a file that was made to do harm.
int session_version(Database& database);

/// Why a session cannot be read or written: a sentence without the file's name.
class SessionTrouble : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A session file to read, of the newest version: an older one is led there in a copy in memory.
/// Throws SqliteError and SessionTrouble.
Database open_session(const std::filesystem::path& file);
Database open_session(std::span<const std::uint8_t> bytes);
/// To change what may be changed: labels, marks, words. An older file is migrated where it lies.
Database open_session_to_change(const std::filesystem::path& file);

}  // namespace ebb
