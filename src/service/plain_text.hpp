#pragma once

#include <string>
#include <string_view>

namespace ebb {

/// Somebody's text on one line of a terminal, which it cannot steer: control characters (C0, DEL,
/// C1), separators of lines and paragraphs, and what turns the direction of writing are blanks;
/// what is no UTF-8 is '?'.
[[nodiscard]] std::string plain_text(std::string_view text);

}  // namespace ebb
