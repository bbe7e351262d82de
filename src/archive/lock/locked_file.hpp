#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "archive/lock/locked_layout.hpp"
#include "archive/lock/secret.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): SQLite's own name, so that its header stays out.
struct sqlite3_file;

namespace ebb {

/// A locked file as SQLite believes it to be: read, written, cut off and measured in plain, while
/// in the system's file below every unit is sealed and proven. What comes back is SQLite's code:
/// SQLITE_IOERR_SHORT_READ where the file ends, SQLITE_CORRUPT where a unit is not genuine.
class LockedFile {
 public:
  enum class Part { database, log };
  LockedFile(Part part, std::shared_ptr<const Secret> key, sqlite3_file* system)
      : part_(part), key_(std::move(key)), system_(system) {}
  ~LockedFile() { wipe(plain_); }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  [[nodiscard]] const std::shared_ptr<const Secret>& key() const { return key_; }
  int read(std::span<std::uint8_t> out, std::int64_t at);
  int write(std::span<const std::uint8_t> bytes, std::int64_t at);
  int truncate(std::int64_t size);
  int size(std::int64_t& size) const;

 private:
  [[nodiscard]] bool is_log() const { return part_ == Part::log; }
  [[nodiscard]] LockedUnit unit_at(std::int64_t at) const;
  int read_unit(const LockedUnit& unit);
  int write_unit(const LockedUnit& unit, std::span<const std::uint8_t> plain);
  int write_units(std::span<const std::uint8_t> bytes, std::int64_t at);
  int fill_up_to(std::int64_t to);

  Part part_;
  std::shared_ptr<const Secret> key_;
  sqlite3_file* system_;  ///< open for as long as this lives
  std::array<std::uint8_t, kLockedBlock + kSealing> record_{};
  std::array<std::uint8_t, kLockedBlock> plain_{};
};

}  // namespace ebb
