#include "archive/session_file/schema.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ebb {
namespace {

constexpr std::size_t kMostTables = 100;

}  // namespace

const std::array<std::string_view, 1> kSessionSchema{R"(
CREATE TABLE about(
  key TEXT PRIMARY KEY,
  value
) WITHOUT ROWID;
CREATE TABLE sensors(
  number INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,
  name TEXT NOT NULL,
  protocol TEXT NOT NULL,
  named TEXT NOT NULL,
  address TEXT NOT NULL,
  simulated INTEGER NOT NULL,
  can_tell TEXT NOT NULL DEFAULT ''
);
CREATE TABLE raw(
  seq INTEGER PRIMARY KEY,
  chunks INTEGER NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  packed BLOB NOT NULL
);
CREATE TABLE beats(
  at_us INTEGER NOT NULL,
  interval_ms REAL NOT NULL,
  verdict TEXT NOT NULL,
  lag_ms REAL NOT NULL
);
CREATE TABLE breaths(
  start_us INTEGER NOT NULL,
  period_s REAL NOT NULL,
  in_s REAL NOT NULL,
  depth REAL,
  quality REAL NOT NULL,
  origin TEXT NOT NULL
);
CREATE TABLE quality(
  at_us INTEGER NOT NULL,
  sensor INTEGER NOT NULL,
  kind TEXT NOT NULL,
  quality REAL NOT NULL,
  fault TEXT NOT NULL
);
CREATE TABLE rates(
  at_us INTEGER NOT NULL,
  of TEXT NOT NULL,
  per_minute REAL NOT NULL,
  quality REAL NOT NULL
);
CREATE TABLE practice(
  seq INTEGER PRIMARY KEY,
  at_us INTEGER NOT NULL,
  practice TEXT NOT NULL,
  what TEXT NOT NULL,
  step TEXT NOT NULL,
  per_minute REAL
);
CREATE TABLE links(
  seq INTEGER PRIMARY KEY,
  at_us INTEGER NOT NULL,
  sensor INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL
);
CREATE TABLE gaps(
  at_us INTEGER NOT NULL,
  seconds REAL NOT NULL
);
CREATE TABLE marks(
  id TEXT PRIMARY KEY,
  at_us INTEGER NOT NULL,
  label TEXT NOT NULL,
  hidden INTEGER NOT NULL DEFAULT 0,
  whose TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE words(
  id TEXT PRIMARY KEY,
  at_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  practice TEXT NOT NULL,
  step TEXT NOT NULL,
  text TEXT NOT NULL,
  whose TEXT NOT NULL,
  together INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
)"};

void migrate(Database& database, std::span<const std::string_view> chain) {
  Transaction all{database};
  const auto from = static_cast<std::size_t>(database.integer("PRAGMA user_version"));
  for (std::size_t version = from; version < chain.size(); ++version) {
    database.execute(std::string{chain[version]});
  }
  database.execute("PRAGMA application_id=" + std::to_string(kApplicationId));
  database.execute("PRAGMA user_version=" + std::to_string(chain.size()));
  all.commit();
}

namespace {

/// Tables, and whatever else lives in a file, each in the words that made it.
std::vector<std::string> schema_of(Database& database) {
  std::vector<std::string> all;
  Statement rows{database,
                 "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema"};
  while (rows.step() && all.size() < kMostTables) {
    all.push_back(rows.text(0));
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> schema_of_version(std::size_t version) {
  Database made = Database::in_memory();
  migrate(made, std::span{kSessionSchema}.first(version));
  return schema_of(made);
}

}  // namespace

int session_version(Database& database) {
  const std::int64_t application = database.integer("PRAGMA application_id");
  const std::int64_t version = database.integer("PRAGMA user_version");
  const bool empty = application == 0 && version == 0 &&
                     database.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (application != kApplicationId && !empty) {
    throw SessionTrouble("this is no session that Ebb kept; name a file that ends in .ebb.");
  }
  if (version < 0 || version > static_cast<std::int64_t>(kSessionSchema.size())) {
    throw SessionTrouble("it was kept by a newer Ebb (version " + std::to_string(version) +
                         " of the form; this one reads up to " +
                         std::to_string(kSessionSchema.size()) + "). Open it with that one.");
  }
  if (version > 0 && schema_of(database) != schema_of_version(static_cast<std::size_t>(version))) {
    throw SessionTrouble("its tables are not those of a session that Ebb kept; it is not read.");
  }
  return static_cast<int>(version);
}

namespace {

Database newest(Database opened) {
  const int version = session_version(opened);
  if (version == 0) {
    throw SessionTrouble("nothing was kept in it.");
  }
  if (version == static_cast<int>(kSessionSchema.size())) {
    return opened;
  }
  Database copy{opened};
  migrate(copy, kSessionSchema);
  return copy;
}

}  // namespace

Database open_session(const std::filesystem::path& file) {
  try {
    return newest(Database{file, Database::Access::look});
  } catch (const SqliteError& error) {
    if (!error.no_access() || !std::filesystem::is_regular_file(file)) {
      throw;
    }
    // Where nothing may be written beside it, it is read as it lies.
    return newest(Database{file, Database::Access::untouched});
  }
}

Database open_session(std::span<const std::uint8_t> bytes) { return newest(Database{bytes}); }

Database open_session_to_change(const std::filesystem::path& file) {
  Database opened{file, Database::Access::change};
  if (session_version(opened) < static_cast<int>(kSessionSchema.size())) {
    migrate(opened, kSessionSchema);
  }
  return opened;
}

}  // namespace ebb
