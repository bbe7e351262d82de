#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): SQLite's own names, so that its header stays out.
struct sqlite3;
// NOLINTNEXTLINE(readability-identifier-naming)
struct sqlite3_stmt;

namespace ebb {

/// SQLite said no: its words, and whether the file itself is at fault rather than its surroundings.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(const std::string& words, int code) : std::runtime_error(words), code_(code) {}
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] bool disk_full() const;
  /// It cannot be opened or written where it lies.
  [[nodiscard]] bool no_access() const;
  /// What is written in it makes no sense.
  [[nodiscard]] bool damaged() const;
  /// The file is locked, and nothing is there that opens it.
  [[nodiscard]] bool locked() const;

 private:
  int code_;  ///< SQLite's primary result code
};

/// An open database file, locked or not (lock/). Every failure is thrown as SqliteError.
class Database {
 public:
  enum class Access {
    look,       ///< writes nothing of its own accord; a writer's unfinished business is tidied up
    untouched,  ///< as it lies, though the folder may not be written: what waits in a -wal is
                ///< unseen
    change,
  };
  Database(const std::filesystem::path& file, Access access);
  /// A new one, in memory.
  static Database in_memory();
  /// A copy in memory of what a file held.
  explicit Database(std::span<const std::uint8_t> bytes);
  /// A copy in memory of all that another holds.
  explicit Database(const Database& other);
  Database& operator=(const Database&) = delete;
  Database(Database&&) noexcept = default;
  Database& operator=(Database&&) noexcept = default;
  ~Database() = default;

  /// One or more statements that give no rows.
  void execute(const std::string& sql) const;
  /// The first column of the first row, as for a pragma; 0 where there is none.
  [[nodiscard]] std::int64_t integer(const std::string& sql);
  /// All of it, as it would stand in a file in plain.
  [[nodiscard]] std::vector<std::uint8_t> bytes() const;
  [[nodiscard]] bool is_locked() const;
  /// Whenever nobody writes it is one file, with nothing beside it: what waits in a -wal is taken
  /// over and no log begun again. A locked one keeps to its log, which goes when it is closed.
  void keep_as_one_file() const;
  /// When it is closed its log stays beside it, neither taken over nor removed: for whoever
  /// overwrites both.
  void leave_log() const;
  /// Nobody else has it open, or SqliteError. To be called first.
  void keep_alone() const;
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Database() = default;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement. bind() fills its parameters from left to right; columns count from 0.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);

  Statement& bind(std::int64_t value);
  Statement& bind(double value);
  Statement& bind(std::string_view text);
  Statement& bind(std::span<const std::uint8_t> blob);
  /// To the next row; false when there is none.
  bool step();
  /// To its end, ready to be bound again.
  void run();

  // Whatever the column holds: a wrong type gives zero or nothing.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  /// Valid until the next step.
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const;

 private:
  struct Finalise {
    void operator()(sqlite3_stmt* handle) const;
  };
  void check(int code) const;

  std::unique_ptr<sqlite3_stmt, Finalise> handle_;
  int bound_ = 0;
};

/// Everything until commit() goes in as one, or not at all.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace ebb
