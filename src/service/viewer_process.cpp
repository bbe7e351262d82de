#include "service/viewer_process.hpp"

#include <csignal>
#include <utility>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/asio.hpp"

namespace ebb {

struct ViewerProcess::Impl : std::enable_shared_from_this<Impl> {
  Impl(asio::io_context& io, OnExit handler)
      : child_signal(io, SIGCHLD), on_exit(std::move(handler)) {}

  void wait() {
    child_signal.async_wait([self = shared_from_this()](const auto& failed, int) {
      if (failed) {
        return;
      }
      int state = 0;
      if (::waitpid(self->pid, &state, WNOHANG) != self->pid) {
        self->wait();
        return;
      }
      self->pid = -1;
      if (self->on_exit) {
        self->on_exit(WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state));
      }
    });
  }

  asio::signal_set child_signal;
  OnExit on_exit;
  pid_t pid = -1;
};

ViewerProcess::ViewerProcess(asio::io_context& io, const std::filesystem::path& program,
                             const std::vector<std::string>& arguments, OnExit on_exit)
    : impl_(std::make_shared<Impl>(io, std::move(on_exit))) {
  const std::string path = program.string();
  std::vector<char*> words;
  words.push_back(const_cast<char*>(path.c_str()));
  for (const std::string& argument : arguments) {
    words.push_back(const_cast<char*>(argument.c_str()));
  }
  words.push_back(nullptr);
  // The feed's listening socket must not live on in the screen when the service has gone: viewers
  // would wait at a door that nobody opens.
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  const int failed =
      ::posix_spawn(&impl_->pid, path.c_str(), &actions, nullptr, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    impl_->pid = -1;
    return;
  }
  impl_->wait();
}

ViewerProcess::~ViewerProcess() {
  impl_->on_exit = nullptr;
  impl_->child_signal.cancel();
}

bool ViewerProcess::alive() const { return impl_->pid > 0; }

void ViewerProcess::close() {
  if (impl_->pid > 0) {
    ::kill(impl_->pid, SIGTERM);
  }
}

void ViewerProcess::end_now() {
  if (impl_->pid > 0) {
    ::kill(impl_->pid, SIGKILL);
  }
}

}  // namespace ebb
