#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>

#include "archive/kept_session.hpp"
#include "archive/session_file/sqlite.hpp"

namespace ebb {

inline constexpr std::int64_t kIndexId = 0x45626249;  ///< "EbbI", SQLite's application_id

/// By what it is seen that a file has not changed.
struct FileStamp {
  std::int64_t size = 0;
  std::int64_t changed_ns = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// The heads of a folder's sessions by file name, as they were when they were last looked at. Any
/// trouble with the index itself is thrown as SqliteError: it can be done without.
class SessionIndex {
 public:
  explicit SessionIndex(const std::filesystem::path& file);

  /// The head, if the file has that stamp still.
  [[nodiscard]] const SessionHead* find(const std::string& name, const FileStamp& stamp);
  void put(const std::string& name, const FileStamp& stamp, const SessionHead& head);
  /// Writes what was put, and forgets every file that was neither found nor put.
  void save();

 private:
  struct Row {
    FileStamp stamp;
    SessionHead head;
    bool seen = false;
    bool fresh = false;
  };

  Database database_;
  std::unordered_map<std::string, Row> rows_;
};

}  // namespace ebb
