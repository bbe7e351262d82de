#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "io/asio_fwd.hpp"
#include "service/companion.hpp"

namespace ebb {

/// A practice run in the terminal: a breathing bar, own breath, heart rate and signal word; redrawn
/// in place on a tty (with keys), one plain line a second elsewhere.
class TerminalCompanion {
 public:
  /// Throws StartError when the practice cannot be read. `on_left` is called when the person
  /// leaves.
  TerminalCompanion(asio::io_context& io, const std::filesystem::path& practice,
                    Companion& companion, std::function<void()> on_left);
  ~TerminalCompanion();

  void start();
  /// Gives the terminal back as it was.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb
