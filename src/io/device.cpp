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

bool is_pseudo_terminal(int fd) {
  constexpr unsigned kFirstSlave = 136;  // Unix98 pty slaves: majors 136..143
  constexpr unsigned kLastSlave = 143;
  struct stat about {};
  const unsigned number = ::fstat(fd, &about) == 0 ? major(about.st_rdev) : 0;
  return number >= kFirstSlave && number <= kLastSlave;
}

struct FreePort {
  void operator()(sp_port* port) const {
    sp_close(port);
    sp_free_port(port);
  }
};

/// Lets libserialport set the port up: settings belong to the port, so they stay when the library
/// closes its own descriptor. ENOTTY when it does not know the device.
int set_up_with_libserialport(const std::string& device, const LineSettings& line) {
  sp_port* found = nullptr;
  if (sp_get_port_by_name(device.c_str(), &found) != SP_OK) {
    return ENOTTY;
  }
  const std::unique_ptr<sp_port, FreePort> port{found};
  if (sp_open(port.get(), SP_MODE_READ_WRITE) == SP_OK &&
      sp_set_flowcontrol(port.get(), SP_FLOWCONTROL_NONE) == SP_OK &&
      sp_set_bits(port.get(), 8) == SP_OK &&
      sp_set_parity(port.get(), line.odd_parity ? SP_PARITY_ODD : SP_PARITY_NONE) == SP_OK &&
      sp_set_stopbits(port.get(), 1) == SP_OK &&
      sp_set_baudrate(port.get(), static_cast<int>(line.baud)) == SP_OK) {
    return 0;
  }
  const int error = sp_last_error_code();
  return error != 0 ? error : EINVAL;
}

/// True when libserialport could not tell what it is, so that plain termios may still do.
bool is_worth_another_way(int error) {
  return error == ENOTTY || error == EINVAL || error == ENOSYS || error == EOPNOTSUPP;
}

int set_up(int fd, const std::string& device, const LineSettings& line) {
  int error = is_pseudo_terminal(fd) ? ENOTTY : set_up_with_libserialport(device, line);
  if (is_worth_another_way(error)) {
    error = make_raw(fd, line.baud, line.odd_parity);
  }
  if (error == 0) {
    raise_modem_lines(fd);
    error = wait_for_bytes(fd);
  }
  return error;
}

/// Opens it for us alone: flock keeps out another Ebb (even root's, and before either has touched
/// a setting), TIOCEXCL every other program. Not so on a pseudo-terminal: there the mark outlives
/// us while the other side stays open, and once we were killed only root could open it again.
int open_alone(const std::string& device, const LineSettings& line, Descriptor& opened) {
  Descriptor fd{::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
  if (!fd) {
    return errno;
  }
  if (::isatty(fd.get()) == 0) {
    return errno == EIO ? EIO : ENOTTY;
  }
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? EBUSY : errno;
  }
  if (const int error = set_up(fd.get(), device, line)) {
    return error;
  }
  if (!is_pseudo_terminal(fd.get()) && ::ioctl(fd.get(), TIOCEXCL) != 0) {
    return errno;
  }
  opened = std::move(fd);
  return 0;
}

}  // namespace

void retune(int fd, const LineSettings& line) {
  // libserialport would open the device a second time, which it is marked against.
  if (make_raw(fd, line.baud, line.odd_parity) == 0) {
    drop_unread(fd);
  }
}

Expected<Descriptor, DeviceRefusal> open_device(const std::string& path, const LineSettings& line) {
  std::error_code ec;
  const std::string device = std::filesystem::canonical(path, ec);
  if (ec) {
    return Unexpected{DeviceRefusal{ec.value(), describe_refusal(path, ec.value())}};
  }
  Descriptor opened;
  if (const int error = open_alone(device, line, opened)) {
    return Unexpected{DeviceRefusal{error, describe_refusal(path, error)}};
  }
  return opened;
}

}  // namespace ebb::io
