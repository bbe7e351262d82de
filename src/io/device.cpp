#include "io/device.hpp"

#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <libserialport.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "io/tty_settings.hpp"

namespace ebb::io {
namespace {

/// An open descriptor or the errno.
using Opened = Expected<Descriptor, int>;

bool is_pseudo_terminal(int fd) {
  constexpr unsigned kFirstSlave = 136;  // Unix98 pty slaves: majors 136..143
  constexpr unsigned kLastSlave = 143;
  struct stat about {};
  const unsigned number = ::fstat(fd, &about) == 0 ? major(about.st_rdev) : 0;
  return number >= kFirstSlave && number <= kLastSlave;
}

/// For us alone: flock keeps out another Ebb (even root's), TIOCEXCL every other program. Not on a
/// pseudo-terminal: there the mark outlives us while the other side stays open, and if we are
/// killed nobody but root could ever open it again.
int claim(int fd) {
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? EBUSY : errno;
  }
  if (!is_pseudo_terminal(fd) && ::ioctl(fd, TIOCEXCL) != 0) {
    return errno;
  }
  return 0;
}

struct FreePort {
  void operator()(sp_port* port) const {
    sp_close(port);
    sp_free_port(port);
  }
};

/// True when libserialport could not tell what it is, so that plain termios may still do.
bool is_worth_another_way(int error) {
  return error == ENOTTY || error == EINVAL || error == ENOSYS || error == EOPNOTSUPP;
}

int last_error() {
  const int error = sp_last_error_code();
  return error != 0 ? error : EINVAL;
}

Opened open_with_libserialport(const std::string& device, std::uint32_t baud) {
  sp_port* found = nullptr;
  if (sp_get_port_by_name(device.c_str(), &found) != SP_OK) {
    return Unexpected{ENOTTY};
  }
  const std::unique_ptr<sp_port, FreePort> port{found};
  if (sp_open(port.get(), SP_MODE_READ_WRITE) != SP_OK) {
    return Unexpected{last_error()};
  }
  int theirs = -1;
  if (sp_get_port_handle(port.get(), &theirs) != SP_OK || theirs < 0) {
    return Unexpected{EINVAL};
  }
  if (const int error = claim(theirs)) {
    return Unexpected{error};
  }
  if (sp_set_flowcontrol(port.get(), SP_FLOWCONTROL_NONE) != SP_OK ||
      sp_set_bits(port.get(), 8) != SP_OK || sp_set_parity(port.get(), SP_PARITY_NONE) != SP_OK ||
      sp_set_stopbits(port.get(), 1) != SP_OK ||
      sp_set_baudrate(port.get(), static_cast<int>(baud)) != SP_OK) {
    return Unexpected{last_error()};
  }
  raise_modem_lines(theirs);
  if (const int error = wait_for_bytes(theirs)) {
    return Unexpected{error};
  }
  // The library closes its own descriptor; the duplicate keeps the open port, lock and all.
  Descriptor ours{::fcntl(theirs, F_DUPFD_CLOEXEC, 0)};
  if (!ours) {
    return Unexpected{errno};
  }
  return ours;
}

Opened open_with_termios(const std::string& device, std::uint32_t baud) {
  Descriptor fd{::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
  if (!fd) {
    return Unexpected{errno};
  }
  if (::isatty(fd.get()) == 0) {
    return Unexpected{ENOTTY};
  }
  if (const int error = claim(fd.get())) {
    return Unexpected{error};
  }
  if (const int error = make_raw(fd.get(), baud)) {
    return Unexpected{error};
  }
  raise_modem_lines(fd.get());
  return fd;
}

Opened open_either_way(const std::string& device, std::uint32_t baud) {
  if (device.rfind("/dev/pts/", 0) != 0) {
    auto opened = open_with_libserialport(device, baud);
    if (opened || !is_worth_another_way(opened.error())) {
      return opened;
    }
  }
  return open_with_termios(device, baud);
}

}  // namespace

Expected<Descriptor, DeviceRefusal> open_device(const std::string& path, std::uint32_t baud) {
  std::error_code ec;
  const std::string device = std::filesystem::canonical(path, ec);
  if (ec) {
    return Unexpected{DeviceRefusal{ec.value(), describe_refusal(path, ec.value())}};
  }
  auto opened = open_either_way(device, baud);
  if (!opened) {
    return Unexpected{DeviceRefusal{opened.error(), describe_refusal(path, opened.error())}};
  }
  return std::move(*opened);
}

}  // namespace ebb::io
