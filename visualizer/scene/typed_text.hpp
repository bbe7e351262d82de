#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ebb::scene {

/// A character that was typed goes to the end of UTF-8 text, unless that has `most` characters
/// already; 8 takes the last one away. Control characters are passed over.
void type_into(std::string& text, char32_t character, std::size_t most);

/// The text with a caret after its last character, whichever way that is read: where the text
/// around it (`right_to_left`) runs the other way, a mark keeps the caret beside it.
[[nodiscard]] std::string with_caret(std::string text, bool right_to_left);

}  // namespace ebb::scene
