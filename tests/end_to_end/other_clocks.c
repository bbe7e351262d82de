// To be preloaded: once the file that EBB_CALENDAR_STEPS names is there, somebody has set the
// calendar back by a day; once that of EBB_SLEPT is there, the machine has been asleep for an hour.
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int is_there(const char* variable) {
  const char* file = getenv(variable);
  return file != NULL && access(file, F_OK) == 0;
}

int clock_gettime(clockid_t clock, struct timespec* at) {
  const int result = (int)syscall(SYS_clock_gettime, clock, at);
  if (clock == CLOCK_REALTIME && is_there("EBB_CALENDAR_STEPS")) {
    at->tv_sec -= 24 * 3600;
  }
  if (clock == CLOCK_BOOTTIME && is_there("EBB_SLEPT")) {
    at->tv_sec += 3600;
  }
  return result;
}
