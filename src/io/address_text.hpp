#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace ebb::io {

/// What was typed, fit to stand inside a sentence: short, and without control characters.
[[nodiscard]] inline std::string quoted(std::string_view text) {
  constexpr std::size_t kEnough = 80;
  std::string out = "\"";
  for (const char c : text.substr(0, kEnough)) {
    const auto code = static_cast<unsigned char>(c);
    out += code < 0x20 || code == 0x7f ? '?' : c;
  }
  out += text.size() > kEnough ? "...\"" : "\"";
  return out;
}

/// The number that the whole text is.
template <class Number>
[[nodiscard]] std::optional<Number> whole(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

/// A word of our own: small letters, digits, - and _.
[[nodiscard]] inline bool is_name(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
}

}  // namespace ebb::io
