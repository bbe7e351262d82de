#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ebb {

/// What a device calls itself, made fit for a screen and for JSON: sound UTF-8 without control
/// characters, at most `longest` bytes, with '?' for every byte that is neither.
std::string printable(std::string_view text, std::size_t longest = 64);

}  // namespace ebb
