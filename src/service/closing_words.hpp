#pragma once

#include <string>

#include "core/snapshot.hpp"

namespace ebb {

/// What a run in the terminal says when it ends: what was heard, in one or two plain lines, and
/// nothing where nothing was, or where a figure was not earned. No judgement.
[[nodiscard]] std::string closing_words(const Snapshot& last);

}  // namespace ebb
