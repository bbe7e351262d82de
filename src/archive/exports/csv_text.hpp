#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace ebb {

/// A table as text (RFC 4180, lines end in a single \n): a cell with a comma, a quotation mark or a
/// line's end in it stands in quotation marks.
class CsvText {
 public:
  explicit CsvText(std::initializer_list<std::string_view> names) { row(names); }
  void row(std::initializer_list<std::string_view> cells);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace ebb
