#include "archive/journal.hpp"

#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include "archive/library.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/private_file.hpp"
#include "archive/sealed_words.hpp"
#include "archive/session_file/sqlite.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kJournalId = 0x4562624A;  // "EbbJ"
constexpr std::int64_t kJournalVersion = 1;

std::string sentence(const fs::path& file, const std::string& why) {
  return file.string() + ": the journal cannot be used (" + why + ").";
}

/// The journal as it is, made first if there is none.
Database opened(const fs::path& file) {
  std::optional<OwnFileKey> key;
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(file, failed))) {
    auto made = make_kept_file(file);
    if (!made) {
      throw SqliteError(made.error(), 0);
    }
    key = std::move(made).value();
  }
  Database database{file, Database::Access::change};
  database.keep_as_one_file();
  database.execute("PRAGMA synchronous=FULL");
  const std::int64_t id = database.integer("PRAGMA application_id");
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (id == 0 && version == 0 && database.integer("SELECT count(*) FROM sqlite_schema") == 0) {
    Transaction all{database};
    database.execute(
        "CREATE TABLE entries(id TEXT PRIMARY KEY, written_ms INTEGER NOT NULL,"
        " utc_offset_min INTEGER NOT NULL, text TEXT NOT NULL, session TEXT NOT NULL,"
        " bring INTEGER NOT NULL, together INTEGER NOT NULL, starred INTEGER NOT NULL)"
        " WITHOUT ROWID;"
        "PRAGMA application_id=" +
        std::to_string(kJournalId) + ";PRAGMA user_version=" + std::to_string(kJournalVersion));
    all.commit();
  } else if (id != kJournalId || version != kJournalVersion) {
    throw SqliteError("it is not a journal that this Ebb knows", 0);
  }
  return database;
}

/// At most `most` bytes of UTF-8, never half a character.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) {
    return text;
  }
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
    --most;
  }
  return text.substr(0, most);
}

}  // namespace

Expected<std::vector<JournalEntry>, std::string> read_journal(const fs::path& folder) {
  const fs::path file = folder / kJournalName;
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(file, failed))) {
    return std::vector<JournalEntry>{};
  }
  try {
    Database database = opened(file);
    std::vector<JournalEntry> entries;
    Statement all{database,
                  "SELECT id,written_ms,utc_offset_min,text,session,bring,together,starred"
                  " FROM entries ORDER BY written_ms DESC, id"};
    while (all.step()) {
      JournalEntry entry;
      entry.id = all.text(0);
      entry.written_ms = all.integer(1);
      entry.utc_offset_min = static_cast<int>(all.integer(2) % 10'000);
      entry.text = all.text(3);
      entry.session = all.text(4);
      entry.bring = all.integer(5) != 0;
      entry.together = all.integer(6) != 0;
      entry.starred = all.integer(7) != 0;
      entries.push_back(std::move(entry));
    }
    return entries;
  } catch (const SqliteError& error) {
    return Unexpected{error.locked() ? shut_sentence(file) : sentence(file, error.what())};
  }
}

std::string keep_entry(const fs::path& folder, const JournalEntry& entry) {
  const fs::path file = folder / kJournalName;
  if (is_shut(folder)) {
    return keep_sealed(folder, entry);
  }
  try {
    if (const int denied = make_private_folder(folder); denied != 0) {
      return sentence(file, std::strerror(denied));
    }
    Database database = opened(file);
    Transaction all{database};
    Statement keep{database, "INSERT OR REPLACE INTO entries VALUES(?,?,?,?,?,?,?,?)"};
    keep.bind(entry.id).bind(entry.written_ms).bind(std::int64_t{entry.utc_offset_min});
    keep.bind(cut(entry.text, kLongestEntry)).bind(entry.session);
    keep.bind(std::int64_t{entry.bring}).bind(std::int64_t{entry.together});
    keep.bind(std::int64_t{entry.starred}).run();
    all.commit();
    return {};
  } catch (const SqliteError& error) {
    return sentence(file, error.what());
  }
}

std::vector<std::string> take_in_sealed_words(const fs::path& folder, const fs::path& sessions,
                                              const Unlocked& keys) {
  std::vector<std::string> troubles;
  std::optional<Library> library;
  for (const fs::path& file : sealed_words(folder)) {
    auto entry = read_sealed(file, keys);
    if (!entry) {
      troubles.push_back(entry.error());
      continue;
    }
    if (entry->session == kSessionJustKept) {
      if (!library) {
        library = read_library(sessions);
      }
      entry->session = session_just_kept(*library, entry->written_ms);
    }
    std::string trouble = keep_entry(folder, *entry);
    if (trouble.empty()) {
      erase_file(file);
    } else {
      troubles.push_back(std::move(trouble));
    }
  }
  return troubles;
}

std::string drop_entry(const fs::path& folder, std::string_view id) {
  const fs::path file = folder / kJournalName;
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(file, failed))) {
    return {};
  }
  try {
    Database database = opened(file);
    Transaction all{database};
    Statement drop{database, "DELETE FROM entries WHERE id=?"};
    drop.bind(id).run();
    all.commit();
    return {};
  } catch (const SqliteError& error) {
    return sentence(file, error.what());
  }
}

std::string unlink_session(const fs::path& folder, std::string_view session) {
  const fs::path file = folder / kJournalName;
  std::error_code failed;
  if (!fs::exists(fs::symlink_status(file, failed))) {
    return {};
  }
  try {
    if (Database{file, Database::Access::untouched}.integer("PRAGMA application_id") !=
        kJournalId) {
      return {};
    }
    Database database = opened(file);
    Statement{database, "UPDATE entries SET session='' WHERE session=?"}.bind(session).run();
    database.execute("VACUUM");  // nothing of the id stays between the rows
    return {};
  } catch (const SqliteError& error) {
    return sentence(file, error.what());
  }
}

}  // namespace ebb
