#include "archive/lock/locked_vfs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include <sqlite3.h>

#include "archive/lock/key_ring.hpp"
#include "archive/lock/locked_layout.hpp"

namespace ebb {
namespace {

constexpr const char* kName = "ebb";
constexpr int kBrief = 64;  ///< bytes that tell a locked file from another, and more

/// What is known of one open file; none of it is there for a file that is not locked.
struct Lock {
  enum class Part { database, log };
  Part part = Part::database;
  std::shared_ptr<const Secret> key;
  std::array<std::uint8_t, kLockedBlock + kSealing> record{};
  std::array<std::uint8_t, kLockedBlock> plain{};

  [[nodiscard]] bool is_log() const { return part == Part::log; }
  [[nodiscard]] LockedUnit unit_at(std::int64_t at) const {
    return is_log() ? LogLayout::unit_at(at) : DatabaseLayout::unit_at(at);
  }
  [[nodiscard]] std::int64_t plain_size(std::int64_t file) const {
    return is_log() ? LogLayout::plain_size(file) : DatabaseLayout::plain_size(file);
  }
  [[nodiscard]] std::int64_t file_size(std::int64_t size) const {
    return is_log() ? LogLayout::file_size(size) : DatabaseLayout::file_size(size);
  }
};

/// SQLite gives the room for it; the file of the system's own kind lies right behind.
struct ShimFile {
  sqlite3_file base;
  Lock* lock;
};
constexpr std::size_t kBehind = (sizeof(ShimFile) + 15) / 16 * 16;

sqlite3_vfs* system_vfs() {
  static sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
  return real;
}

Lock* lock_of(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file)->lock; }

sqlite3_file* system_file(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kBehind);
}

int system_read(sqlite3_file* file, std::span<std::uint8_t> out, std::int64_t at) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xRead(real, out.data(), static_cast<int>(out.size()), at);
}

int system_write(sqlite3_file* file, std::span<const std::uint8_t> bytes, std::int64_t at) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xWrite(real, bytes.data(), static_cast<int>(bytes.size()), at);
}

/// Into lock.plain. SQLITE_IOERR_SHORT_READ when the unit is not, or not wholly, in the file;
/// SQLITE_CORRUPT when it is not genuine.
int read_unit(sqlite3_file* file, Lock& lock, const LockedUnit& unit) {
  const auto record = std::span{lock.record}.first(unit.sealed_size());
  const auto plain = std::span{lock.plain}.first(unit.size);
  const int code = system_read(file, record, unit.at);
  if (code != SQLITE_OK) {
    std::fill(plain.begin(), plain.end(), std::uint8_t{0});
    return code;
  }
  return open_unit(*lock.key, unit.kind, unit.number, record, plain) ? SQLITE_OK : SQLITE_CORRUPT;
}

int write_unit(sqlite3_file* file, Lock& lock, const LockedUnit& unit,
               std::span<const std::uint8_t> plain) {
  const auto record = std::span{lock.record}.first(unit.sealed_size());
  seal_unit(*lock.key, unit.kind, unit.number, plain, record);
  return system_write(file, record, unit.at);
}

int read_locked(sqlite3_file* file, Lock& lock, std::span<std::uint8_t> out, std::int64_t at) {
  // A whole frame at once is read where SQLite looks how far a log goes: what is not genuine there
  // is where it ends, as with a check sum that is wrong. A page alone is read to be used.
  const bool looks_for_the_end =
      lock.is_log() && out.size() > 24 && lock.unit_at(at).kind == UnitKind::log_frame_head;
  bool short_read = false;
  while (!out.empty()) {
    const LockedUnit unit = lock.unit_at(at);
    const int code = read_unit(file, lock, unit);
    short_read = short_read || code == SQLITE_IOERR_SHORT_READ;
    const bool ends_here = code == SQLITE_CORRUPT && looks_for_the_end;
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ && !ends_here) {
      return code;
    }
    const auto skipped = static_cast<std::size_t>(at - unit.plain_at);
    const std::size_t count = std::min(unit.size - skipped, out.size());
    std::copy_n(lock.plain.begin() + static_cast<std::ptrdiff_t>(skipped), count, out.begin());
    out = out.subspan(count);
    at += static_cast<std::int64_t>(count);
  }
  return short_read ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

int write_locked(sqlite3_file* file, Lock& lock, std::span<const std::uint8_t> bytes,
                 std::int64_t at) {
  while (!bytes.empty()) {
    const LockedUnit unit = lock.unit_at(at);
    const auto skipped = static_cast<std::size_t>(at - unit.plain_at);
    const std::size_t count = std::min(unit.size - skipped, bytes.size());
    auto plain = bytes.first(count);
    if (count < unit.size) {
      const int code = read_unit(file, lock, unit);
      if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
        return code;
      }
      std::copy(plain.begin(), plain.end(),
                lock.plain.begin() + static_cast<std::ptrdiff_t>(skipped));
      plain = std::span{lock.plain}.first(unit.size);
    }
    if (const int code = write_unit(file, lock, unit, plain); code != SQLITE_OK) {
      return code;
    }
    bytes = bytes.subspan(count);
    at += static_cast<std::int64_t>(count);
  }
  return SQLITE_OK;
}

int plain_size(sqlite3_file* file, const Lock& lock, std::int64_t& size) {
  sqlite3_file* real = system_file(file);
  sqlite3_int64 there = 0;
  const int code = real->pMethods->xFileSize(real, &there);
  size = lock.plain_size(there);
  return code;
}

/// SQLite may leave pages out that nobody needs; a hole would not be genuine, so they are zeros.
int fill_up_to(sqlite3_file* file, Lock& lock, std::int64_t to) {
  constexpr std::array<std::uint8_t, kLockedBlock> kNothing{};
  std::int64_t end = 0;
  if (const int code = plain_size(file, lock, end); code != SQLITE_OK) {
    return code;
  }
  for (; end < to; end += static_cast<std::int64_t>(kLockedBlock)) {
    if (const int code = write_unit(file, lock, lock.unit_at(end), kNothing); code != SQLITE_OK) {
      return code;
    }
  }
  return SQLITE_OK;
}

int shim_close(sqlite3_file* file) {
  std::unique_ptr<Lock> lock{lock_of(file)};
  if (lock) {
    wipe(lock->plain);
  }
  sqlite3_file* real = system_file(file);
  return real->pMethods->xClose(real);
}

int shim_read(sqlite3_file* file, void* out, int amount, sqlite3_int64 at) {
  const std::span bytes{static_cast<std::uint8_t*>(out), static_cast<std::size_t>(amount)};
  Lock* lock = lock_of(file);
  if (lock == nullptr || (lock->is_log() && at < LogLayout::kHeader)) {
    return system_read(file, bytes, at);
  }
  return read_locked(file, *lock, bytes, at);
}

int shim_write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 at) {
  const std::span bytes{static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(amount)};
  Lock* lock = lock_of(file);
  if (lock == nullptr) {
    return system_write(file, bytes, at);
  }
  if (lock->is_log()) {
    if (at < LogLayout::kHeader) {
      return at + amount <= LogLayout::kHeader ? system_write(file, bytes, at) : SQLITE_IOERR_WRITE;
    }
    return write_locked(file, *lock, bytes, at);
  }
  const auto page = static_cast<std::int64_t>(kLockedBlock);
  if (const int code = fill_up_to(file, *lock, at / page * page); code != SQLITE_OK) {
    return code;
  }
  return write_locked(file, *lock, bytes, at);
}

int shim_truncate(sqlite3_file* file, sqlite3_int64 size) {
  sqlite3_file* real = system_file(file);
  Lock* lock = lock_of(file);
  if (lock == nullptr) {
    return real->pMethods->xTruncate(real, size);
  }
  if (!lock->is_log()) {
    if (const int code = fill_up_to(file, *lock, size); code != SQLITE_OK) {
      return code;
    }
  }
  return real->pMethods->xTruncate(real, lock->file_size(size));
}

int shim_sync(sqlite3_file* file, int flags) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xSync(real, flags);
}

int shim_file_size(sqlite3_file* file, sqlite3_int64* size) {
  const Lock* lock = lock_of(file);
  sqlite3_file* real = system_file(file);
  const int code = real->pMethods->xFileSize(real, size);
  if (lock != nullptr) {
    *size = lock->plain_size(*size);
  }
  return code;
}

int shim_lock(sqlite3_file* file, int kind) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xLock(real, kind);
}

int shim_unlock(sqlite3_file* file, int kind) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xUnlock(real, kind);
}

int shim_check_reserved_lock(sqlite3_file* file, int* out) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xCheckReservedLock(real, out);
}

int shim_file_control(sqlite3_file* file, int what, void* with) {
  if (lock_of(file) != nullptr &&
      (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE)) {
    return SQLITE_OK;  // sizes in plain, and only a hint
  }
  sqlite3_file* real = system_file(file);
  return real->pMethods->xFileControl(real, what, with);
}

int shim_sector_size(sqlite3_file* file) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xSectorSize(real);
}

int shim_device_characteristics(sqlite3_file* file) {
  sqlite3_file* real = system_file(file);
  const int all = real->pMethods->xDeviceCharacteristics(real);
  // A unit is no block of the disk, so nothing is written as one.
  return lock_of(file) == nullptr
             ? all
             : all & (SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN |
                      SQLITE_IOCAP_IMMUTABLE);
}

int shim_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xShmMap(real, page, size, extend, out);
}

int shim_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xShmLock(real, offset, count, flags);
}

void shim_shm_barrier(sqlite3_file* file) {
  sqlite3_file* real = system_file(file);
  real->pMethods->xShmBarrier(real);
}

int shim_shm_unmap(sqlite3_file* file, int remove) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xShmUnmap(real, remove);
}

// Version 2: no memory map, past which nothing could be opened.
constexpr sqlite3_io_methods kMethods{2,
                                      shim_close,
                                      shim_read,
                                      shim_write,
                                      shim_truncate,
                                      shim_sync,
                                      shim_file_size,
                                      shim_lock,
                                      shim_unlock,
                                      shim_check_reserved_lock,
                                      shim_file_control,
                                      shim_sector_size,
                                      shim_device_characteristics,
                                      shim_shm_map,
                                      shim_shm_lock,
                                      shim_shm_barrier,
                                      shim_shm_unmap,
                                      nullptr,
                                      nullptr};

/// The file's key; a code of SQLite's when there is none to be had, SQLITE_OK and no key when the
/// file is not locked.
int find_key(sqlite3_file* file, std::shared_ptr<const Secret>& key) {
  HeadBytes head{};
  const int brief = system_read(file, std::span{head}.first(kBrief), 0);
  if (brief == SQLITE_IOERR_SHORT_READ || !begins_locked(head)) {
    return brief == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : brief;
  }
  if (const int code = system_read(file, head, 0); code != SQLITE_OK) {
    return code == SQLITE_IOERR_SHORT_READ ? SQLITE_CORRUPT : code;
  }
  const auto read = decode_locked_head(head);
  if (!read) {
    return SQLITE_CORRUPT;
  }
  auto found = find_file_key(*read);
  if (!found) {
    return SQLITE_AUTH;
  }
  key = std::make_shared<const Secret>(*std::move(found));
  return SQLITE_OK;
}

/// Of the database whose log or journal is of that name.
std::shared_ptr<const Secret> key_of_database(const char* name) {
  sqlite3_file* database = sqlite3_database_file_object(name);
  const bool locked = database->pMethods == &kMethods && lock_of(database) != nullptr;
  return locked ? lock_of(database)->key : nullptr;
}

int open_part(const char* name, sqlite3_file* file, int flags, int* flags_out) {
  std::shared_ptr<const Secret> key;
  const bool database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  if (!database) {
    key = key_of_database(name);
    if (key && (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0) {
      return SQLITE_CANTOPEN;  // it would hold pages as they were, in plain
    }
  }
  sqlite3_file* real = system_file(file);
  int code = system_vfs()->xOpen(system_vfs(), name, real, flags, flags_out);
  if (code != SQLITE_OK) {
    return code;
  }
  code = database ? find_key(file, key) : SQLITE_OK;
  if (code == SQLITE_OK && key) {
    if (auto* lock = new (std::nothrow) Lock) {
      lock->part = database ? Lock::Part::database : Lock::Part::log;
      lock->key = std::move(key);
      reinterpret_cast<ShimFile*>(file)->lock = lock;
    } else {
      code = SQLITE_NOMEM;
    }
  }
  if (code != SQLITE_OK) {
    real->pMethods->xClose(real);
  }
  return code;
}

int shim_open(sqlite3_vfs* /*self*/, const char* name, sqlite3_file* file, int flags,
              int* flags_out) {
  auto* shim = new (file) ShimFile{};
  constexpr int kKept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  if (name == nullptr || (flags & kKept) == 0) {
    return SQLITE_CANTOPEN;  // a temporary file
  }
  int code = SQLITE_NOMEM;
  try {
    code = open_part(name, file, flags, flags_out);
  } catch (const std::bad_alloc&) {
    code = SQLITE_NOMEM;
  }
  if (code == SQLITE_OK) {
    shim->base.pMethods = &kMethods;
  }
  return code;
}

}  // namespace

const char* locked_vfs() {
  static const bool ready = [] {
    ready_sodium();
    static sqlite3_vfs shim = *system_vfs();
    shim.szOsFile += static_cast<int>(kBehind);
    shim.pNext = nullptr;
    shim.zName = kName;
    shim.xOpen = shim_open;
    return sqlite3_vfs_register(&shim, 0) == SQLITE_OK;
  }();
  return ready ? kName : nullptr;
}

std::optional<std::int64_t> locked_size(sqlite3* database) {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == nullptr || file->pMethods != &kMethods || lock_of(file) == nullptr) {
    return std::nullopt;
  }
  std::int64_t size = 0;
  return plain_size(file, *lock_of(file), size) == SQLITE_OK ? size : 0;
}

}  // namespace ebb
