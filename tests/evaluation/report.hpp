#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ebb::evaluation {

/// Throughput and time are worth telling from an optimised build only.
#ifdef __OPTIMIZE__
inline constexpr bool kOptimised = true;
#else
inline constexpr bool kOptimised = false;
#endif

/// `value` to so many places behind the point; a dash for what is not a number.
std::string fixed(double value, int places);
/// The same with its sign in front.
std::string with_sign(double value, int places);
/// A share of a whole in percent; a dash when there is no whole.
std::string percent(std::size_t part, std::size_t whole, int places = 1);
std::string count(std::size_t value);

/// Rows under one header. The first column is words, the others are figures.
class Table {
 public:
  explicit Table(std::vector<std::string> header) : rows_{std::move(header)} {}
  /// A row shorter than the header ends in empty cells.
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  /// Lined up for a terminal, or as a table of Markdown that is lined up as well.
  [[nodiscard]] std::string print(bool markdown) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;

  std::vector<std::vector<std::string>> rows_;
};

/// What an evaluation tells: it goes to the standard output at once and is kept as Markdown.
class Report {
 public:
  void section(const std::string& title);
  void heading(const std::string& title);
  /// One paragraph; line breaks in it are as good as spaces.
  void paragraph(const std::string& text);
  void note(const std::string& text) { paragraph("*" + text + "*"); }
  void table(const Table& table);
  /// Says what is not there, and is true, when EBB_RECORDINGS has no such file or folder.
  bool lacks(const std::string& recording);

  [[nodiscard]] const std::string& markdown() const { return markdown_; }

 private:
  std::string markdown_;
};

}  // namespace ebb::evaluation
