#include "archive/lock/locked_vfs.hpp"

#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include <sqlite3.h>

#include "archive/lock/key_ring.hpp"
#include "archive/lock/locked_file.hpp"

namespace ebb {
namespace {

constexpr const char* kName = "ebb";
constexpr int kBrief = 64;  ///< bytes that tell a locked file from another, and more

/// SQLite gives the room for it; the file of the system's own kind lies right behind.
struct ShimFile {
  sqlite3_file base;
  LockedFile* locked;  ///< nothing for a file that is not locked
};
constexpr std::size_t kBehind = (sizeof(ShimFile) + 15) / 16 * 16;

sqlite3_vfs* system_vfs() {
  static sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
  return real;
}

LockedFile* locked_of(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file)->locked; }

sqlite3_file* system_file(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kBehind);
}

int system_read(sqlite3_file* file, std::span<std::uint8_t> out, std::int64_t at) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xRead(real, out.data(), static_cast<int>(out.size()), at);
}

int shim_close(sqlite3_file* file) {
  const std::unique_ptr<LockedFile> locked{locked_of(file)};
  sqlite3_file* real = system_file(file);
  return real->pMethods->xClose(real);
}

int shim_read(sqlite3_file* file, void* out, int amount, sqlite3_int64 at) {
  const std::span bytes{static_cast<std::uint8_t*>(out), static_cast<std::size_t>(amount)};
  LockedFile* locked = locked_of(file);
  return locked != nullptr ? locked->read(bytes, at) : system_read(file, bytes, at);
}

int shim_write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 at) {
  if (LockedFile* locked = locked_of(file)) {
    return locked->write({static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(amount)},
                         at);
  }
  sqlite3_file* real = system_file(file);
  return real->pMethods->xWrite(real, from, amount, at);
}

int shim_truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (LockedFile* locked = locked_of(file)) {
    return locked->truncate(size);
  }
  sqlite3_file* real = system_file(file);
  return real->pMethods->xTruncate(real, size);
}

int shim_sync(sqlite3_file* file, int flags) {
  sqlite3_file* real = system_file(file);
  return real->pMethods->xSync(real, flags);
}

int shim_file_size(sqlite3_file* file, sqlite3_int64* size) {
  if (const LockedFile* locked = locked_of(file)) {
    std::int64_t plain = 0;
    const int code = locked->size(plain);
    *size = plain;
    return code;
  }
  sqlite3_file* real = system_file(file);
  return real->pMethods->xFileSize(real, size);
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
  if (locked_of(file) != nullptr &&
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
  return locked_of(file) == nullptr
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
  const bool locked = database->pMethods == &kMethods && locked_of(database) != nullptr;
  return locked ? locked_of(database)->key() : nullptr;
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
    const auto part = database ? LockedFile::Part::database : LockedFile::Part::log;
    auto* locked = new (std::nothrow) LockedFile{part, std::move(key), real};
    reinterpret_cast<ShimFile*>(file)->locked = locked;
    code = locked != nullptr ? SQLITE_OK : SQLITE_NOMEM;
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
      file == nullptr || file->pMethods != &kMethods || locked_of(file) == nullptr) {
    return std::nullopt;
  }
  std::int64_t size = 0;
  return locked_of(file)->size(size) == SQLITE_OK ? size : 0;
}

}  // namespace ebb
