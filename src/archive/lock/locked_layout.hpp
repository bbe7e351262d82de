#pragma once

#include <cstddef>
#include <cstdint>

#include "archive/lock/locked_head.hpp"
#include "archive/lock/sealed_unit.hpp"

namespace ebb {

/// Where a piece of what SQLite reads and writes lies in the locked file. Offsets in bytes.
struct LockedUnit {
  UnitKind kind = UnitKind::page;
  std::uint64_t number = 0;
  std::int64_t plain_at = 0;  ///< as SQLite counts
  std::size_t size = 0;       ///< in plain; kSealing more in the file
  std::int64_t at = 0;        ///< in the file
  [[nodiscard]] std::size_t sealed_size() const { return size + kSealing; }
};

/// The database: the head, then each page as a unit.
struct DatabaseLayout {
  static LockedUnit unit_at(std::int64_t plain);
  static std::int64_t plain_size(std::int64_t file);
  static std::int64_t file_size(std::int64_t plain);
};

/// The write-ahead log: its header in plain (two random numbers, the page size, how often the log
/// began anew), then of each frame the header as a unit and the page as another. A frame's header
/// is sealed too: it has a check sum over what is in the page.
struct LogLayout {
  static constexpr std::int64_t kHeader = 32;
  /// `plain` lies beyond the header.
  static LockedUnit unit_at(std::int64_t plain);
  static std::int64_t plain_size(std::int64_t file);
  static std::int64_t file_size(std::int64_t plain);
};

}  // namespace ebb
