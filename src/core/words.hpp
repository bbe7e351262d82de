#pragma once

#include <cstdint>
#include <string>

#include "core/time.hpp"

namespace ebb {

/// Who put a mark or said words.
enum class Whose : std::uint8_t { person, therapist };

/// What words were given for.
enum class WordsKind : std::uint8_t {
  body_signs,  ///< check-in: what is felt, chosen from a list
  how_much,    ///< check-in: how much is here, the way that was chosen
  weather,
  answer,  ///< to what a step of a practice asked
  note,
};

/// A person's own words, said to be kept with the session.
struct Words {
  HostTime time;
  WordsKind kind = WordsKind::note;
  std::string text;
  std::string practice{};  ///< in which they were said, if any
  std::string step{};      ///< of that practice
  Whose whose = Whose::person;
  bool together = false;  ///< may be shown when two look back together
};

}  // namespace ebb
