#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "io/asio_fwd.hpp"

namespace ebb {

/// A program of ours beside this one (the screen), started and waited for without blocking. It is
/// not ended when this goes: a practice on the screen outlives the service.
class ViewerProcess {
 public:
  /// Exit status, or 128 + signal.
  using OnExit = std::function<void(int status)>;

  ViewerProcess(asio::io_context& io, const std::filesystem::path& program,
                const std::vector<std::string>& arguments, OnExit on_exit);
  ~ViewerProcess();
  ViewerProcess(const ViewerProcess&) = delete;
  ViewerProcess& operator=(const ViewerProcess&) = delete;

  /// It was started and has not ended yet.
  [[nodiscard]] bool alive() const;
  /// Asks it to close (SIGTERM).
  void close();
  /// Ends it, whatever it does (SIGKILL).
  void end_now();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace ebb
