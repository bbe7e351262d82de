#pragma once

#include <string>
#include <vector>

#include "guidance/practice.hpp"

namespace ebb {

/// Something that could be said more kindly. Never a reason to refuse a practice: the therapist who
/// wrote it may have reasons.
struct WordingNote {
  int line = 0;  ///< of the file
  std::string message;
};

/// What the wording guide (docs/practices.md) has to say to the lines of a practice, in their
/// order.
[[nodiscard]] std::vector<WordingNote> wording_notes(const Practice& practice);

}  // namespace ebb
