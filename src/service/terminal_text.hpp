#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ebb {

/// How many letters (code points) of UTF-8 there are.
[[nodiscard]] std::size_t letters(std::string_view text);

/// The text with its control characters (C0, DEL, C1) made spaces: no escape sequence can come out
/// of a practice file, a device or a person's words.
[[nodiscard]] std::string harmless(std::string_view text);

/// `text` in rows of at most `width` letters, broken where `apart` stands. A longer piece is cut.
[[nodiscard]] std::vector<std::string> wrapped_rows(std::string_view text, std::size_t width,
                                                    std::string_view apart = " ");

/// A bar whose end moves by eighths of a letter.
[[nodiscard]] std::string soft_bar(double length);
[[nodiscard]] std::string dashed_bar(double length);

}  // namespace ebb
