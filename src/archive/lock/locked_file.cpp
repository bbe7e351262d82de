#include "archive/lock/locked_file.hpp"

#include <algorithm>
#include <cstddef>

#include <sqlite3.h>

namespace ebb {
namespace {

int system_read(sqlite3_file* file, std::span<std::uint8_t> out, std::int64_t at) {
  return file->pMethods->xRead(file, out.data(), static_cast<int>(out.size()), at);
}

int system_write(sqlite3_file* file, std::span<const std::uint8_t> bytes, std::int64_t at) {
  return file->pMethods->xWrite(file, bytes.data(), static_cast<int>(bytes.size()), at);
}

}  // namespace

LockedUnit LockedFile::unit_at(std::int64_t at) const {
  return is_log() ? LogLayout::unit_at(at) : DatabaseLayout::unit_at(at);
}

/// Into plain_.
int LockedFile::read_unit(const LockedUnit& unit) {
  const auto record = std::span{record_}.first(unit.sealed_size());
  const auto plain = std::span{plain_}.first(unit.size);
  const int code = system_read(system_, record, unit.at);
  if (code != SQLITE_OK) {
    std::fill(plain.begin(), plain.end(), std::uint8_t{0});
    return code;
  }
  return open_unit(*key_, unit.kind, unit.number, record, plain) ? SQLITE_OK : SQLITE_CORRUPT;
}

int LockedFile::write_unit(const LockedUnit& unit, std::span<const std::uint8_t> plain) {
  const auto record = std::span{record_}.first(unit.sealed_size());
  seal_unit(*key_, unit.kind, unit.number, plain, record);
  return system_write(system_, record, unit.at);
}

int LockedFile::read(std::span<std::uint8_t> out, std::int64_t at) {
  if (is_log() && at < LogLayout::kHeader) {
    return system_read(system_, out, at);
  }
  // A whole frame at once is read where SQLite looks how far a log goes: what is not genuine there
  // is where it ends, as with a check sum that is wrong. A page alone is read to be used.
  const bool looks_for_the_end =
      is_log() && out.size() > 24 && unit_at(at).kind == UnitKind::log_frame_head;
  bool short_read = false;
  while (!out.empty()) {
    const LockedUnit unit = unit_at(at);
    const int code = read_unit(unit);
    short_read = short_read || code == SQLITE_IOERR_SHORT_READ;
    const bool ends_here = code == SQLITE_CORRUPT && looks_for_the_end;
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ && !ends_here) {
      return code;
    }
    const auto skipped = static_cast<std::size_t>(at - unit.plain_at);
    const std::size_t count = std::min(unit.size - skipped, out.size());
    std::copy_n(plain_.begin() + static_cast<std::ptrdiff_t>(skipped), count, out.begin());
    out = out.subspan(count);
    at += static_cast<std::int64_t>(count);
  }
  return short_read ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

int LockedFile::write(std::span<const std::uint8_t> bytes, std::int64_t at) {
  if (is_log() && at < LogLayout::kHeader) {
    const bool header = at + static_cast<std::int64_t>(bytes.size()) <= LogLayout::kHeader;
    return header ? system_write(system_, bytes, at) : SQLITE_IOERR_WRITE;
  }
  if (!is_log()) {
    constexpr auto kPage = static_cast<std::int64_t>(kLockedBlock);
    if (const int code = fill_up_to(at / kPage * kPage); code != SQLITE_OK) {
      return code;
    }
  }
  return write_units(bytes, at);
}

int LockedFile::write_units(std::span<const std::uint8_t> bytes, std::int64_t at) {
  while (!bytes.empty()) {
    const LockedUnit unit = unit_at(at);
    const auto skipped = static_cast<std::size_t>(at - unit.plain_at);
    const std::size_t count = std::min(unit.size - skipped, bytes.size());
    auto plain = bytes.first(count);
    if (count < unit.size) {
      const int code = read_unit(unit);
      if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
        return code;
      }
      std::copy(plain.begin(), plain.end(), plain_.begin() + static_cast<std::ptrdiff_t>(skipped));
      plain = std::span{plain_}.first(unit.size);
    }
    if (const int code = write_unit(unit, plain); code != SQLITE_OK) {
      return code;
    }
    bytes = bytes.subspan(count);
    at += static_cast<std::int64_t>(count);
  }
  return SQLITE_OK;
}

/// SQLite may leave pages out that nobody needs; a hole would not be genuine, so they are zeros.
int LockedFile::fill_up_to(std::int64_t to) {
  constexpr std::array<std::uint8_t, kLockedBlock> kNothing{};
  std::int64_t end = 0;
  if (const int code = size(end); code != SQLITE_OK) {
    return code;
  }
  for (; end < to; end += static_cast<std::int64_t>(kLockedBlock)) {
    if (const int code = write_unit(unit_at(end), kNothing); code != SQLITE_OK) {
      return code;
    }
  }
  return SQLITE_OK;
}

int LockedFile::truncate(std::int64_t size) {
  if (!is_log()) {
    if (const int code = fill_up_to(size); code != SQLITE_OK) {
      return code;
    }
  }
  const std::int64_t left = is_log() ? LogLayout::file_size(size) : DatabaseLayout::file_size(size);
  return system_->pMethods->xTruncate(system_, left);
}

int LockedFile::size(std::int64_t& size) const {
  sqlite3_int64 there = 0;
  const int code = system_->pMethods->xFileSize(system_, &there);
  size = is_log() ? LogLayout::plain_size(there) : DatabaseLayout::plain_size(there);
  return code;
}

}  // namespace ebb
