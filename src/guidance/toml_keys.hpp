#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace ebb {

/// What is wrong at a line of a file; thrown within practice_file.cpp only, where it becomes a
/// PracticeError.
struct Refused {
  int line = 0;
  std::string why;
};

/// One table of a practice file and the keys it may have. Every question that cannot be answered
/// throws Refused with the line and a sentence.
class TomlKeys {
 public:
  /// `where` names the table in sentences ("step \"ease\""); refuses keys that are not known.
  TomlKeys(const toml::table& table, std::string where, std::span<const std::string_view> known,
           int line);

  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  [[nodiscard]] int line_of(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key) const;  ///< compulsory
  [[nodiscard]] std::string text_or_none(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key, double least, double most,
                              std::string_view why) const;
  [[nodiscard]] bool yes(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  [[nodiscard]] std::vector<int> lines_of(std::string_view key) const;
  [[nodiscard]] const toml::table& table(std::string_view key) const;
  /// The place of the text among `words`.
  [[nodiscard]] std::size_t one_of(std::string_view key,
                                   std::span<const std::string_view> words) const;
  [[noreturn]] void refuse(std::string_view key, const std::string& why) const;

 private:
  [[nodiscard]] const toml::node& node(std::string_view key) const;

  const toml::table& table_;
  std::string where_;
  int line_;
};

[[nodiscard]] int line_of(const toml::node& node, int otherwise);
/// "a", "b" or "c"
[[nodiscard]] std::string listed(std::span<const std::string_view> words);
/// Text from a file made fit for a sentence: short, and without control characters.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace ebb
