#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "io/asio_fwd.hpp"

namespace ebb {

/// The keyboard of the terminal this program was started from, a key at a time and unechoed. The
/// terminal is opened afresh, because what is set on standard input (not to block) would hold for
/// standard output and for the shell as well.
class Keyboard {
 public:
  explicit Keyboard(asio::io_context& io);
  ~Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  /// False where there is none, or where it belongs to somebody else: a job in the background
  /// would be stopped for asking.
  bool take(std::function<void(std::string_view keys)> on_keys);
  /// Gives it back as it was.
  void leave();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether `terminal` is one, and this program's job is the one in front of it.
[[nodiscard]] bool in_front_of(int terminal);

}  // namespace ebb
