#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "archive/run_log.hpp"

namespace ebb {

/// The longest line there is: a whole chunk in hex, and what stands around it.
inline constexpr std::size_t kLongestLine = 2 * kLongestChunk + 256;

/// What closes a line: tab, '#' and the CRC-32 of what precedes, in small hex digits.
[[nodiscard]] std::string check_of(std::string_view body);

/// One line without its end to its item; nothing when the check or the form is wrong.
[[nodiscard]] std::optional<RunItem> decode_line(std::string_view line);

}  // namespace ebb
