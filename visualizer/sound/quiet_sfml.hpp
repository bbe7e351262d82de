#pragma once

#include <streambuf>

#include <SFML/System/Err.hpp>

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

}  // namespace ebb::sound
