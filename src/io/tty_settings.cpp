#include "io/tty_settings.hpp"

#include <cerrno>

#include <asm/termbits.h>
#include <sys/ioctl.h>

namespace ebb::io {
namespace {

void set_waiting(termios2& tty) {
  tty.c_cflag &= ~static_cast<tcflag_t>(HUPCL);
  tty.c_cc[VMIN] = 1;
  tty.c_cc[VTIME] = 0;
}

}  // namespace

int make_raw(int fd, std::uint32_t baud, bool odd_parity) {
  termios2 tty{};
  if (::ioctl(fd, TCGETS2, &tty) != 0) {
    return errno;
  }
  tty.c_iflag &= ~static_cast<tcflag_t>(IGNBRK | BRKINT | PARMRK | INPCK | ISTRIP | INLCR | IGNCR |
                                        ICRNL | IXON | IXOFF | IXANY);
  tty.c_oflag &= ~static_cast<tcflag_t>(OPOST);
  tty.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  tty.c_cflag &= ~static_cast<tcflag_t>(CSIZE | PARENB | PARODD | CSTOPB | CRTSCTS | CBAUD |
                                        (CBAUD << IBSHIFT));
  if (odd_parity) {
    tty.c_cflag |= static_cast<tcflag_t>(PARENB | PARODD);
  }
  tty.c_cflag |= static_cast<tcflag_t>(CS8 | CREAD | CLOCAL | BOTHER | (BOTHER << IBSHIFT));
  tty.c_ispeed = baud;
  tty.c_ospeed = baud;
  set_waiting(tty);
  return ::ioctl(fd, TCSETS2, &tty) == 0 ? 0 : errno;
}

int wait_for_bytes(int fd) {
  termios2 tty{};
  if (::ioctl(fd, TCGETS2, &tty) != 0) {
    return errno;
  }
  set_waiting(tty);
  return ::ioctl(fd, TCSETS2, &tty) == 0 ? 0 : errno;
}

void drop_unread(int fd) { static_cast<void>(::ioctl(fd, TCFLSH, TCIFLUSH)); }

std::uint32_t speed_of(int fd) {
  termios2 tty{};
  return ::ioctl(fd, TCGETS2, &tty) == 0 ? tty.c_ospeed : 0;
}

void raise_modem_lines(int fd) {
  int lines = TIOCM_DTR | TIOCM_RTS;
  static_cast<void>(::ioctl(fd, TIOCMBIS, &lines));
}

}  // namespace ebb::io
