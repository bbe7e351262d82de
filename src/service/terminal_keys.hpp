#pragma once

#include <string_view>
#include <vector>

#include "guidance/practice_run.hpp"

namespace ebb {

/// What was asked for by the bytes that a terminal sent, in order. An Esc that begins no known kind
/// of sequence (ESC [ or ESC O) is the Esc key, however often and with whatever else it came.
[[nodiscard]] std::vector<Wish> wishes_of(std::string_view keys);

}  // namespace ebb
