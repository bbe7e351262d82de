#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ebb {

/// The rows of a CSV text (RFC 4180, either line ending), with quoted cells; empty lines are left
/// out. Any text gives rows, none larger than the text.
[[nodiscard]] std::vector<std::vector<std::string>> csv_rows(std::string_view text);

}  // namespace ebb
