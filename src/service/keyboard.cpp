#include "service/keyboard.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "io/asio.hpp"

namespace ebb {

bool in_front_of(int terminal) {
  return ::isatty(terminal) != 0 && ::tcgetpgrp(terminal) == ::getpgrp();
}

struct Keyboard::Impl {
  explicit Impl(asio::io_context& io) : keys(io) {}

  asio::posix::stream_descriptor keys;
  termios before{};
  std::array<char, 64> typed{};
  std::function<void(std::string_view keys)> on_keys;

  bool open() {
    if (!in_front_of(STDIN_FILENO)) {
      return false;
    }
    const int terminal = ::open("/dev/tty", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (terminal < 0) {
      return false;
    }
    termios raw{};
    if (::tcgetattr(terminal, &before) != 0) {
      ::close(terminal);
      return false;
    }
    raw = before;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (::tcsetattr(terminal, TCSANOW, &raw) != 0) {
      ::close(terminal);
      return false;
    }
    keys.assign(terminal);
    return true;
  }

  void listen() {
    keys.async_wait(asio::posix::stream_descriptor::wait_read, [this](const auto& failed) {
      // Sent to the background meanwhile: what is typed is meant for somebody else now.
      if (failed || !keys.is_open() || !in_front_of(keys.native_handle())) {
        return;
      }
      const ssize_t size = ::read(keys.native_handle(), typed.data(), typed.size());
      if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) {
        return;  // hung up
      }
      if (size > 0) {
        on_keys({typed.data(), static_cast<std::size_t>(size)});
      }
      if (keys.is_open()) {
        listen();
      }
    });
  }

  void leave() {
    if (!keys.is_open()) {
      return;
    }
    if (in_front_of(keys.native_handle())) {  // else the shell has set it up for itself
      ::tcsetattr(keys.native_handle(), TCSANOW, &before);
    }
    boost::system::error_code ignored;
    keys.close(ignored);
  }
};

Keyboard::Keyboard(asio::io_context& io) : impl_(std::make_unique<Impl>(io)) {}

Keyboard::~Keyboard() { impl_->leave(); }

bool Keyboard::take(std::function<void(std::string_view keys)> on_keys) {
  if (!impl_->open()) {
    return false;
  }
  impl_->on_keys = std::move(on_keys);
  impl_->listen();
  return true;
}

void Keyboard::leave() { impl_->leave(); }

}  // namespace ebb
