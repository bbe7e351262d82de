#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ebb::scene {

/// Breaks UTF-8 text between words into the fewest rows of at most `width` characters, then evens
/// the rows out. A longer single word stays whole.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Characters (code points) in UTF-8 text.
[[nodiscard]] std::size_t character_count(std::string_view text);

}  // namespace ebb::scene
