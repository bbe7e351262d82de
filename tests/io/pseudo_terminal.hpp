#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "io/descriptor.hpp"

namespace ebb::io {

/// The device's end of a pseudo-terminal: plugged in by construction, unplugged by destruction.
class PseudoTerminal {
 public:
  PseudoTerminal() : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (::grantpt(master_.get()) != 0 || ::unlockpt(master_.get()) != 0) {
      std::abort();
    }
    char name[64];
    if (::ptsname_r(master_.get(), name, sizeof name) != 0) {
      std::abort();
    }
    path_ = name;
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int descriptor() const { return master_.get(); }
  bool send(std::string_view bytes) const {
    return ::write(master_.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  }

 private:
  Descriptor master_;
  std::string path_;
};

/// How many files this process has open.
inline std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& fd : std::filesystem::directory_iterator{"/proc/self/fd"}) {
    ++count;
  }
  return count;
}

}  // namespace ebb::io
