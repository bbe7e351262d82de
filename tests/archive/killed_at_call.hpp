#pragma once

#include <csignal>
#include <optional>

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ebb {

/// Does the work in a process of its own that is killed before or after its n-th half call of the
/// system, the same one each time. Whether the work had come to its end by then; nothing where
/// processes may not be traced.
template <class Work>
std::optional<bool> ends_before_call(int n, const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0 || std::raise(SIGSTOP) != 0) {
      ::_exit(1);
    }
    work();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFSTOPPED(status)) {
    return std::nullopt;
  }
  for (int half = 0; half < n; ++half) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
    if (!WIFSTOPPED(status)) {
      return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return false;
}

}  // namespace ebb
