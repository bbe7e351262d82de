#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/expected.hpp"
#include "guidance/practice.hpp"

namespace ebb {

/// Bytes; a file that has more is refused.
inline constexpr std::size_t kLargestPractice = 262'144;

/// Why a practice file was refused, in words for the therapist who wrote it.
struct PracticeError {
  std::string file;
  int line = 0;
  std::string message;  ///< names the key, says what is wrong and what would be right
};

/// Reads one practice (TOML). `file` is only for messages; nothing is opened here.
Expected<Practice, PracticeError> parse_practice(std::string_view text, std::string_view file);

/// "FILE:LINE: what is wrong", the form that editors jump to.
[[nodiscard]] std::string print(const PracticeError& error);

}  // namespace ebb
