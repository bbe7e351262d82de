#include "archive/session_file/sqlite.hpp"

#include <cmath>
#include <cstring>
#include <system_error>
#include <utility>

#include <sqlite3.h>

#include "archive/lock/locked_vfs.hpp"

namespace ebb {
namespace {

/// How long a statement waits for another program that writes, in milliseconds.
constexpr int kPatience = 2'000;
constexpr std::size_t kMostBytes = 1U << 30U;
/// Of one value or row; the largest that is ever written is a block of raw bytes.
constexpr int kMostInARow = 32 << 20;

[[noreturn]] void fail(sqlite3* handle, int code) {
  const char* words = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  throw SqliteError(words, code & 0xff);  // the low byte is the primary code
}

/// Where the file lies, with no link among the folders: SQLite refuses a link anywhere in a path
/// that it may not follow, and only the file itself must not be one.
std::filesystem::path place_of(const std::filesystem::path& file) {
  std::error_code failed;
  const auto whole = std::filesystem::absolute(file, failed);
  if (failed) {
    return file;
  }
  const auto folder = std::filesystem::canonical(whole.parent_path(), failed);
  return failed ? whole : folder / whole.filename();
}

/// The path as SQLite's URI, so that no character of a name means anything to it.
std::string uri(const std::filesystem::path& file, std::string_view options) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "file:";
  for (const char c : place_of(file).string()) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
  }
  return out.append(options);
}

/// What every connection is told: nothing in a file may call functions or write beside it, and
/// whatever is deleted is overwritten.
void be_careful(sqlite3* handle) {
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kPatience);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMostInARow);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_exec(handle,
               "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON",
               nullptr, nullptr, nullptr);
}

}  // namespace

bool SqliteError::disk_full() const { return code_ == SQLITE_FULL; }

bool SqliteError::no_access() const {
  return code_ == SQLITE_CANTOPEN || code_ == SQLITE_READONLY || code_ == SQLITE_PERM ||
         code_ == SQLITE_IOERR;
}

bool SqliteError::damaged() const {
  return code_ == SQLITE_CORRUPT || code_ == SQLITE_NOTADB || code_ == SQLITE_ERROR;
}

bool SqliteError::locked() const { return code_ == SQLITE_AUTH; }

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(const std::filesystem::path& file, Access access) {
  sqlite3* opened = nullptr;
  const std::string name = uri(file, access == Access::untouched ? "?immutable=1" : "");
  const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW |
                    (access == Access::untouched ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  const int code = sqlite3_open_v2(name.c_str(), &opened, flags, locked_vfs());
  handle_.reset(opened);
  if (code != SQLITE_OK) {
    fail(opened, code);
  }
  be_careful(opened);
  if (access != Access::change) {
    execute("PRAGMA query_only=ON");
  } else if (locked_size(opened) == std::int64_t{0}) {
    // Its very first page is written without a log, and is nobody's loss.
    execute("PRAGMA journal_mode=MEMORY; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
  }
}

Database Database::in_memory() {
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  Database made;
  made.handle_.reset(opened);
  if (code != SQLITE_OK) {
    fail(nullptr, code);
  }
  be_careful(opened);
  return made;
}

Database::Database(std::span<const std::uint8_t> bytes) : Database(in_memory()) {
  sqlite3* opened = handle();
  if (bytes.empty() || bytes.size() > kMostBytes) {
    fail(nullptr, SQLITE_NOTADB);
  }
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  if (copy == nullptr) {
    fail(nullptr, SQLITE_NOMEM);
  }
  std::memcpy(copy, bytes.data(), bytes.size());
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const int code =
      sqlite3_deserialize(opened, "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (code != SQLITE_OK) {
    fail(opened, code);
  }
  be_careful(opened);
}

Database::Database(const Database& other) : Database(in_memory()) {
  sqlite3* opened = handle();
  sqlite3_backup* copying = sqlite3_backup_init(opened, "main", other.handle(), "main");
  if (copying != nullptr) {
    sqlite3_backup_step(copying, -1);
    sqlite3_backup_finish(copying);
  }
  if (sqlite3_errcode(opened) != SQLITE_OK) {
    fail(opened, sqlite3_errcode(opened));
  }
  be_careful(opened);
}

void Database::execute(const std::string& sql) const {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(handle(), code);
  }
}

std::vector<std::uint8_t> Database::bytes() const {
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> all{
      sqlite3_serialize(handle(), "main", &size, 0), sqlite3_free};
  if (!all) {
    fail(handle(), size > 0 ? SQLITE_NOMEM : sqlite3_errcode(handle()));
  }
  return {all.get(), all.get() + size};
}

bool Database::is_locked() const { return locked_size(handle()).has_value(); }

void Database::keep_as_one_file() const {
  execute(is_locked() ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA journal_mode=DELETE");
}

void Database::leave_log() const {
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::keep_alone() const {
  execute("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
}

std::int64_t Database::integer(const std::string& sql) {
  Statement statement{*this, sql};
  return statement.step() ? statement.integer(0) : 0;
}

void Statement::Finalise::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

void Statement::check(int code) const {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
    fail(sqlite3_db_handle(handle_.get()), code);
  }
}

Statement::Statement(Database& database, std::string_view sql) {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                      &made, nullptr);
  handle_.reset(made);
  if (code != SQLITE_OK) {
    fail(database.handle(), code);
  }
}

Statement& Statement::bind(std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), ++bound_, value));
  return *this;
}

Statement& Statement::bind(double value) {
  // What is no number is no value.
  check(std::isfinite(value) ? sqlite3_bind_double(handle_.get(), ++bound_, value)
                             : sqlite3_bind_null(handle_.get(), ++bound_));
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  // The text outlives run(), which is all that SQLite_STATIC asks for.
  check(sqlite3_bind_text64(handle_.get(), ++bound_, text.empty() ? "" : text.data(), text.size(),
                            nullptr, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(std::span<const std::uint8_t> blob) {
  check(sqlite3_bind_blob64(handle_.get(), ++bound_, blob.data(), blob.size(), nullptr));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  check(code);
  return code == SQLITE_ROW;
}

void Statement::run() {
  const int code = sqlite3_step(handle_.get());
  sqlite3_reset(handle_.get());
  bound_ = 0;
  check(code);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double Statement::real(int column) const {
  const double value = sqlite3_column_double(handle_.get(), column);
  return std::isfinite(value) ? value : 0.0;
}

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_.get(), column);
  const int size = sqlite3_column_bytes(handle_.get(), column);
  return text == nullptr ? std::string{} : std::string{text, text + size};
}

std::span<const std::uint8_t> Statement::blob(int column) const {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_.get(), column));
  const int size = sqlite3_column_bytes(handle_.get(), column);
  return bytes == nullptr ? std::span<const std::uint8_t>{}
                          : std::span{bytes, static_cast<std::size_t>(size)};
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (open_) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace ebb
