#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.hpp"

namespace ebb::scene {

/// Bytes; a catalogue that has more is refused.
inline constexpr std::size_t kLargestTexts = 262'144;

/// Every word of Ebb's own in one language, by key ("start.keys"). What a catalogue leaves out is
/// said in UK English; a key that nobody knows is shown as it is, so that it is seen.
class Texts {
 public:
  using Lines = std::map<std::string, std::vector<std::string>, std::less<>>;

  explicit Texts(Lines lines) : lines_(std::move(lines)) {}

  [[nodiscard]] std::string_view operator()(std::string_view key) const;
  /// The same with each `{name}` replaced.
  [[nodiscard]] std::string operator()(std::string_view key, std::string_view name,
                                       std::string_view value) const;
  /// All lines of a key that holds several.
  [[nodiscard]] const std::vector<std::string>& list(std::string_view key) const;
  [[nodiscard]] bool right_to_left() const { return (*this)("direction") == "rtl"; }
  [[nodiscard]] const Lines& lines() const { return lines_; }

 private:
  Lines lines_;
};

/// Reads a catalogue (TOML) over the English one. The error is a sentence with file and line.
[[nodiscard]] Expected<Texts, std::string> parse_texts(std::string_view text,
                                                       std::string_view file);

/// The language that is built in.
[[nodiscard]] const Texts& uk_english();

}  // namespace ebb::scene
