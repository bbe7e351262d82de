#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ebb {

/// The whole of `text` as a decimal integer, or nothing.
inline std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, trouble] = std::from_chars(text.data(), end, value);
  if (trouble != std::errc{} || stop != end) {
    return std::nullopt;
  }
  return value;
}

}  // namespace ebb
