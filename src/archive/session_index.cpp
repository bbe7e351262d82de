#include "archive/session_index.hpp"

#include <utility>

#include "archive/lock/folder_lock.hpp"

namespace ebb {
namespace {

constexpr std::int64_t kIndexVersion = 1;
constexpr char kBetweenNames = '\n';

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    out += out.empty() ? "" : std::string(1, kBetweenNames);
    out += name;
  }
  return out;
}

std::vector<std::string> parted(std::string_view names) {
  std::vector<std::string> out;
  while (!names.empty()) {
    const std::size_t end = names.find(kBetweenNames);
    out.emplace_back(names.substr(0, end));
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
  }
  return out;
}

Database opened(const std::filesystem::path& file) {
  const auto key = make_kept_file(file);  // unless it is there
  Database database{file, Database::Access::change};
  database.keep_as_one_file();
  database.execute("PRAGMA synchronous=NORMAL");
  const bool known = database.integer("PRAGMA application_id") == kIndexId &&
                     database.integer("PRAGMA user_version") == kIndexVersion;
  if (!known) {
    Transaction all{database};
    database.execute(
        "DROP TABLE IF EXISTS sessions;"
        "CREATE TABLE sessions(name TEXT PRIMARY KEY, size INTEGER, changed_ns INTEGER, id TEXT,"
        " label TEXT, started_ms INTEGER, utc_offset_min INTEGER, length_us INTEGER,"
        " practice TEXT, sensors TEXT, simulated INTEGER) WITHOUT ROWID;"
        "PRAGMA application_id=" +
        std::to_string(kIndexId) + ";PRAGMA user_version=" + std::to_string(kIndexVersion));
    all.commit();
  }
  return database;
}

}  // namespace

SessionIndex::SessionIndex(const std::filesystem::path& file) : database_(opened(file)) {
  Statement all{database_, "SELECT * FROM sessions"};
  while (all.step()) {
    Row row;
    row.stamp = {all.integer(1), all.integer(2)};
    row.head = {.id = all.text(3),
                .label = all.text(4),
                .started_ms = all.integer(5),
                .utc_offset_min = static_cast<int>(all.integer(6)),
                .length = Microseconds{all.integer(7)},
                .practice = all.text(8),
                .sensors = parted(all.text(9)),
                .simulated = all.integer(10) != 0};
    rows_.emplace(all.text(0), std::move(row));
  }
}

const SessionHead* SessionIndex::find(const std::string& name, const FileStamp& stamp) {
  const auto found = rows_.find(name);
  if (found == rows_.end() || found->second.stamp != stamp) {
    return nullptr;
  }
  found->second.seen = true;
  return &found->second.head;
}

void SessionIndex::put(const std::string& name, const FileStamp& stamp, const SessionHead& head) {
  rows_[name] = {stamp, head, true, true};
}

void SessionIndex::save() {
  bool anything = false;
  for (const auto& [name, row] : rows_) {
    anything = anything || row.fresh || !row.seen;
  }
  if (!anything) {
    return;
  }
  Transaction all{database_};
  Statement forget{database_, "DELETE FROM sessions WHERE name=?"};
  Statement keep{database_, "INSERT OR REPLACE INTO sessions VALUES(?,?,?,?,?,?,?,?,?,?,?)"};
  for (auto& [name, row] : rows_) {
    if (!row.seen) {
      forget.bind(name).run();
    } else if (row.fresh) {
      const std::string sensors = joined(row.head.sensors);
      keep.bind(name).bind(row.stamp.size).bind(row.stamp.changed_ns).bind(row.head.id);
      keep.bind(row.head.label).bind(row.head.started_ms);
      keep.bind(std::int64_t{row.head.utc_offset_min});
      keep.bind(to_microseconds(row.head.length).count()).bind(row.head.practice).bind(sensors);
      keep.bind(std::int64_t{row.head.simulated}).run();
    }
  }
  all.commit();
}

}  // namespace ebb
