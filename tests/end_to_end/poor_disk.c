// To be preloaded: a disk that goes wrong below the folder that EBB_DISK names, as soon as there is
// a file of that name in the folder that EBB_TROUBLE names:
//   full        what is written is refused with ENOSPC
//   full-late   it is taken, and refused when it is to be handed to the disk
//   read-only   EROFS: nothing is written, made, removed or renamed any more
//   still       whoever makes a file, writes, or hands to the disk waits until the file is gone
//   again;
//               beside it a file "waiting" says that somebody does
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int has(const char* trouble) {
  const char* folder = getenv("EBB_TROUBLE");
  char file[PATH_MAX];
  snprintf(file, sizeof file, "%s/%s", folder != NULL ? folder : "", trouble);
  return folder != NULL && syscall(SYS_access, file, F_OK) == 0;
}

static int is_below(const char* path) {
  const char* disk = getenv("EBB_DISK");
  return disk != NULL && strncmp(path, disk, strlen(disk)) == 0;
}

static int on_disk(int file) {
  char link[64];
  char path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = syscall(SYS_readlink, link, path, sizeof path - 1);
  path[length > 0 ? length : 0] = '\0';
  return is_below(path);
}

static void wait_while_still(void) {
  const struct timespec moment = {0, 10000000};
  if (has("still")) {
    char file[PATH_MAX];
    snprintf(file, sizeof file, "%s/waiting", getenv("EBB_TROUBLE"));
    syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, file, O_CREAT | O_WRONLY, 0600));
  }
  while (has("still")) {
    syscall(SYS_nanosleep, &moment, NULL);
  }
}

/// Zero, or why nothing can be written to it.
static int refused(int file) {
  const int before = errno;
  if (!on_disk(file)) {
    errno = before;
    return 0;
  }
  wait_while_still();
  errno = before;
  return has("full") ? ENOSPC : has("read-only") ? EROFS : 0;
}

static int refused_late(int file) {
  const int why = refused(file);
  return why != 0 ? why : on_disk(file) && has("full-late") ? ENOSPC : 0;
}

#define OR_REFUSE(why, call) \
  const int reason = (why);  \
  if (reason != 0) {         \
    errno = reason;          \
    return -1;               \
  }                          \
  return call

/// Whoever watches threads takes a write for a message from one to another, so it is to see it.
static ssize_t next_write(int file, const void* bytes, size_t count) {
  static ssize_t (*next)(int, const void*, size_t) = NULL;
  if (next == NULL) {
    next = (ssize_t(*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write");
  }
  return next(file, bytes, count);
}

ssize_t write(int file, const void* bytes, size_t count) {
  OR_REFUSE(refused(file), next_write(file, bytes, count));
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  OR_REFUSE(refused(file), syscall(SYS_pwrite64, file, bytes, count, at));
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
  OR_REFUSE(refused(file), syscall(SYS_pwrite64, file, bytes, count, at));
}
int fsync(int file) { OR_REFUSE(refused_late(file), (int)syscall(SYS_fsync, file)); }
int fdatasync(int file) { OR_REFUSE(refused_late(file), (int)syscall(SYS_fdatasync, file)); }
int ftruncate(int file, off_t size) {
  OR_REFUSE(refused(file), (int)syscall(SYS_ftruncate, file, size));
}
int ftruncate64(int file, off64_t size) {
  OR_REFUSE(refused(file), (int)syscall(SYS_ftruncate, file, size));
}

static int refuses(const char* path) {
  if (!is_below(path)) {
    return 0;
  }
  wait_while_still();
  return has("read-only") ? EROFS : 0;
}

int unlink(const char* path) { OR_REFUSE(refuses(path), (int)syscall(SYS_unlink, path)); }

static int open_or_refuse(const char* path, int flags, mode_t mode) {
  const int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0;
  OR_REFUSE(writes ? refuses(path) : 0, (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}
int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_or_refuse(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_or_refuse(path, flags, mode);
}
