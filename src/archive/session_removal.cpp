#include "archive/session_removal.hpp"

#include <array>
#include <system_error>
#include <vector>

#include "archive/handed_out.hpp"
#include "archive/journal.hpp"
#include "archive/library.hpp"
#include "archive/private_file.hpp"
#include "archive/session_file/session_file.hpp"
#include "archive/session_file/sqlite.hpp"
#include "archive/session_index.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 3> kBeside{"-wal", "-shm", "-journal"};
constexpr int kSqliteBusy = 5;

fs::path beside(const fs::path& file, const char* ending) { return file.string() + ending; }

std::string still_kept(const fs::path& file) {
  return file.filename().string() + ": this session is still being kept; end it first.";
}

std::string said(const fs::path& file, const std::error_code& failed) {
  return file.string() + ": " + failed.message() + ".";
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code failed;
  const fs::path parent = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  return fs::equivalent(parent, folder, failed) && !failed;
}

bool is_kept_in(const fs::path& sessions, const fs::path& file) {
  return lies_in(file, sessions) || lies_in(file, put_away_folder(sessions));
}

/// The id is what the file says of itself: anything else in the folder goes by it only when Ebb
/// gave it, and named the file by it.
bool named_by_id(const fs::path& file, const std::string& id) {
  const std::string name = file.filename().string();
  const std::string ending = "-" + id + ".ebb";
  const bool ends_so = name.size() > ending.size() &&
                       name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
  return is_session_id(id) && (ends_so || name == id + ".ebb");
}

/// Every file below the folder whose name bears the id.
std::vector<fs::path> files_of(const fs::path& folder, const std::string& id) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::recursive_directory_iterator it{folder, failed}, end; !failed && it != end;
       it.increment(failed)) {
    if (it->is_regular_file(failed) &&
        it->path().filename().string().find(id) != std::string::npos) {
      found.push_back(it->path());
    }
  }
  return found;
}

/// Whether no other file on the shelf, or put away, is named by that id.
bool alone_has(const fs::path& sessions, const fs::path& file, const std::string& id) {
  for (const fs::path& folder : {sessions, put_away_folder(sessions)}) {
    std::error_code failed;
    for (fs::directory_iterator it{folder, failed}, end; !failed && it != end;
         it.increment(failed)) {
      std::error_code unknown;
      if (named_by_id(it->path(), id) && !fs::equivalent(it->path(), file, unknown)) {
        return false;
      }
    }
  }
  return is_session_id(id);
}

/// Other programs may have an index.db of their own.
bool is_index(const fs::path& file) {
  try {
    return Database{file, Database::Access::untouched}.integer("PRAGMA application_id") == kIndexId;
  } catch (const SqliteError&) {
    return false;
  }
}

/// An index that cannot be changed is deleted whole: it is made anew.
void forget(const fs::path& index, const std::string& name, const std::string& id) {
  if (!is_index(index)) {
    return;
  }
  try {
    Database rows{index, Database::Access::change};
    // Nothing is put in a temporary file elsewhere; everything is copied but what was deleted.
    rows.execute("PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON");
    Statement{rows, "DELETE FROM sessions WHERE name=? OR id=?"}.bind(name).bind(id).run();
    rows.execute("VACUUM");
  } catch (const SqliteError&) {
    std::error_code ignored;
    fs::remove(index, ignored);
  }
}

}  // namespace

bool settle_session(const fs::path& file) {
  try {
    const Database session{file, Database::Access::change};
    if (session.is_locked()) {
      session.keep_alone();
    }
    session.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    session.keep_as_one_file();
    return true;
  } catch (const SqliteError& error) {
    return error.code() != kSqliteBusy;  // a damaged one is nobody's
  }
}

fs::path put_away_folder(const fs::path& sessions) { return sessions / "put-away"; }

fs::path journal_folder(const fs::path& sessions) {
  std::error_code failed;
  const fs::path whole = fs::absolute(sessions, failed).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).parent_path();
}

bool in_journal(const fs::path& sessions, const fs::path& file, const std::string& id) {
  return is_session_id(id) && is_kept_in(sessions, file);
}

std::optional<std::string> move_session(const fs::path& file, const fs::path& folder) {
  if (!settle_session(file)) {
    return still_kept(file);
  }
  const fs::path to = folder / file.filename();
  std::error_code failed;
  if (make_private_folder(folder) != 0) {
    return folder.string() + ": the folder cannot be made.";
  }
  if (fs::exists(to, failed)) {
    return to.string() + ": there is one of this name already.";
  }
  for (const char* ending : kBeside) {
    const fs::path other = beside(file, ending);
    if (fs::exists(other, failed)) {
      fs::rename(other, beside(to, ending), failed);
      if (failed) {
        return said(other, failed);
      }
    }
  }
  fs::rename(file, to, failed);
  return failed ? std::optional{said(file, failed)} : std::nullopt;
}

std::optional<std::string> delete_session(const fs::path& sessions, const fs::path& file,
                                          const std::string& id) {
  if (!settle_session(file)) {
    return still_kept(file);
  }
  const bool kept_here = is_kept_in(sessions, file);
  const bool own_words = in_journal(sessions, file, id);
  std::vector<fs::path> going;
  if (kept_here && alone_has(sessions, file, id)) {
    going = handed_out_of(journal_folder(sessions), file, id);
  }
  if (kept_here && named_by_id(file, id)) {
    const std::vector<fs::path> named = files_of(sessions, id);
    going.insert(going.end(), named.begin(), named.end());
  }
  for (const char* ending : kBeside) {
    going.push_back(beside(file, ending));
  }
  going.push_back(file);
  for (const fs::path& one : going) {
    // The first thing to be overwritten is a locked file's own key.
    if (const int error = erase_file(one); error != 0) {
      return said(one, std::error_code{error, std::generic_category()});
    }
  }
  forget(file.parent_path() / kIndexName, file.filename().string(), id);
  if (kept_here) {
    for (const fs::path& folder : {sessions, put_away_folder(sessions)}) {
      forget(folder / kIndexName, file.filename().string(), id);
    }
  }
  const std::string trouble = own_words ? unlink_session(journal_folder(sessions), id) : "";
  return trouble.empty() ? std::nullopt : std::optional{trouble};
}

}  // namespace ebb
