#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ebb {

/// One value of a line, with the name beside it if there was one.
struct TextField {
  std::string_view name;
  std::optional<double> value;  ///< empty: the line said nan, null, - or nothing at all
  bool decimal = false;         ///< written with a decimal point
};

/// A line of text taken apart as sketches print it: `512`, `1200,3.2`, `resp:3.2 hr=61`,
/// `Signal 613`, ` R[123] IR[456]`, `IR=123456, BPM=72.3, Avg BPM=71 No finger?`,
/// `{"raw":2048,"bpm":70}`. Comma and semicolon part cells, blank and tab part words, and
/// `: = [ ] { } ( ) "` are read as blanks: a number is named by the word before it in its cell. An
/// empty cell between two others is a missing value, a last one is not a cell.
struct TextFields {
  static constexpr std::size_t kMost = 32;  ///< more on one line are left out
  enum class Shape : std::uint8_t {
    words,    ///< no number at all: a header, or something said to a person
    columns,  ///< numbers without names
    named,    ///< at least one number with its name
    damaged   ///< something that begins like a number and is none, or JSON cut short
  };

  Shape shape = Shape::words;
  std::size_t count = 0;
  std::array<TextField, kMost> slots{};

  [[nodiscard]] std::span<const TextField> fields() const { return std::span{slots}.first(count); }
};

/// The names point into `line`.
TextFields parse_text_fields(std::string_view line);

}  // namespace ebb
