#pragma once

#include <streambuf>

#include <SFML/System/Err.hpp>
#include <fcntl.h>
#include <unistd.h>

namespace ebb::sound {

/// While it lives SFML prints nothing of its own: what matters is said by us, in a sentence.
class QuietSfml {
 public:
  QuietSfml() : told_(sf::err().rdbuf(nullptr)) {}
  QuietSfml(const QuietSfml&) = delete;
  QuietSfml& operator=(const QuietSfml&) = delete;
  ~QuietSfml() { sf::err().rdbuf(told_); }

 private:
  std::streambuf* told_;
};

/// While it lives nothing at all is printed as an error: ALSA has ten lines to say about a machine
/// without a sound card, straight to the terminal.
class QuietErrors {
 public:
  QuietErrors() : kept_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept_ >= 0 && nowhere >= 0) {
      ::dup2(nowhere, STDERR_FILENO);
    }
    if (nowhere >= 0) {
      ::close(nowhere);
    }
  }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
  ~QuietErrors() {
    if (kept_ >= 0) {
      ::dup2(kept_, STDERR_FILENO);
      ::close(kept_);
    }
  }

 private:
  int kept_;
};

}  // namespace ebb::sound
