#pragma once

#include <stdexcept>

namespace ebb {

/// The program cannot do what was asked, for a reason the person can act on. what() is one sentence
/// or two that say what is wrong, where, and what to do; main prints it and exits with status 2.
class StartError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace ebb
