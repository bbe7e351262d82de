#pragma once

#include <cstddef>
#include <string>

namespace ebb::scene {

/// A character that was typed goes to the end of UTF-8 text, unless that has `most` characters
/// already; 8 takes the last one away. Control characters are passed over.
void type_into(std::string& text, char32_t character, std::size_t most);

}  // namespace ebb::scene
