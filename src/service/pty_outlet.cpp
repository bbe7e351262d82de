#include "service/pty_outlet.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "io/tty_settings.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

constexpr std::chrono::milliseconds kLook{5};

[[noreturn]] void refuse(const std::string& what) {
  throw StartError(what + ": " + std::strerror(errno) + ".");
}

}  // namespace

PtyOutlet::PtyOutlet(const std::string& link, std::optional<LineSpeed> line) : line_(line) {
  master_ = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  std::array<char, 128> name{};
  if (master_ < 0 || grantpt(master_) != 0 || unlockpt(master_) != 0 ||
      ptsname_r(master_, name.data(), name.size()) != 0) {
    refuse("A pseudo-terminal cannot be opened");
  }
  path_ = name.data();
  termios settings{};
  if (tcgetattr(master_, &settings) == 0) {
    cfmakeraw(&settings);
    cfsetspeed(&settings, B115200);
    tcsetattr(master_, TCSANOW, &settings);
  }
  // Only once the other end has been open does the master tell that nobody has it open.
  const int other = open(path_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (other < 0) {
    refuse("A pseudo-terminal cannot be opened");
  }
  close(other);
  if (!link.empty()) {
    make_link(link);
  }
}

PtyOutlet::~PtyOutlet() {
  if (!link_.empty()) {
    unlink(link_.c_str());
  }
  if (master_ >= 0) {
    close(master_);
  }
}

void PtyOutlet::make_link(const std::string& link) {
  struct stat about {};
  if (lstat(link.c_str(), &about) == 0) {
    if (!S_ISLNK(about.st_mode)) {
      throw StartError(link +
                       ": is there already and is no link; choose another place for --link.");
    }
    unlink(link.c_str());
  }
  if (symlink(path_.c_str(), link.c_str()) != 0) {
    refuse(link + ": the link cannot be made");
  }
  link_ = link;
}

bool PtyOutlet::has_reader() const {
  pollfd look{master_, 0, 0};
  poll(&look, 1, 0);
  return (look.revents & POLLHUP) == 0;
}

void PtyOutlet::attend(int milliseconds) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + std::chrono::milliseconds{milliseconds};
  const bool before = has_reader();
  for (;;) {
    // What a reader sends to the device is taken, so that it never blocks there.
    std::array<std::uint8_t, 256> sent{};
    ssize_t some = 0;
    while ((some = read(master_, sent.data(), sent.size())) > 0) {
      if (at_own_speed()) {
        hear({sent.data(), static_cast<std::size_t>(some)});
      }
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (has_reader() != before || left.count() <= 0) {
      return;
    }
    // The master cannot be polled for the coming of a reader; while it is gone, poll() returns
    // at once.
    std::this_thread::sleep_for(std::min(left, before ? left : kLook));
  }
}

bool PtyOutlet::at_own_speed() const {
  const std::uint32_t speed = io::speed_of(master_);
  return !line_ || speed == 0 || speed == line_->baud;
}

std::vector<std::uint8_t> PtyOutlet::as_heard(std::span<const std::uint8_t> bytes) const {
  if (at_own_speed()) {
    return {bytes.begin(), bytes.end()};
  }
  return misheard(bytes, *line_, {io::speed_of(master_), false});
}

bool PtyOutlet::write(std::span<const std::uint8_t> sent, const std::function<bool()>& go_on) {
  const std::vector<std::uint8_t> heard = as_heard(sent);
  std::span<const std::uint8_t> bytes = heard;
  while (!bytes.empty()) {
    if (!go_on() || !has_reader()) {
      return false;
    }
    const ssize_t some = ::write(master_, bytes.data(), bytes.size());
    if (some > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(some));
    } else if (errno == EAGAIN) {
      pollfd look{master_, POLLOUT, 0};
      poll(&look, 1, 50);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

void PtyOutlet::drain(const std::function<bool()>& go_on) {
  if (!has_reader()) {
    return;
  }
  // Opening the other end ourselves lets us see what has not been read from it, and hides whether
  // anybody else has it open: give up when nothing moves for two seconds.
  const int other = open(path_.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  int before = -1;
  int still = 0;
  int empty = 0;
  while (other >= 0 && go_on() && still < 400 && empty < 4) {
    int waiting = 0;
    ioctl(other, FIONREAD, &waiting);
    still = waiting == before ? still + 1 : 0;
    empty = waiting == 0 ? empty + 1 : 0;
    before = waiting;
    std::this_thread::sleep_for(kLook);
  }
  if (other >= 0) {
    close(other);
  }
}

}  // namespace ebb
