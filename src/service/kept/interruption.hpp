#pragma once

#include <csignal>
#include <stdexcept>

namespace ebb {

/// Ctrl-C while something is written: caught where the writing began, after everything half
/// written has been taken away.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("stopped") {}
};

/// While one is there, Ctrl-C and SIGTERM are only noted.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// Throws Interrupted once it was asked for.
  void check() const;

 private:
  struct sigaction before_int_ {};
  struct sigaction before_term_ {};
};

}  // namespace ebb
