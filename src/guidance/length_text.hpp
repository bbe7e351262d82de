#pragma once

#include <optional>
#include <string_view>

#include "guidance/practice.hpp"

namespace ebb {

/// Lengths as a therapist writes them: "90 s", "4 min", "8 breaths", "until ready". Seconds are
/// 0.5..7200, breaths 1..500; anything else is no length.
[[nodiscard]] std::optional<Length> parse_length(std::string_view text);
/// "20 %" as 20; 0..100.
[[nodiscard]] std::optional<double> parse_percent(std::string_view text);

}  // namespace ebb
